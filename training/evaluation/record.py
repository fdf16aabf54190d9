"""An evaluation as it is kept: what was measured, in the manifest's own form, and its curves."""

from pathlib import Path

import msgspec

from cxrviewer.bundle.manifest import Metric, Strict, Task
from cxrviewer.domain.analysis import BundleStatus
from cxrviewer.domain.errors import UsageError

FORMAT = 1
RECORD_FILE = "evaluation.json"

Point = tuple[float, float]


class Subject(Strict, frozen=True):
    """Which bundle was measured on which radiographs.

    ``samples_sha256`` is the checksum of the list of radiographs with what is true of them: two
    evaluations can be compared where it is the same.
    """

    name: str
    version: str
    title: str
    status: BundleStatus
    checksum: str
    task: Task
    labels: tuple[str, ...]
    started_from: str
    architecture: str
    parameters: int
    dataset: str
    part: str
    samples_sha256: str
    images: int
    patients: int
    created: str


class Bin(Strict, frozen=True):
    """One bin of a calibration curve: mean chance said, share that is, radiographs."""

    said: float
    found: float
    images: int


class Curves(Strict, frozen=True):
    """One label's curves. ROC points are (1 - specificity, sensitivity), PR (recall, precision).

    ``calibrated`` says whether the bins are of probabilities or of bare scores.
    """

    label: str
    positives: int
    images: int
    roc: tuple[Point, ...]
    precision_recall: tuple[Point, ...]
    operating_point: Point | None
    calibrated: bool
    bins: tuple[Bin, ...]


class Confusion(Strict, frozen=True):
    """Counts of radiographs: what is true in rows, what was answered in columns."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


class Evaluation(Strict, frozen=True):
    """Everything that one measurement found. ``notes`` are sentences for its reader."""

    format: int
    subject: Subject
    metrics: tuple[Metric, ...]
    baselines: tuple[Metric, ...]
    curves: tuple[Curves, ...]
    confusions: tuple[Confusion, ...]
    notes: tuple[str, ...]

    def find(self, name: str, label: str, group: str = "all") -> Metric | None:
        """Return that figure, among metrics and baselines, or None where it was not measured."""
        for metric in (*self.metrics, *self.baselines):
            if (metric.name, metric.label, metric.group) == (name, label, group):
                return metric
        return None


def encode_evaluation(evaluation: Evaluation) -> bytes:
    """Return ``evaluation`` as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(evaluation), indent=1) + b"\n"


def read_evaluation(path: Path) -> Evaluation:
    """Return the evaluation in the file, or in the folder, at ``path``."""
    file = path / RECORD_FILE if path.is_dir() else path
    try:
        found = msgspec.json.decode(file.read_bytes(), type=Evaluation)
    except FileNotFoundError:
        raise UsageError(
            "There is no evaluation.",
            remedy="Write one with: python -m training evaluate BUNDLE --out FOLDER.",
            path=file,
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"This is no evaluation: {error}.", remedy="Measure the bundle again.", path=file
        ) from error
    if found.format != FORMAT:
        raise UsageError(
            f"The evaluation has format {found.format}; this program reads {FORMAT}.",
            remedy="Measure the bundle again.",
            path=file,
        )
    return found
