"""How a sender or a colleague wants a radiograph shown: a Grayscale Softcopy Presentation State."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cxrviewer.domain.covers import Shutter
from cxrviewer.domain.status import FileKind, Status
from cxrviewer.domain.voi import Voi

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Orientation:
    """Quarter turns clockwise, and after them left and right exchanged, PS3.3 C.10.6."""

    turns: int = 0
    flipped: bool = False

    def __post_init__(self) -> None:
        if self.turns not in (0, 1, 2, 3):
            raise ValueError(f"{self.turns} is not a number of quarter turns")

    def then(self, other: "Orientation") -> "Orientation":
        """Return this orientation with ``other`` done to what is seen in it."""
        # A flip before a turn is the opposite turn before the flip.
        turns = self.turns + (-other.turns if self.flipped else other.turns)
        return Orientation(turns % 4, self.flipped != other.flipped)


UPRIGHT = Orientation()
TURN_RIGHT, TURN_LEFT = Orientation(1), Orientation(3)
FLIP_ACROSS, FLIP_DOWN = Orientation(0, True), Orientation(2, True)


class GraphicKind(StrEnum):
    """Graphic Type (0070,0023); INTERPOLATED curves are drawn as POLYLINE."""

    POINT = "POINT"
    POLYLINE = "POLYLINE"
    CIRCLE = "CIRCLE"
    ELLIPSE = "ELLIPSE"


@dataclass(frozen=True, slots=True)
class Graphic:
    """A drawn figure, PS3.3 C.10.5.

    ``points`` are (x, y) in pixels from the outer corner of the first one, or, where it is
    ``relative``, in shares of the displayed area. CIRCLE: centre and a point on it. ELLIPSE: both
    ends of one axis, then both of the other.
    """

    kind: GraphicKind
    points: tuple[Point, ...]
    relative: bool = False
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Caption:
    """Words beside ``place``, in the units of a Graphic; ``anchor`` is what they speak of."""

    words: str
    place: Point
    relative: bool = False
    anchor: Point | None = None


@dataclass(frozen=True, slots=True)
class PresentationState:
    """One state, as far as it concerns one grey frame; it replaces what the image itself says.

    ``images`` are the SOP Instance UIDs that it is for. ``voi`` None keeps the window. ``inverse``
    shows low values white. ``planes`` are the groups of the image's overlay planes that it wants
    shown. ``warnings`` are sentences on what of it is not applied.
    """

    path: Path
    images: tuple[str, ...]
    label: str
    study_uid: str = ""
    series_uid: str = ""
    sop_uid: str = ""
    voi: Voi | None = None
    inverse: bool = False
    shutter: Shutter | None = None
    planes: tuple[int, ...] = ()
    graphics: tuple[Graphic, ...] = ()
    captions: tuple[Caption, ...] = ()
    orientation: Orientation = UPRIGHT
    warnings: tuple[str, ...] = ()

    @property
    def kind(self) -> FileKind:
        return FileKind.DICOM

    @property
    def status(self) -> Status:
        return Status.WARNING if self.warnings else Status.OK
