"""What becomes of the scores when parts that cannot show disease are covered."""

from dataclasses import dataclass

from cxrviewer.domain.analysis import Finding
from cxrviewer.domain.radiograph import RadiographKey


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of pixels: its first one and its size."""

    top: int
    left: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a radiograph that is covered as a whole."""

    name: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """The scores with ``region`` covered, in the order of Occlusion.findings."""

    region: Region
    scores: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Occlusion:
    """``findings`` are those of the whole radiograph; a model that reads lungs hardly moves."""

    key: RadiographKey
    findings: tuple[Finding, ...]
    covered: tuple[Covered, ...]
