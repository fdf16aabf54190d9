"""What the pipeline needs of a network, whichever runtime runs it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.analysis import AttentionGrid, Finding, LungMask
from cxrviewer.domain.errors import InferenceError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.preprocess import PreparedInput


class RuntimeName(StrEnum):
    """Which library runs the networks."""

    ONNX = "onnx"
    TENSORFLOW = "tensorflow"


class Device(StrEnum):
    """Where the networks run; AUTO is CUDA where that really computes, else CPU.

    DML and COREML run where they are asked for: nobody has measured their scores or their speed.
    """

    AUTO = "auto"
    CUDA = "cuda"
    DML = "dml"
    COREML = "coreml"
    CPU = "cpu"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a network runs; ``fallback`` is why not on the GPU that is there."""

    device: Device = Device.CPU
    fallback: InferenceError | None = None


@dataclass(frozen=True, slots=True, eq=False)
class NetworkOutput:
    """Both outputs of one forward pass.

    ``values`` float32: scores (n, labels), or probabilities (n, h, w, 1) of a segmenter.
    ``features`` float32, (n, h, w, c): the last feature maps.
    """

    values: NDArray[np.float32]
    features: NDArray[np.float32]

    def of(self, number: int) -> "NetworkOutput":
        """Return the outputs of one tensor of a batch, as if it had been asked alone."""
        return NetworkOutput(self.values[number : number + 1], self.features[number : number + 1])


class Network(Protocol):
    """A loaded network. ``provider`` names what executes it, for people to read."""

    @property
    def provider(self) -> str: ...

    def run(self, tensors: NDArray[np.float32]) -> NetworkOutput:
        """Run ``tensors``, float32, (n, h, w, c), in one forward pass. Raises InferenceError."""
        ...


@dataclass(frozen=True, slots=True)
class Classification:
    """What one Predictor said of one Radiograph, with the maps that explain it."""

    findings: tuple[Finding, ...]
    attention: tuple[AttentionGrid, ...]


class Predictor(Protocol):
    """Scores the labels of one bundle. ``prepared`` spares making the tensor where it is there."""

    def predict(
        self, radiograph: Radiograph, *, prepared: PreparedInput | None = None
    ) -> Classification: ...


class Segmenter(Protocol):
    """Finds the lung fields. ``prepared`` spares making the tensor where it is there."""

    def segment(
        self, radiograph: Radiograph, *, prepared: PreparedInput | None = None
    ) -> LungMask: ...


class Explainer(Protocol):
    """Says which cells of the feature maps carried each label."""

    def explain(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Map features, float32 (h, w, c), to attention, float32 (labels, h, w), at least 0."""
        ...
