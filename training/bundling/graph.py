"""A fitted network as the files of a bundle. Importing this module imports TensorFlow."""

import io
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import onnx
import onnxruntime
import tensorflow as tf
import tf2onnx
from numpy.typing import NDArray

from cxrviewer.bundle.manifest import Task
from cxrviewer.domain.errors import ExportError
from training.bundling.decoder import with_decoder
from training.networks.building import BOTTLENECK, INPUT, SKIPS

OPSET = 17
FEATURES_OUTPUT = "features"
GREATEST_DIFFERENCE = 1e-4


@dataclass(frozen=True, slots=True)
class NetworkFiles:
    """The network in both formats; ``outputs`` are the ONNX outputs' names."""

    onnx: bytes
    keras: bytes
    outputs: tuple[str, str]
    feature_layer: str
    parameters: int


def round_weights(model: keras.Model) -> None:
    """Round the weights, in place, to what float16 can hold; they stay float32.

    Their lower bits are then zero and both files compress to about half. It is done before
    anything is measured, so that every figure is the rounded network's.
    """
    model.set_weights([w.astype(np.float16).astype(np.float32) for w in model.get_weights()])


def network_files(
    model: keras.Model, task: Task, *, feature_layer: str, probe: NDArray[np.float32]
) -> NetworkFiles:
    """Return ``model`` as ONNX and Keras files, whose outputs for ``probe`` were compared.

    ``probe`` is float32, (n, height, width, channels). Raises ExportError where they differ.
    """
    outputs = ("mask" if task is Task.SEGMENT else "scores", FEATURES_OUTPUT)
    both = keras.Model(model.input, [model.outputs[0], model.get_layer(feature_layer).output])
    graph = unet_graph(model, outputs) if task is Task.SEGMENT else onnx_graph(both, outputs)
    graph = optimised(graph)
    require_parity(both, graph, outputs, probe)
    return NetworkFiles(
        onnx=graph,
        keras=keras_file(model),
        outputs=outputs,
        feature_layer=feature_layer,
        parameters=int(model.count_params()),
    )


def unet_graph(model: keras.Model, outputs: tuple[str, str]) -> bytes:
    """Return a ``unet`` as ONNX, whose decoder is written by hand: see ``with_decoder``."""
    names = (*SKIPS[:-1], BOTTLENECK)
    encoder = keras.Model(model.input, [model.get_layer(name).output for name in names])
    graph = onnx.load_from_string(onnx_graph(encoder, (*SKIPS[:-1], outputs[1])))
    with_decoder(graph, model, outputs)
    return bytes(graph.SerializeToString())


def onnx_graph(both: keras.Model, outputs: tuple[str, ...]) -> bytes:
    """Return ``both`` as ONNX with a free batch size and the given names of its outputs."""
    signature = [tf.TensorSpec((None, *both.input_shape[1:]), tf.float32, name=INPUT)]

    def call(tensors: tf.Tensor) -> dict[str, tf.Tensor]:
        return dict(zip(outputs, both(tensors, training=False), strict=True))

    function = tf.function(call, input_signature=signature, autograph=False)
    model, _ = tf2onnx.convert.from_function(function, input_signature=signature, opset=OPSET)
    return bytes(model.SerializeToString())


def optimised(graph: bytes) -> bytes:
    """Return ``graph`` with constants folded and normalisations merged into convolutions.

    ONNX Runtime's basic level keeps to standard operators, so that any machine can load it; the
    other operator sets that it lists all the same are taken off.
    """
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    with tempfile.TemporaryDirectory() as folder:
        options.optimized_model_filepath = str(Path(folder) / "model.onnx")
        onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        model = onnx.load(options.optimized_model_filepath)
    used = {node.domain for node in model.graph.node}
    versions = [entry for entry in model.opset_import if entry.domain in used]
    del model.opset_import[:]
    model.opset_import.extend(versions)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())


def require_parity(
    both: keras.Model, graph: bytes, outputs: tuple[str, str], probe: NDArray[np.float32]
) -> None:
    """Raise ExportError where Keras and ONNX Runtime differ by more than 1e-4.

    Feature maps have no fixed range: theirs is relative to the greatest of them.
    """
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    values, features = session.run(list(outputs), {INPUT: probe})
    expected, maps = (np.asarray(x) for x in both(probe, training=False))
    apart = float(np.abs(values - expected).max())
    maps_apart = float(np.abs(features - maps).max() / max(np.abs(maps).max(), 1e-6))
    if max(apart, maps_apart) > GREATEST_DIFFERENCE:
        raise ExportError(
            f"The ONNX graph differs from the network by {apart:.1e} and {maps_apart:.1e}.",
            remedy="Compare the graphs layer by layer before you ship either.",
        )


def keras_file(model: keras.Model) -> bytes:
    """Return ``model`` as a ``.keras`` archive, compressed, and tried by loading it safely."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        bare = keras.Model(model.input, model.outputs, name=model.name)
        bare.save(path)
        packed = io.BytesIO()
        with (
            zipfile.ZipFile(path) as plain,
            zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
        ):
            for name in plain.namelist():
                archive.writestr(zipfile.ZipInfo(name), plain.read(name), zipfile.ZIP_DEFLATED, 9)
        path.write_bytes(packed.getvalue())
        keras.saving.load_model(path, compile=False, safe_mode=True)
        return packed.getvalue()


def head_file(model: keras.Model) -> bytes:
    """Return the dense layers behind ``gap`` as an .npz with kernel_0, bias_0, ..."""
    arrays: dict[str, Any] = {}
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    for number, layer in enumerate(dense):
        arrays[f"kernel_{number}"], arrays[f"bias_{number}"] = layer.get_weights()
    packed = io.BytesIO()
    np.savez_compressed(packed, **arrays)
    return packed.getvalue()
