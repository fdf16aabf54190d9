"""The whole way from pictures to a bundle that the viewer opens, with tiny random networks."""

import json
import shutil
from pathlib import Path

import cv2
import keras
import msgspec
import numpy as np
import pytest
import tensorflow

from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.inference.models import BundlePredictor, BundleSegmenter, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from tests.data.bundles import make_radiograph
from tests.data.small_fits import QUIET, eager
from training.__main__ import main
from training.bundling.export import export_run, read_run
from training.choices import Start
from training.fitting.losses import dice_and_cross_entropy, masked_cross_entropy
from training.fitting.run import fit_recipe
from training.networks.building import classifier, freeze, unet
from training.recipe import FitPlan, NetworkPlan, PhasePlan, Recipe, read_recipe, with_held_out

SIDE = 32
PICTURES = 20
RANDOM = NetworkPlan(start=Start.SCRATCH, alpha=0.35, dropout=0.1, decoder=())
pytestmark = QUIET
ONE_EPOCH = FitPlan(
    batch_size=8,
    seed=1,
    weight_decay=0.0,
    average=0.9,
    source_balance=0.5,
    label_smoothing=0.1,
    phases=(PhasePlan(epochs=1, learning_rate=1e-3, from_block=0),),
)


def fit_small(recipe: Recipe, *, data: Path, run: Path) -> None:
    with eager():
        fit_recipe(recipe, data=data, run=run)


def small(name: str, decoder: tuple[int, ...] = ()) -> Recipe:
    recipe = read_recipe(name)
    return msgspec.structs.replace(
        recipe,
        input=msgspec.structs.replace(recipe.input, height=SIDE, width=SIDE),
        network=msgspec.structs.replace(RANDOM, decoder=decoder),
        fit=ONE_EPOCH,
    )


def write_png(path: Path, pixels: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(".png", pixels)[1].tobytes())


def picture(n: int) -> np.ndarray:
    """A radiograph with a pattern of its own: a fit refuses pictures that are nearly the same."""
    pattern = np.random.default_rng(n).integers(0, 255, (5, 5), np.uint8)
    radiograph = (make_radiograph(40, 36, seed=n).indices // 16).astype(np.uint8)
    mixed = cv2.addWeighted(radiograph, 0.5, cv2.resize(pattern, (36, 40)), 0.5, 0.0)
    return np.asarray(mixed, np.uint8)


def write_tb(data: Path) -> None:
    lines = ["image,patient_id,label,source,view"]
    for n in range(PICTURES):
        name = f"images/{n:02}.png"
        write_png(data / "tb" / name, picture(n))
        label = "tb" if n % 2 else "normal"
        lines.append(f"{name},p{n},{label},{'shenzhen' if n < 10 else 'montgomery'},PA")
    (data / "tb" / "labels.csv").write_text("\n".join(lines) + "\n")


def write_lungs(data: Path) -> None:
    lines = ["image,mask,patient_id,source,mask_definition"]
    for n in range(PICTURES):
        image, mask = f"images/{n:02}.png", f"masks/{n:02}.png"
        pixels = picture(n)
        write_png(data / "lungs" / image, pixels)
        write_png(data / "lungs" / mask, np.where(pixels > 128, 255, 0).astype(np.uint8))
        lines.append(f"{image},{mask},p{n},montgomery,lung fields without heart")
    (data / "lungs" / "pairs.csv").write_text("\n".join(lines) + "\n")


@pytest.fixture(scope="module")
def tb_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("tb")
    write_tb(place / "data")
    fit_small(small("tb"), data=place / "data", run=place / "run")
    export_run(read_run(place / "run", place / "data"), place / "models")
    return place


def test_that_a_classifier_goes_from_pictures_to_a_bundle(tb_models: Path) -> None:
    bundle = load_bundle(tb_models / "models" / "tb")
    model = open_model(bundle, RuntimeName.ONNX, Device.CPU)
    assert isinstance(model, BundlePredictor)
    (finding,) = model.predict(make_radiograph()).findings
    assert finding.pathology == "Tuberculosis"
    names = {(m.name, m.group) for m in bundle.manifest.evidence.metrics}
    assert {("auroc", "all"), ("auroc", "source:shenzhen")} <= names
    assert bundle.manifest.evidence.split_patients == {"train": 16, "validation": 4}


def test_that_an_export_refuses_operating_points_of_few(tb_models: Path) -> None:
    bundle = load_bundle(tb_models / "models" / "tb")
    assert bundle.manifest.decision is not None
    assert bundle.manifest.decision.operating_points == (None,)
    record = bundle.manifest.evidence.config["operating_points"]
    assert record["criterion"] == "Youden index"
    assert "50 are needed" in record["refused"]["Tuberculosis"]
    assert record["refused"]["Tuberculosis"] in (bundle.folder / "MODEL_CARD.md").read_text()


def test_that_both_runtimes_say_the_same(tb_models: Path) -> None:
    bundle = load_bundle(tb_models / "models" / "tb")
    said = []
    for runtime in RuntimeName:
        model = open_model(bundle, runtime, Device.CPU)
        assert isinstance(model, BundlePredictor)
        said.append(model.predict(make_radiograph(seed=5)))
    first, second = said
    assert first.findings[0].score == pytest.approx(second.findings[0].score, abs=1e-5)
    assert np.allclose(first.attention[0].values, second.attention[0].values, atol=1e-5)


def test_that_the_run_folder_keeps_recipe_split_log_and_curve(tb_models: Path) -> None:
    run = tb_models / "run"
    assert json.loads((run / "recipe.json").read_text())["fit"]["seed"] == ONE_EPOCH.seed
    assert (run / "split.csv").read_text().startswith("image,split\n")
    assert "epoch 1" in (run / "fit.log").read_text()
    (epoch,) = json.loads((run / "history.json").read_text())
    assert np.isfinite(epoch["loss"])
    head, row = (run / "curves.csv").read_text().splitlines()
    names = "accuracy,auroc,loss,val_accuracy,val_auroc,val_loss"
    assert head == f"epoch,{names},learning_rate,seconds"
    assert row.startswith("1," + ",".join(str(epoch[name]) for name in names.split(",")) + ",")
    plot = cv2.imdecode(np.frombuffer((run / "curves.png").read_bytes(), np.uint8), 1)
    assert plot is not None
    assert plot.shape == (900, 900, 3)


def test_that_the_run_folder_keeps_events_for_tensorboard(tb_models: Path) -> None:
    (epoch,) = json.loads((tb_models / "run" / "history.json").read_text())
    (path,) = (tb_models / "run" / "events").iterdir()
    version, event = (
        tensorflow.compat.v1.Event.FromString(record.numpy())
        for record in tensorflow.data.TFRecordDataset(str(path))
    )
    assert version.file_version == "brain.Event:2"
    assert event.step == 1
    found = {value.tag: value.simple_value for value in event.summary.value}
    assert found["loss"] == pytest.approx(epoch["loss"])
    assert found["val_loss"] == pytest.approx(epoch["val_loss"])


def test_that_the_card_states_the_manifest_figures(tb_models: Path) -> None:
    folder = tb_models / "models" / "tb"
    card = (folder / "MODEL_CARD.md").read_text()
    manifest = load_bundle(folder).manifest
    for metric in manifest.evidence.metrics:
        assert f"| {metric.label} | {metric.group} | {metric.value:.3f} |" in card
    assert manifest.intended_use in card
    assert f"Split sha-256: {manifest.evidence.split_sha256}" in card


def test_that_the_same_seed_gives_the_same_network(tb_models: Path, tmp_path: Path) -> None:
    fit_small(small("tb"), data=tb_models / "data", run=tmp_path)
    first, second = (
        keras.saving.load_model(folder / "network.keras", compile=False).get_weights()
        for folder in (tb_models / "run", tmp_path)
    )
    assert all(np.allclose(a, b, atol=1e-6) for a, b in zip(first, second, strict=True))


def test_that_a_segmenter_goes_from_pictures_to_a_bundle(tmp_path: Path) -> None:
    write_lungs(tmp_path / "data")
    recipe = small("lungs", decoder=(8, 8, 8, 8))
    fit_small(recipe, data=tmp_path / "data", run=tmp_path / "run")
    export_run(read_run(tmp_path / "run", tmp_path / "data"), tmp_path / "models")
    bundle = load_bundle(tmp_path / "models" / "lungs")
    model = open_model(bundle, RuntimeName.ONNX, Device.CPU)
    assert isinstance(model, BundleSegmenter)
    assert model.segment(make_radiograph(50, 70)).mask.shape == (50, 70)
    assert {m.name for m in bundle.manifest.evidence.metrics} == {"dice", "dice_p05"}
    (epoch,) = json.loads((tmp_path / "run" / "history.json").read_text())
    assert {"dice", "precision", "recall", "val_dice", "val_precision", "val_recall"} <= set(epoch)


def test_that_a_left_out_source_is_measured_and_kept_in_the_bundle(
    tb_models: Path, tmp_path: Path
) -> None:
    models = tmp_path / "models"
    shutil.copytree(tb_models / "models", models)
    run, data = tmp_path / "run", tb_models / "data"
    fit_small(with_held_out(small("tb"), source="montgomery"), data=data, run=run)
    given = ["held-out", str(models / "tb"), str(run), "--data", str(data)]
    assert main([*given, "--update"]) == 0
    manifest = load_bundle(models / "tb").manifest
    assert ("auroc_left_out", "source:montgomery") in {
        (m.name, m.group) for m in manifest.evidence.metrics
    }
    assert manifest.version == "1.0.1"
    assert main([*given[:2], str(tb_models / "run"), *given[3:]]) == 1


def test_that_unknown_labels_move_nothing() -> None:
    truth = np.asarray([[1.0, np.nan], [np.nan, np.nan]], np.float32)
    scores = np.asarray([[0.5, 0.9], [0.2, 0.3]], np.float32)
    loss = np.asarray(masked_cross_entropy(0.0)(truth, scores))
    assert loss == pytest.approx([np.log(2.0), 0.0], abs=1e-5)


def test_that_smoothing_keeps_a_score_from_certainty() -> None:
    truth, scores = np.asarray([[1.0]] * 2, np.float32), np.asarray([[0.95], [0.999]], np.float32)
    moderate, certain = np.asarray(masked_cross_entropy(0.1)(truth, scores))
    assert moderate < certain


def test_that_a_right_mask_costs_nothing_and_a_wrong_one_the_most() -> None:
    truth = np.zeros((2, 8, 8), np.float32)
    truth[:, 2:6] = 1.0
    masks = np.stack([truth[0], 1 - truth[0]])[..., np.newaxis]
    right, wrong = np.asarray(dice_and_cross_entropy(truth, masks))
    assert right == pytest.approx(0.0, abs=1e-5)
    assert wrong > 1.0


def test_that_folded_normalisation_never_moves() -> None:
    model = unet(
        msgspec.structs.replace(RANDOM, decoder=(8, 8, 8, 8)),
        size=(SIDE, SIDE, 3),
        weights=Path("none"),
    )
    freeze(model, from_block=3, start=Start.IMAGENET)
    trainable = {layer.name for layer in model.layers if layer.trainable and layer.weights}
    assert "decoder_1_1_bn" in trainable
    assert "block_3_expand" in trainable
    assert "block_3_expand_BN" not in trainable
    assert "block_2_expand" not in trainable
    freeze(model, from_block=0, start=Start.SCRATCH)
    assert model.get_layer("bn_Conv1").trainable


def test_that_the_head_starts_at_the_prior() -> None:
    bias = np.asarray([-2.0, 0.0], np.float32)
    model = classifier(RANDOM, size=(SIDE, SIDE, 3), bias=bias, weights=Path("none"))
    assert np.allclose(model.get_layer("scores").get_weights()[1], bias)
