"""Where networks run, on machines whose ONNX Runtime has CUDA built in and no GPU that works."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray

from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.bundle.store import BundleStore
from cxrviewer.domain.errors import InferenceError
from cxrviewer.inference import onnx_runtime
from cxrviewer.inference.models import open_model
from cxrviewer.inference.pipeline import Analyzer
from cxrviewer.inference.protocols import Device, NetworkOutput, RuntimeName
from tests.data.bundles import make_radiograph

CUDA_BUILD = ["CUDAExecutionProvider", "CPUExecutionProvider"]


@pytest.fixture
def cuda_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """ONNX Runtime as built for CUDA, which opens its sessions on the processor all the same."""
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: CUDA_BUILD)
    session = onnxruntime.InferenceSession

    def fall_back(content: bytes, options: object, providers: list[object]) -> object:
        assert "CPUExecutionProvider" in providers
        return session(content, options, providers=["CPUExecutionProvider"])

    monkeypatch.setattr(onnxruntime, "InferenceSession", fall_back)


def opened(models: Path, device: str) -> Analyzer:
    bundles, _ = BundleStore([models]).load_all()
    return Analyzer.open(bundles, device=device)


def test_that_cuda_that_does_not_start_is_said_once_and_the_processor_used(
    tiny_models: Path, cuda_build: None
) -> None:
    analyzer = opened(tiny_models, "auto")
    assert analyzer.failures == ()
    assert analyzer.provider == "ONNX Runtime, CPU"
    (fallback,) = analyzer.fallbacks
    assert "CUDA does not start" in fallback.cause
    assert "onnxruntime-gpu" in fallback.remedy
    assert analyzer.analyse(make_radiograph()).provider == "ONNX Runtime, CPU"


def test_that_cuda_that_was_asked_for_is_never_replaced(
    tiny_models: Path, cuda_build: None
) -> None:
    analyzer = opened(tiny_models, "cuda")
    assert analyzer.bundles == ()
    assert all("CUDA does not start" in str(failure) for failure in analyzer.failures)


def test_that_a_gpu_that_computes_something_else_is_not_used(
    tiny_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundles, _ = BundleStore([tiny_models]).load_all()
    whole = onnx_runtime.open_network

    def open_wrong(bundle: ModelBundle, device: Device, **more: int) -> object:
        network = whole(bundle, Device.CPU, **more)
        return network if device is Device.CPU else _Wrong(network)

    monkeypatch.setattr(onnx_runtime, "open_network", open_wrong)
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: CUDA_BUILD)
    model = open_model(bundles[0], RuntimeName.ONNX, Device.AUTO)
    assert model.network.provider == "ONNX Runtime, CPU"
    assert model.place.fallback is not None
    assert "self-check failed" in model.place.fallback.cause


class _Wrong:
    provider = "ONNX Runtime, CUDA"

    def __init__(self, network: onnx_runtime.OnnxNetwork) -> None:
        self._network = network

    def run(self, tensors: NDArray[np.float32]) -> NetworkOutput:
        right = self._network.run(tensors)
        return NetworkOutput(right.values + np.float32(0.1), right.features)


@pytest.mark.parametrize(
    "there", [["CPUExecutionProvider"], ["CoreMLExecutionProvider", "CPUExecutionProvider"]]
)
def test_that_auto_takes_no_device_that_was_never_measured(
    tiny_models: Path, monkeypatch: pytest.MonkeyPatch, there: list[str]
) -> None:
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: there)
    analyzer = opened(tiny_models, "auto")
    assert (analyzer.provider, analyzer.fallbacks) == ("ONNX Runtime, CPU", ())


def test_that_a_device_that_is_not_built_in_is_named(tiny_models: Path) -> None:
    bundles, _ = BundleStore([tiny_models]).load_all()
    with pytest.raises(InferenceError, match="device cuda is not available"):
        open_model(bundles[0], RuntimeName.ONNX, Device.CUDA)
