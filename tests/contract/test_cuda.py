"""Networks on an NVIDIA GPU, wherever one really computes; elsewhere these tests say why not."""

from pathlib import Path

import numpy as np
import pytest

from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.bundle.store import BundleStore
from cxrviewer.domain.errors import InferenceError
from cxrviewer.inference.models import open_model
from cxrviewer.inference.pipeline import Analyzer
from cxrviewer.inference.protocols import Device, RuntimeName
from tests.data.bundles import make_radiograph

# Float32 in another order of additions; the bundles' own self-checks allow 0.005.
TOLERANCE = 1e-3
BATCH = 16


@pytest.fixture(scope="module")
def bundles(shipped_models: Path) -> tuple[ModelBundle, ...]:
    """Return the shipped bundles, where CUDA opens one of them."""
    found, _ = BundleStore([shipped_models]).load_all()
    if not found:
        pytest.skip("no bundle is shipped in this checkout")
    try:
        open_model(found[0], RuntimeName.ONNX, Device.CUDA)
    except InferenceError as error:
        pytest.skip(f"no GPU computes here: {error.cause}")
    return found


def test_that_every_shipped_bundle_passes_its_self_check_on_the_gpu(
    bundles: tuple[ModelBundle, ...],
) -> None:
    for bundle in bundles:
        model = open_model(bundle, RuntimeName.ONNX, Device.CUDA)
        assert model.network.provider == "ONNX Runtime, CUDA"


def test_that_a_batch_on_the_gpu_says_what_the_processor_says(
    bundles: tuple[ModelBundle, ...],
) -> None:
    random = np.random.default_rng(7)
    for bundle in bundles:
        tensor = bundle.read_self_check().tensor
        tensors = tensor + random.normal(0, 0.05, (BATCH, *tensor.shape[1:])).astype(np.float32)
        gpu = open_model(bundle, RuntimeName.ONNX, Device.CUDA).network.run(tensors)
        cpu = open_model(bundle, RuntimeName.ONNX, Device.CPU).network.run(tensors)
        assert np.abs(gpu.values - cpu.values).max() < TOLERANCE


def test_that_auto_takes_the_gpu(bundles: tuple[ModelBundle, ...]) -> None:
    analyzer = Analyzer.open(bundles)
    assert (analyzer.provider, analyzer.fallbacks) == ("ONNX Runtime, CUDA", ())
    assert analyzer.analyse(make_radiograph()).provider == "ONNX Runtime, CUDA"
