"""What a person asked of a run without a screen."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class AnalyzeOptions:
    """The arguments of ``cxrviewer analyze``; ``bundles`` empty means all that are usable.

    ``scores_anyway`` prints scores in reports against the doubts of the input check;
    ``local_points`` takes the operating points that were chosen in the threshold lab.
    """

    paths: tuple[Path, ...]
    out: Path
    masks: bool = False
    heatmaps: bool = False
    pdf: bool = False
    scores_anyway: bool = False
    local_points: bool = False
    bundles: tuple[str, ...] = ()
    runtime: str = "onnx"
    device: str = "auto"
    jobs: int = 1
    resume: bool = False
    bundle_folders: tuple[Path, ...] = ()
