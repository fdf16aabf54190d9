"""PyTorch's names against Keras' names, and the tensors that do not fit."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.domain.errors import UsageError
from tests.data.torch_files import densenet121_arrays
from training.importing.names import layer_pairs, plain_name, plain_state, thresholds_of

PATH = Path("checkpoint.pt")
Arrays = dict[str, NDArray[Any]]


@pytest.fixture
def arrays() -> Arrays:
    return dict(densenet121_arrays())


def test_that_a_densenet121_has_242_layers_each_named_once() -> None:
    pairs = list(layer_pairs(channels=3, outputs=14))
    assert len(pairs) == 242
    assert len({pair.torch for pair in pairs}) == len({pair.keras for pair in pairs}) == 242


@pytest.mark.parametrize(
    ("torch", "keras"),
    [
        ("features.conv0", "conv1_conv"),
        ("features.norm0", "conv1_bn"),
        ("features.denseblock1.denselayer6.norm1", "conv2_block6_0_bn"),
        ("features.denseblock3.denselayer24.conv1", "conv4_block24_1_conv"),
        ("features.denseblock4.denselayer16.norm2", "conv5_block16_1_bn"),
        ("features.denseblock2.denselayer1.conv2", "conv3_block1_2_conv"),
        ("features.transition1.norm", "pool2_bn"),
        ("features.transition3.conv", "pool4_conv"),
        ("features.norm5", "bn"),
        ("classifier", "scores"),
    ],
)
def test_that_a_layer_has_its_counterpart(torch: str, keras: str) -> None:
    pairs = layer_pairs(channels=3, outputs=14)
    assert {pair.torch: pair.keras for pair in pairs}[torch] == keras


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("module.densenet121.features.conv0.weight", "features.conv0.weight"),
        ("model.module.features.norm5.bias", "features.norm5.bias"),
        ("densenet121.classifier.0.weight", "classifier.weight"),
        ("classifier.weight", "classifier.weight"),
        (
            "features.denseblock1.denselayer2.norm.1.running_var",
            "features.denseblock1.denselayer2.norm1.running_var",
        ),
        (
            "features.denseblock1.denselayer2.conv.2.weight",
            "features.denseblock1.denselayer2.conv2.weight",
        ),
        ("features.transition1.conv.weight", "features.transition1.conv.weight"),
    ],
)
def test_that_wrappers_and_old_names_are_taken_off(written: str, plain: str) -> None:
    assert plain_name(written) == plain


def test_that_an_old_wrapped_checkpoint_is_the_same_state(arrays: Arrays) -> None:
    old = {
        "module.densenet121."
        + name.replace(".norm1.", ".norm.1.")
        .replace(".norm2.", ".norm.2.")
        .replace(".conv1.", ".conv.1.")
        .replace(".conv2.", ".conv.2.")
        .replace("classifier.", "classifier.0."): array
        for name, array in arrays.items()
    }
    old["module.densenet121.features.norm0.num_batches_tracked"] = np.array(7)
    old["op_threshs"] = np.array([0.1, np.nan], np.float32)
    plain, expected = plain_state(old, PATH, channels=3), plain_state(arrays, PATH, channels=3)
    assert list(plain) == list(expected)
    assert all(np.array_equal(plain[key], expected[key]) for key in expected)


def test_that_halves_and_doubles_become_float32(arrays: Arrays) -> None:
    arrays["features.norm0.weight"] = np.full(64, 0.5, np.float16)
    arrays["features.norm0.bias"] = np.full(64, 0.1, np.float64)
    state = plain_state(arrays, PATH, channels=3)
    assert state["features.norm0.weight"].dtype == state["features.norm0.bias"].dtype == np.float32
    assert state["features.norm0.bias"] == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("features.norm5.bias", None, r"lacks features\.norm5\.bias\."),
        ("fc.weight", np.ones(1, np.float32), r"beside a DenseNet121's, fc\.weight"),
        ("module.features.norm5.bias", np.ones(1, np.float32), r"features\.norm5\.bias twice"),
        ("features.norm5.bias", np.ones(1024, np.int64), r"'features\.norm5\.bias' holds int64"),
        ("features.norm5.bias", np.full(1024, np.nan, np.float32), r"norm5\.bias' .*not finite"),
        ("features.norm5.bias", np.full(1024, 1e300), r"norm5\.bias' .*not finite"),
        ("features.norm5.bias", np.ones(9, np.float32), r"norm5\.bias' has the shape \(9,\)"),
        ("features.norm5.running_var", np.full(1024, -0.1, np.float32), r"variances below 0"),
    ],
)
def test_that_a_key_that_does_not_fit_is_named(
    arrays: Arrays, key: str, value: NDArray[Any] | None, said: str
) -> None:
    if value is None:
        del arrays[key]
    else:
        arrays[key] = value
    with pytest.raises(UsageError, match=said) as caught:
        plain_state(arrays, PATH, channels=3)
    assert caught.value.path == PATH


def test_that_a_network_for_other_channels_is_refused(arrays: Arrays) -> None:
    with pytest.raises(UsageError, match=r"conv0\.weight' .*\(64, 1, 7, 7\) is needed") as caught:
        plain_state(arrays, PATH, channels=1)
    assert "layout" in caught.value.remedy


def test_that_a_checkpoint_without_a_head_is_refused(arrays: Arrays) -> None:
    kept = {name: array for name, array in arrays.items() if not name.startswith("classifier")}
    with pytest.raises(UsageError, match=r"lacks classifier\.weight, classifier\.bias\."):
        plain_state(kept, PATH, channels=3)


def test_that_a_long_list_of_missing_keys_is_cut_short(arrays: Arrays) -> None:
    kept = {name: array for name, array in arrays.items() if "denseblock4" not in name}
    with pytest.raises(UsageError, match=r"denselayer1\.norm1\.weight.* and 156 more"):
        plain_state(kept, PATH, channels=3)


def test_that_thresholds_are_found_under_a_wrapper() -> None:
    found = thresholds_of({"model.op_threshs": np.array([0.1, np.nan], np.float32)})
    assert found is not None
    assert np.isnan(found).tolist() == [False, True]
    assert thresholds_of({"op_threshs": np.array([1])}) is None
    assert thresholds_of({}) is None
