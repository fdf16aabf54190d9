"""TensorFlow/Keras, the reference runtime. The only module of the viewer that imports them."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.domain.errors import InferenceError
from cxrviewer.inference.protocols import NetworkOutput


@dataclass(frozen=True, slots=True)
class KerasNetwork:
    """A Network as a compiled tf.function: predict() takes 80 ms where this takes 30."""

    function: Any
    version: str

    @property
    def provider(self) -> str:
        return f"TensorFlow {self.version}"

    def run(self, tensors: NDArray[np.float32]) -> NetworkOutput:
        try:
            values, features = self.function(tensors)
            return NetworkOutput(values.numpy(), features.numpy())
        except Exception as error:  # TensorFlow raises its own unrelated classes
            raise InferenceError(
                f"The network failed while it ran: {str(error)[:300]}.",
                remedy="Try again with --runtime onnx.",
            ) from error


def open_network(bundle: ModelBundle) -> KerasNetwork:
    """Return the bundle's Keras network. Raises InferenceError or BundleError."""
    network = bundle.manifest.network
    if network.keras is None or not bundle.has_keras:
        raise InferenceError(
            f"The bundle {bundle.identity.name} has no Keras network.",
            remedy="Run it with --runtime onnx.",
            path=bundle.folder,
        )
    tensorflow, keras = _import_frameworks()
    content = bundle.read_verified(network.keras)
    try:
        model = _load(keras, content)
        layer = model.get_layer(network.feature_layer)
        both = keras.Model(model.inputs, [model.outputs[0], layer.output])
        function = tensorflow.function(
            lambda tensors: both(tensors, training=False), autograph=False, reduce_retracing=True
        )
    except Exception as error:  # Keras raises ValueError, TypeError and others alike
        raise InferenceError(
            f"Keras refuses the network: {str(error)[:300]}.",
            remedy="Install the bundle again from its source.",
            path=bundle.folder,
        ) from error
    return KerasNetwork(function, str(tensorflow.__version__))


def _load(keras: Any, content: bytes) -> Any:
    """Keras reads from a path only: it gets a copy of the bytes that were verified."""
    with tempfile.TemporaryDirectory(prefix="cxrviewer-") as folder:
        path = Path(folder) / "model.keras"
        path.write_bytes(content)
        return keras.saving.load_model(path, compile=False, safe_mode=True)


def _import_frameworks() -> tuple[Any, Any]:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    try:
        import keras  # noqa: PLC0415
        import tensorflow  # noqa: PLC0415
    except ImportError as error:
        raise InferenceError(
            "TensorFlow is not installed.",
            remedy='Install it with pip install "cxrviewer[training]", or use --runtime onnx.',
        ) from error
    return tensorflow, keras
