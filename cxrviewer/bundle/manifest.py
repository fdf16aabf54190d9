"""The manifest of a ModelBundle: every field is required, unknown fields are errors.

``None`` is written out where something was not evaluated; nothing is ever filled in by a default,
because a model that is fed or read in another way than it was trained gives wrong numbers quietly.
"""

from enum import StrEnum
from typing import Annotated, Any

import msgspec

from cxrviewer.domain.analysis import BundleStatus, OperatingPoint
from cxrviewer.imaging.preprocess import PreprocessSpec

SCHEMA_VERSION = 1

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=20_000)]
Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,39}\Z")]
Version = Annotated[str, msgspec.Meta(pattern=r"^\d{1,4}\.\d{1,4}\.\d{1,4}\Z")]
FileName = Annotated[
    str, msgspec.Meta(pattern=r"^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)?\Z")
]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
Unit = Annotated[float, msgspec.Meta(ge=0.0, le=1.0)]
Count = Annotated[int, msgspec.Meta(ge=0)]
Moderate = Annotated[float, msgspec.Meta(ge=-1e6, le=1e6)]
Scale = Annotated[float, msgspec.Meta(ge=1e-6, le=1e6)]


class Task(StrEnum):
    """What the network's first output is."""

    CLASSIFY = "classify"
    SEGMENT = "segment"


class Activation(StrEnum):
    """What the network's first output went through inside the graph."""

    SIGMOID = "sigmoid"
    SOFTMAX = "softmax"


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base: immutable, no unknown fields, keywords only."""


class Licence(Strict, frozen=True):
    """Under which terms code, weights and training data stand."""

    code: Text
    weights: Text
    data: Text


class FileRecord(Strict, frozen=True):
    """Size and checksum of one file of the bundle."""

    bytes: Count
    sha256: Sha256


class NetworkRecord(Strict, frozen=True):
    """The network. ``onnx`` or ``keras`` names a file; at least one is there.

    A copy of a bundle that has ``onnx`` may leave the Keras file out, as the installers do, whose
    program has no TensorFlow. ``outputs`` are the names of the ONNX outputs: scores or mask first,
    then last feature maps; ``feature_layer`` is the Keras layer that gives the second.
    """

    architecture: Text
    parameters: Count
    input_name: Text
    outputs: tuple[Text, Text]
    feature_layer: Text
    onnx: FileName | None
    keras: FileName | None
    frameworks: dict[str, str]


class OutputRecord(Strict, frozen=True):
    """The first output. For SEGMENT there is one label and ``threshold`` cuts its probability.

    ``trained`` says label by label whether the head has learned anything.
    """

    labels: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1, max_length=1000)]
    trained: tuple[bool, ...]
    activation: Activation
    exclusive: bool
    threshold: Unit | None


class AcceptedInput(Strict, frozen=True):
    """Which radiographs the model was made for. Ages in years; None: not limited."""

    views: tuple[Text, ...]
    least_age: float | None
    greatest_age: float | None


class Platt(Strict, frozen=True):
    """Calibration: probability = 1 / (1 + exp(-(slope * logit + intercept)))."""

    slope: Moderate
    intercept: Moderate
    positives: Count


class Decision(Strict, frozen=True):
    """Label by label, in the order of the labels; None: not chosen, not calibrated, not known."""

    operating_points: tuple[OperatingPoint | None, ...]
    calibration: tuple[Platt | None, ...]
    prevalence: tuple[Unit | None, ...]
    prior_correction: tuple[float, ...] | None


class Explanation(Strict, frozen=True):
    """What Grad-CAM needs beside the last feature maps: the head behind them.

    ``head`` is an .npz with kernel_0, bias_0, kernel_1 ...; ReLU stands between dense layers.
    ``scales`` holds, label by label, the value that ends the heatmap's colour bar.
    """

    head: FileName
    scales: tuple[Scale, ...]


class SourceRecord(Strict, frozen=True):
    """One source of training data, in images and patients."""

    name: Text
    images: Count
    patients: Count
    licence: Text


class Metric(Strict, frozen=True):
    """One figure with its 95 % interval. ``group`` is all, source:..., view:..., and so on."""

    name: Text
    label: Text
    group: Text
    part: Text
    value: float
    low: float | None
    high: float | None
    images: Count
    positives: Count | None


class Evidence(Strict, frozen=True):
    """What the model was made of and how it was measured.

    ``split_sha256`` and ``seed`` are None where they are not known, as of an imported network.
    """

    sources: tuple[SourceRecord, ...]
    start_weights: Text
    split_sha256: Sha256 | None
    split_patients: dict[str, int]
    seed: int | None
    config: dict[str, Any]
    commit: Text
    created: Text
    metrics: tuple[Metric, ...]
    baselines: tuple[Metric, ...]


class SelfCheckRecord(Strict, frozen=True):
    """The .npz with levels and indices of one picture, its tensor and its outputs."""

    file: FileName
    tolerance: Annotated[float, msgspec.Meta(gt=0.0, le=0.1)]


class Manifest(Strict, frozen=True):
    """Everything a reader of the bundle may ask."""

    schema_version: int
    name: Name
    version: Version
    title: Text
    task: Task
    status: BundleStatus
    intended_use: Text
    not_for: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]
    limits: Text
    authors: Annotated[tuple[Text, ...], msgspec.Meta(min_length=1)]
    licence: Licence
    network: NetworkRecord
    preprocess: PreprocessSpec
    accepted: AcceptedInput
    output: OutputRecord
    decision: Decision | None
    explanation: Explanation | None
    evidence: Evidence
    self_check: SelfCheckRecord
    files: dict[FileName, FileRecord]
