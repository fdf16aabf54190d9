"""Small model bundles with random weights: real ONNX graphs, real self-checks, no training."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from cxrviewer.bundle.manifest import (
    AcceptedInput,
    Activation,
    Decision,
    Evidence,
    Explanation,
    FileRecord,
    Licence,
    Manifest,
    NetworkRecord,
    OutputRecord,
    Platt,
    SelfCheckRecord,
    SourceRecord,
    Task,
)
from cxrviewer.bundle.manifest_file import encode_manifest
from cxrviewer.domain.analysis import BundleStatus, OperatingPoint
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import FileKind, Instance, Patient, Series, Study
from cxrviewer.imaging.preprocess import (
    AspectRule,
    GreyMapping,
    Polarity,
    PreprocessSpec,
    Resizer,
    prepare,
)

SIZE, CHANNELS, HIDDEN = 64, 8, 6
SPEC = PreprocessSpec(
    grey_mapping=GreyMapping.PERCENTILE,
    percentiles=(1.0, 99.0),
    polarity=Polarity.MONOCHROME2,
    resizer=Resizer.AREA,
    aspect=AspectRule.LETTERBOX,
    height=SIZE,
    width=SIZE,
    channels=3,
    mean=(0.5, 0.5, 0.5),
    std=(0.5, 0.5, 0.5),
)


def make_radiograph(rows: int = 96, columns: int = 80, *, seed: int = 0) -> Radiograph:
    """A smooth 12-bit picture with some structure."""
    generator = np.random.default_rng(seed)
    y, x = np.mgrid[0:rows, 0:columns]
    smooth = 2000 + 1200 * np.sin(x / 9.0) * np.cos(y / 13.0)
    pixels = np.clip(smooth + generator.normal(0, 60, smooth.shape), 0, 4095)
    instance = Instance(
        path=Path("made.png"),
        kind=FileKind.PNG,
        series=Series(Study(Patient())),
        rows=rows,
        columns=columns,
    )
    digest = hashlib.sha256(pixels.tobytes()).hexdigest()
    return Radiograph(
        instance=instance,
        indices=pixels.astype(np.uint16),
        levels=np.arange(4096, dtype=np.float64),
        padding=np.zeros(4096, np.bool_),
        inverted=False,
        digest=digest,
    )


def write_tiny_models(folder: Path) -> None:
    write_segmenter(folder / "lungs")
    write_classifier(folder / "tb", name="tb", labels=("Tuberculosis",))
    write_classifier(folder / "nih14", name="nih14", labels=("Effusion", "Mass", "Edema"))


def write_classifier(
    folder: Path,
    *,
    name: str = "tiny",
    labels: tuple[str, ...] = ("Effusion", "Mass"),
    change: Callable[[Manifest], Manifest] = lambda manifest: manifest,
) -> Path:
    """A convolution, GAP, Dense, ReLU, Dense, sigmoid; ``change`` may spoil the manifest."""
    weights = _classifier_weights(len(labels), seed=len(name) + len(labels))
    graph = _classifier_graph(weights)
    head = {key: weights[key] for key in ("kernel_0", "bias_0", "kernel_1", "bias_1")}
    count = len(labels)
    manifest = _manifest(
        name,
        task=Task.CLASSIFY,
        output=OutputRecord(
            labels=labels,
            trained=(True,) * count,
            activation=Activation.SIGMOID,
            exclusive=False,
            threshold=None,
        ),
        decision=Decision(
            operating_points=(OperatingPoint(0.5, 0.9, 0.8, "Youden", 60),) + (None,) * (count - 1),
            calibration=(Platt(slope=1.0, intercept=0.0, positives=60),) + (None,) * (count - 1),
            prevalence=(0.5,) * count,
            prior_correction=None,
        ),
        explanation=Explanation(head="head.npz", scales=(0.05,) * count),
    )
    return _write(folder, change(manifest), graph, {"head.npz": _npz(head)})


def write_segmenter(folder: Path, *, name: str = "lungs") -> Path:
    """Dark pixels are lung: a 1x1 convolution and a sigmoid."""
    manifest = _manifest(
        name,
        task=Task.SEGMENT,
        output=OutputRecord(
            labels=("lungs",),
            trained=(True,),
            activation=Activation.SIGMOID,
            exclusive=False,
            threshold=0.5,
        ),
        decision=None,
        explanation=None,
    )
    return _write(folder, manifest, _segmenter_graph(), {})


def _manifest(
    name: str,
    *,
    task: Task,
    output: OutputRecord,
    decision: Decision | None,
    explanation: Explanation | None,
) -> Manifest:
    return Manifest(
        schema_version=1,
        name=name,
        version="0.0.1",
        title=f"Test bundle {name}",
        task=task,
        status=BundleStatus.DEMO,
        intended_use="Tests of the program.",
        not_for=("Anything else",),
        limits="Random weights.",
        authors=("cxrviewer developers",),
        licence=Licence(code="Apache-2.0", weights="Apache-2.0", data="none"),
        network=NetworkRecord(
            architecture="tiny",
            parameters=1,
            input_name="input_image",
            outputs=("values", "features"),
            feature_layer="features",
            onnx="model.onnx",
            keras=None,
            frameworks={"onnx": onnx.__version__},
        ),
        preprocess=SPEC,
        accepted=AcceptedInput(views=("PA", "AP"), least_age=None, greatest_age=None),
        output=output,
        decision=decision,
        explanation=explanation,
        evidence=Evidence(
            sources=(SourceRecord(name="none", images=0, patients=0, licence="none"),),
            start_weights="random",
            split_sha256="0" * 64,
            split_patients={"train": 0, "validation": 0},
            seed=0,
            config={},
            commit="none",
            created="2026-01-01",
            metrics=(),
            baselines=(),
        ),
        self_check=SelfCheckRecord(file="selfcheck/selfcheck.npz", tolerance=1e-4),
        files={},
    )


def _write(folder: Path, manifest: Manifest, graph: bytes, files: dict[str, bytes]) -> Path:
    (folder / "selfcheck").mkdir(parents=True)
    contents = {"model.onnx": graph, **files}
    contents["selfcheck/selfcheck.npz"] = _self_check(graph)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    records = {
        name: FileRecord(bytes=len(content), sha256=hashlib.sha256(content).hexdigest())
        for name, content in contents.items()
    }
    manifest = msgspec.structs.replace(manifest, files={**records, **manifest.files})
    (folder / "manifest.json").write_bytes(encode_manifest(manifest))
    return folder


def _self_check(graph: bytes) -> bytes:
    import onnxruntime

    radiograph = make_radiograph(seed=7)
    tensor = prepare(radiograph, SPEC).tensor
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    (outputs,) = session.run(["values"], {"input_image": tensor})
    return _npz(
        {
            "indices": radiograph.indices,
            "levels": radiograph.levels,
            "tensor": tensor,
            "outputs": outputs,
        }
    )


def _npz(arrays: dict[str, NDArray[Any]]) -> bytes:
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)  # type: ignore[arg-type]
    return stream.getvalue()


def _classifier_weights(labels: int, *, seed: int) -> dict[str, NDArray[np.float32]]:
    draw = np.random.default_rng(seed).normal
    shapes = {
        "conv": (CHANNELS, 3, 8, 8),
        "kernel_0": (CHANNELS, HIDDEN),
        "bias_0": (HIDDEN,),
        "kernel_1": (HIDDEN, labels),
        "bias_1": (labels,),
    }
    return {key: draw(0, 0.3, shape).astype(np.float32) for key, shape in shapes.items()}


def _classifier_graph(weights: dict[str, NDArray[np.float32]]) -> bytes:
    nodes = [
        helper.make_node("Transpose", ["input_image"], ["nchw"], perm=[0, 3, 1, 2]),
        helper.make_node("Conv", ["nchw", "conv"], ["maps"], strides=[8, 8]),
        helper.make_node("Relu", ["maps"], ["relu"]),
        helper.make_node("Transpose", ["relu"], ["features"], perm=[0, 2, 3, 1]),
        helper.make_node("GlobalAveragePool", ["relu"], ["pool"]),
        helper.make_node("Flatten", ["pool"], ["flat"]),
        helper.make_node("Gemm", ["flat", "kernel_0", "bias_0"], ["hidden"]),
        helper.make_node("Relu", ["hidden"], ["active"]),
        helper.make_node("Gemm", ["active", "kernel_1", "bias_1"], ["logits"]),
        helper.make_node("Sigmoid", ["logits"], ["values"]),
    ]
    return _graph(nodes, weights, values_rank=2)


def _segmenter_graph() -> bytes:
    weights = {
        "conv": np.full((1, 3, 1, 1), -2.0, np.float32),
        "bias": np.zeros(1, np.float32),
    }
    nodes = [
        helper.make_node("Transpose", ["input_image"], ["nchw"], perm=[0, 3, 1, 2]),
        helper.make_node("Conv", ["nchw", "conv", "bias"], ["maps"]),
        helper.make_node("Sigmoid", ["maps"], ["probability"]),
        helper.make_node("Transpose", ["probability"], ["values"], perm=[0, 2, 3, 1]),
        helper.make_node("Relu", ["maps"], ["relu"]),
        helper.make_node("Transpose", ["relu"], ["features"], perm=[0, 2, 3, 1]),
    ]
    return _graph(nodes, weights, values_rank=4)


def _graph(
    nodes: list[onnx.NodeProto], weights: dict[str, NDArray[np.float32]], *, values_rank: int
) -> bytes:
    def value(name: str, shape: list[int | str | None]) -> onnx.ValueInfoProto:
        return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)

    graph = helper.make_graph(
        nodes,
        "tiny",
        [value("input_image", ["n", SIZE, SIZE, 3])],
        [
            value("values", ["n"] + [None] * (values_rank - 1)),
            value("features", ["n", None, None, None]),
        ],
        [numpy_helper.from_array(array, name) for name, array in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())
