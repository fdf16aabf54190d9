"""Every backbone is one flat graph that meets the grey it knows and moves where it is told."""

from pathlib import Path

import h5py
import keras
import numpy as np
import pytest

from cxrviewer.bundle.manifest import Activation
from cxrviewer.domain.errors import UsageError
from training.__main__ import main
from training.choices import Backbone, Head, Start
from training.networks.architectures import ARCHITECTURES
from training.networks.building import classifier, unet, unfreeze_last
from training.networks.flops import giga_operations, layer_costs
from training.networks.start_weights import fetch, imagenet_address, load_start
from training.recipe import NetworkPlan

NOWHERE = Path("none")
MODULES = {"ResNet50": "resnet", "VGG19": "vgg19", "DenseNet121": "densenet"}
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


def plan_of(backbone: Backbone, **more: object) -> NetworkPlan:
    alpha = 0.35 if backbone is Backbone.MOBILENETV2 else 1.0
    known = {"start": Start.SCRATCH, "alpha": alpha, "dropout": 0.0, "decoder": ()} | more
    return NetworkPlan(backbone=backbone, **known)  # type: ignore[arg-type]


def small(backbone: Backbone, *, labels: int = 3, side: int = 32, **more: object) -> keras.Model:
    plan = plan_of(backbone, **more)
    bias = np.zeros(labels, np.float32)
    return classifier(plan, size=(side, side, 3), bias=bias, weights=NOWHERE)


@pytest.mark.parametrize(
    "backbone",
    [Backbone.MOBILENETV2, Backbone.VGG16, Backbone.EFFICIENTNETV2B0, Backbone.CONVNEXT_TINY],
)
def test_that_a_backbone_is_one_flat_graph_from_input_to_scores(backbone: Backbone) -> None:
    model = small(backbone)
    assert model.layers[0].name == "input_image"
    assert not [layer for layer in model.layers if isinstance(layer, keras.Model)]
    features = model.get_layer(ARCHITECTURES[backbone].features)
    assert model.get_layer("gap").input is features.output
    scores = np.asarray(model(np.zeros((1, 32, 32, 3), np.float32), training=False))
    assert np.allclose(scores, 0.5, atol=0.2)


def test_that_the_three_class_network_has_its_described_names() -> None:
    model = small(Backbone.MOBILENETV2, activation=Activation.SOFTMAX)
    names = [layer.name for layer in model.layers]
    assert names[0] == "input_image"
    assert names[-3:] == ["out_relu", "gap", "scores"]
    picture = np.random.default_rng(0).random((1, 32, 32, 3), np.float32)
    assert float(np.asarray(model(picture, training=False)).sum()) == pytest.approx(1.0, abs=1e-5)


def test_that_a_hidden_head_stands_between_two_dropouts() -> None:
    model = small(Backbone.MOBILENETV2, labels=1, head=Head.HIDDEN, dropout=0.25)
    names = [layer.name for layer in model.layers][-5:]
    assert names == ["gap", "dropout_gap", "hidden", "dropout", "scores"]
    assert model.get_layer("hidden").units == 128


def test_that_a_flattened_network_answers_as_the_nested_one() -> None:
    picture = np.random.default_rng(0).random((1, 32, 32, 3), np.float32)
    keras.utils.set_random_seed(3)
    nested = keras.applications.ConvNeXtTiny(
        input_shape=(32, 32, 3), include_top=False, weights=None, include_preprocessing=False
    )
    keras.utils.set_random_seed(3)
    model = small(Backbone.CONVNEXT_TINY)
    flat = keras.Model(model.input, model.get_layer("features_norm").output)
    flat.set_weights(nested.get_weights())
    difference = np.asarray(flat(picture, training=False)) - nested(picture, training=False)
    assert np.abs(difference).max() < 1e-4


@pytest.mark.parametrize(
    ("backbone", "expected"),
    [(Backbone.MOBILENETV2, 0.116), (Backbone.VGG19, 39.0)],
)
def test_that_operations_are_those_of_the_literature(backbone: Backbone, expected: float) -> None:
    model = small(backbone, labels=14, side=224)
    assert giga_operations(model) == pytest.approx(expected, rel=0.005)
    assert sum(cost.parameters for cost in layer_costs(model)) == model.count_params()


def test_that_the_unet_costs_what_its_shapes_say() -> None:
    plan = plan_of(Backbone.MOBILENETV2, decoder=(64, 48, 32, 16))
    assert giga_operations(unet(plan, size=(256, 256, 3), weights=NOWHERE)) == pytest.approx(
        3.27, rel=0.005
    )


@pytest.mark.parametrize("builder", sorted(MODULES))
def test_that_mean_and_std_are_the_backbones_own_preprocessing(builder: str) -> None:
    (own,) = (a.normaliser for a in ARCHITECTURES.values() if a.builder == builder)
    grey = np.linspace(0.0, 1.0, 256, dtype=np.float32)[:, np.newaxis]
    published = getattr(keras.applications, MODULES[builder]).preprocess_input(
        np.repeat(grey * 255.0, 3, axis=1)[np.newaxis, np.newaxis].copy()
    )
    ours = (np.repeat(grey, 3, axis=1) - own.mean) / own.std
    assert np.allclose(ours, published[0, 0], atol=1e-3)


def test_that_the_last_layers_are_counted_by_their_weights() -> None:
    model = small(Backbone.MOBILENETV2)
    unfreeze_last(model, 4, start=Start.IMAGENET)
    moving = {layer.name for layer in model.layers if layer.trainable and layer.weights}
    assert moving == {"block_16_project", "Conv_1", "scores"}
    unfreeze_last(model, 4, start=Start.SCRATCH)
    moving = {layer.name for layer in model.layers if layer.trainable and layer.weights}
    assert moving == {"block_16_project", "block_16_project_BN", "Conv_1", "Conv_1_bn", "scores"}


def test_that_a_frozen_normalisation_keeps_its_statistics_in_a_step() -> None:
    model = small(Backbone.MOBILENETV2)
    unfreeze_last(model, "all", start=Start.FILE)
    before = model.get_layer("Conv_1_bn").get_weights()
    model(np.random.default_rng(0).random((2, 32, 32, 3), np.float32), training=True)
    after = model.get_layer("Conv_1_bn").get_weights()
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


def test_that_more_layers_than_there_are_is_refused() -> None:
    with pytest.raises(UsageError, match="layers with weights, not 1000"):
        unfreeze_last(small(Backbone.MOBILENETV2), 1000, start=Start.SCRATCH)


def test_that_too_small_a_picture_is_refused() -> None:
    with pytest.raises(UsageError, match="at least 32"):
        small(Backbone.VGG16, side=16)


def test_that_a_unet_stands_on_mobilenet_alone() -> None:
    with pytest.raises(UsageError, match="mobilenetv2"):
        unet(plan_of(Backbone.VGG16, decoder=(8, 8, 8, 8)), size=(32, 32, 3), weights=NOWHERE)


def test_that_missing_imagenet_weights_say_what_to_do(tmp_path: Path) -> None:
    target = tmp_path / "densenet121.h5"
    with pytest.raises(UsageError, match="--start scratch") as caught:
        fetch((tmp_path / "nothing.h5").as_uri(), target)
    assert "Put file:" in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_that_each_backbone_names_its_published_file() -> None:
    plan = plan_of(Backbone.MOBILENETV2)
    assert imagenet_address(plan).endswith("_0.35_224_no_top.h5")
    for backbone in Backbone:
        assert "notop" in imagenet_address(plan_of(backbone)).replace("no_top", "notop")


def test_that_a_file_of_other_weights_is_refused(tmp_path: Path) -> None:
    plan = plan_of(Backbone.VGG16, start=Start.IMAGENET)
    (tmp_path / imagenet_address(plan).rsplit("/", maxsplit=1)[-1]).write_bytes(b"something else")
    with pytest.raises(UsageError, match="not the published ones"):
        classifier(plan, size=(32, 32, 3), bias=np.zeros(1, np.float32), weights=tmp_path)


def test_that_published_weights_are_loaded_from_their_layout(tmp_path: Path) -> None:
    plan = plan_of(Backbone.MOBILENETV2, start=Start.IMAGENET)
    path = tmp_path / imagenet_address(plan).rsplit("/", maxsplit=1)[-1]
    given = keras.applications.MobileNetV2((64, 64, 3), alpha=0.35, include_top=False, weights=None)
    write_published_layout(given, path)
    model = classifier(plan, size=(32, 32, 3), bias=np.zeros(1, np.float32), weights=tmp_path)
    expected = given.get_layer("Conv_1").get_weights()[0]
    assert np.array_equal(model.get_layer("Conv_1").get_weights()[0], expected)


def write_published_layout(model: keras.Model, path: Path) -> None:
    """One group per layer, in order, as the files of Keras Applications are."""
    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = [layer.name.encode() for layer in model.layers]
        for layer in model.layers:
            group = file.create_group(layer.name)
            names = [f"{layer.name}/{weight.name}:0".encode() for weight in layer.weights]
            group.attrs["weight_names"] = names
            for name, values in zip(names, layer.get_weights(), strict=True):
                group[name.decode()] = values


def test_that_a_network_starts_from_its_namesakes_in_a_file(tmp_path: Path) -> None:
    given = small(Backbone.MOBILENETV2)
    given.save(tmp_path / "given.keras")
    (tmp_path / "weights").mkdir()
    model = small(
        Backbone.MOBILENETV2, labels=5, side=64, start=Start.SCRATCH, activation=Activation.SOFTMAX
    )
    plan = plan_of(Backbone.MOBILENETV2, start=Start.FILE, start_from="given.keras")
    load_start(model, plan, tmp_path / "weights")
    for name, same in (("Conv_1", True), ("scores", False)):
        pair = (given.get_layer(name).get_weights()[0], model.get_layer(name).get_weights()[0])
        assert np.array_equal(*pair) is same


def test_that_a_start_from_another_backbone_is_refused(tmp_path: Path) -> None:
    small(Backbone.MOBILENETV2).save(tmp_path / "given.keras")
    plan = plan_of(Backbone.VGG16, start=Start.FILE, start_from="given.keras")
    with pytest.raises(UsageError, match="do not fit this backbone"):
        classifier(plan, size=(32, 32, 3), bias=np.zeros(1, np.float32), weights=tmp_path / "w")


def test_that_a_missing_file_to_start_from_says_so(tmp_path: Path) -> None:
    plan = plan_of(Backbone.VGG16, start=Start.FILE, start_from="none.h5")
    with pytest.raises(UsageError, match=r"none\.h5.*--start scratch"):
        classifier(plan, size=(32, 32, 3), bias=np.zeros(1, np.float32), weights=tmp_path / "w")


def test_that_the_command_line_prints_what_a_network_costs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["network", "s0_classifier", "--layers"]) == 0
    printed = capsys.readouterr().out
    assert "input_image" in printed
    assert "out_relu" in printed
    assert "0.116 GFLOP" in printed
