"""One forward pass of each network beside the arithmetic that it cannot do without."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from cxrviewer.inference.onnx_runtime import available_cores
from scripts.benchmarks.analyse import shipped_bundles
from scripts.benchmarks.figures import Extent, Figure, Measured, at_most, in_turns

MATRIX_SIDE = 2048
KERNEL_RUNS = 15
SIDES = (224, 320)
Session = Any


def measure_networks(extent: Extent) -> Measured:
    """One forward pass beside its arithmetic at the fastest float32 rate of this machine."""
    best, rates = 0.0, kernel_rates()
    for name, runs in rates.items():
        yield Figure(f"float32 matrix product, {name}", runs, "GF/s")
        # The fastest run: others only tell how busy the machine was.
        best = max(best, *runs)
    for name, graph in _graphs():
        session, work = opened(graph), flops(graph)
        tensor = np.random.default_rng(0).random(input_shape(session), np.float32)
        (runs,) = in_turns(extent.runs, partial(_run, session, tensor))
        bound = work / best * 1e3
        what = f"of the bound of {bound:.2f} ms; the quickest run"
        dense = name.startswith("DenseNet121")
        goals = (at_most(what, min(runs) / bound, 1.5),) if dense else ()
        suffix = "" if dense else f" = {min(runs) / bound:.1f}x of {bound:.2f} ms at best"
        yield Figure(f"{name}, {work:.2f} GFLOP{suffix}", runs, goals=goals)


def kernel_rates() -> dict[str, list[float]]:
    """Return GFLOP/s of matrix products of every library that is there, all runs."""
    import tensorflow as tf  # noqa: PLC0415  (heavy, and no other part needs it)

    side = MATRIX_SIDE
    left, right = (np.random.default_rng(n).random((side, side), np.float32) for n in (0, 1))
    tensors = tf.constant(left), tf.constant(right)
    session = opened(_product_graph(side))
    works: dict[str, Callable[[], object]] = {
        "NumPy": lambda: left @ right,
        "ONNX Runtime": lambda: session.run(None, {"left": left, "right": right}),
        "TensorFlow": lambda: tf.linalg.matmul(*tensors).numpy(),
    }
    times = [in_turns(KERNEL_RUNS, work)[0] for work in works.values()]
    work = 2.0 * side**3 / 1e9
    return {
        name: [work / (ms / 1e3) for ms in runs] for name, runs in zip(works, times, strict=True)
    }


def opened(graph: bytes) -> Session:
    """Return the network on every core, its threads spinning: nothing else is to run."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = available_cores()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def input_shape(session: Session) -> tuple[int, ...]:
    shape = session.get_inputs()[0].shape
    return tuple(size if isinstance(size, int) else 1 for size in shape)


def flops(graph: bytes) -> float:
    """Return GFLOP of one picture: two for each multiplication of convolutions and products."""
    import onnx  # noqa: PLC0415  (needed here alone)

    model = onnx.load_from_string(graph)
    model.graph.input[0].type.tensor_type.shape.dim[0].dim_value = 1
    inferred = onnx.shape_inference.infer_shapes(model).graph
    known = [*inferred.value_info, *inferred.input, *inferred.output]
    shapes = {v.name: [d.dim_value or 1 for d in v.type.tensor_type.shape.dim] for v in known}
    weights = {weight.name: list(weight.dims) for weight in inferred.initializer}
    total = sum(_node_work(node, shapes, weights) for node in inferred.node)
    return 2.0 * total / 1e9


def _node_work(node: Any, shapes: dict[str, list[int]], weights: dict[str, list[int]]) -> float:
    """Return the multiplications of one node; 0 for what is no convolution or product."""
    kernel = next((weights[name] for name in node.input if name in weights), None)
    if kernel is None:
        return 0.0
    if node.op_type in ("MatMul", "Gemm"):
        return float(np.prod(kernel))
    if node.op_type in ("Conv", "ConvTranspose", "FusedConv"):
        place = node.output[0] if node.op_type != "ConvTranspose" else node.input[0]
        return float(np.prod(kernel)) * float(np.prod(shapes[place][2:]))
    return 0.0


def _run(session: Session, tensor: NDArray[np.float32]) -> object:
    return session.run(None, {session.get_inputs()[0].name: tensor})


def _graphs() -> list[tuple[str, bytes]]:
    shipped = []
    for bundle in shipped_bundles():
        network = bundle.manifest.network
        assert network.onnx is not None
        shipped.append((bundle.identity.name, bundle.read_verified(network.onnx)))
    return shipped + [(f"DenseNet121 at {side}", _dense_graph(side)) for side in SIDES]


def _dense_graph(side: int) -> bytes:
    """Return a DenseNet121 as the exporter writes it, with random weights."""
    import keras  # noqa: PLC0415  (heavy)

    from training.bundling.graph import onnx_graph, optimised  # noqa: PLC0415  (heavy)

    model = keras.applications.DenseNet121(weights=None, input_shape=(side, side, 3), classes=14)
    both = keras.Model(model.input, [model.outputs[0], model.get_layer("relu").output])
    return optimised(onnx_graph(both, ("scores", "features")))


def _product_graph(side: int) -> bytes:
    from onnx import TensorProto, helper  # noqa: PLC0415  (needed here alone)

    names = ("left", "right", "product")
    left, right, product = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [side, side]) for name in names
    )
    node = helper.make_node("MatMul", names[:2], names[2:])
    graph = helper.make_graph([node], "product", [left, right], [product])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    return bytes(model.SerializeToString())
