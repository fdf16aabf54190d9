"""ONNX Runtime, the default. The only module that imports onnxruntime."""

import contextlib
import io
import os
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.domain.errors import InferenceError
from cxrviewer.inference.protocols import Device, NetworkOutput

PROVIDERS = {
    Device.CUDA: "CUDAExecutionProvider",
    Device.DML: "DmlExecutionProvider",
    Device.COREML: "CoreMLExecutionProvider",
    Device.CPU: "CPUExecutionProvider",
}
# Scores must not depend on the device: by default CUDA rounds float32 to 10 bits (TF32).
PROVIDER_OPTIONS = {Device.CUDA: {"use_tf32": "0"}}
ERRORS_ONLY = 3

# On Windows the records of its use go to the system; see also the package's own switch.
onnxruntime.disable_telemetry_events()
onnxruntime.set_default_logger_severity(ERRORS_ONLY)


@dataclass(frozen=True, slots=True)
class OnnxNetwork:
    """A Network in an ONNX Runtime session."""

    session: Any
    input_name: str
    outputs: tuple[str, str]

    @property
    def provider(self) -> str:
        name = str(self.session.get_providers()[0])
        return f"ONNX Runtime, {name.removesuffix('ExecutionProvider')}"

    def run(self, tensors: NDArray[np.float32]) -> NetworkOutput:
        try:
            values, features = self.session.run(list(self.outputs), {self.input_name: tensors})
        except Exception as error:  # onnxruntime raises its own unrelated classes
            raise InferenceError(
                f"The network failed while it ran: {_first_line(error)}.",
                remedy="Try again with the device set to cpu.",
            ) from error
        return NetworkOutput(values, features)


def available_devices() -> tuple[Device, ...]:
    """Return the devices whose execution provider is built in; whether they work is not said."""
    there = onnxruntime.get_available_providers()
    return tuple(device for device, name in PROVIDERS.items() if name in there)


def open_network(bundle: ModelBundle, device: Device, *, threads: int = 0) -> OnnxNetwork:
    """Return the bundle's network. Raises InferenceError or BundleError.

    ``threads`` 0 leaves one core to the window. Threads never spin: spinning doubles the time of
    a frame while a network runs.
    """
    network = bundle.manifest.network
    if network.onnx is None:
        raise InferenceError(
            f"The bundle {bundle.identity.name} has no ONNX graph.",
            remedy="Run it with --runtime tensorflow.",
            path=bundle.folder,
        )
    content = bundle.read_verified(network.onnx)
    try:
        session = onnxruntime.InferenceSession(
            content, _options(threads), providers=_providers(device)
        )
    except InferenceError:
        raise
    except Exception as error:  # onnxruntime raises its own unrelated classes
        raise InferenceError(
            f"ONNX Runtime refuses the network: {_first_line(error)}.",
            remedy="Install the bundle again from its source, or set the device to cpu.",
            path=bundle.folder,
        ) from error
    _check_device(session, device, bundle)
    _check_names(session, bundle)
    return OnnxNetwork(session, network.input_name, network.outputs)


def _options(threads: int) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or default_threads()
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = ERRORS_ONLY
    return options


def available_cores() -> int:
    """Return how many cores this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


def default_threads() -> int:
    """Return how many threads a network gets beside a window: one core less than there are."""
    return max(1, min(16, available_cores() - 1))


def _providers(device: Device) -> list[str | tuple[str, dict[str, str]]]:
    there = available_devices()
    if device not in there:
        names = ", ".join(d.value for d in there)
        raise InferenceError(
            f"The device {device.value} is not available here.",
            remedy=f"Choose one of: auto, {names}; or install that platform's ONNX Runtime.",
        )
    if device is Device.CUDA:
        _load_cuda()
    # The processor computes what a device has no kernel for.
    asked = (device,) if device is Device.CPU else (device, Device.CPU)
    return [_with_options(d) for d in asked]


def _with_options(device: Device) -> str | tuple[str, dict[str, str]]:
    options = PROVIDER_OPTIONS.get(device)
    return PROVIDERS[device] if options is None else (PROVIDERS[device], options)


def _load_cuda() -> None:
    """Load CUDA and cuDNN where they were installed as Python packages, which nobody else finds."""
    preload = getattr(onnxruntime, "preload_dlls", None)
    if preload is not None:
        # It prints what it does not find; whether the device starts is asked afterwards.
        with contextlib.redirect_stdout(io.StringIO()):
            preload()


def _check_device(session: Any, device: Device, bundle: ModelBundle) -> None:
    """Refuse a session that ONNX Runtime has quietly opened somewhere else."""
    if session.get_providers()[0] == PROVIDERS[device]:
        # Nor may it move there when a run fails.
        session.disable_fallback()
        return
    cuda = f" {onnxruntime.cuda_version}" if getattr(onnxruntime, "cuda_version", "") else ""
    remedies = {
        Device.CUDA: f"Install NVIDIA's driver, CUDA{cuda} and cuDNN, as with "
        'pip install "onnxruntime-gpu[cuda,cudnn]", or choose the device cpu.'
    }
    raise InferenceError(
        f"{device.value.upper()} does not start, though this ONNX Runtime has it built in.",
        remedy=remedies.get(device, "Choose the device cpu."),
        path=bundle.folder,
    )


def _check_names(session: Any, bundle: ModelBundle) -> None:
    network = bundle.manifest.network
    inputs = [x.name for x in session.get_inputs()]
    outputs = {x.name for x in session.get_outputs()}
    if inputs != [network.input_name] or not outputs.issuperset(network.outputs):
        raise InferenceError(
            f"The graph's names {inputs} and {sorted(outputs)} are not those of the manifest.",
            remedy="Install the bundle again from its source.",
            path=bundle.folder,
        )


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
