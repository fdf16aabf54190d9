"""How a sender or a colleague wants a radiograph shown: a Grayscale Softcopy Presentation State."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cxrviewer.domain.covers import Shutter
from cxrviewer.domain.status import FileKind, Status
from cxrviewer.domain.voi import SenderVoi, VoiLut

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
class Part:
    """Which images a piece of a state is for, each with its frames from 0; none: all of them.

    An image without frames means every frame of it.
    """

    images: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def holds(self, sop_uid: str, frame: int) -> bool:
        return not self.images or any(
            uid == sop_uid and (not frames or frame in frames) for uid, frames in self.images
        )


@dataclass(frozen=True, slots=True)
class ModalityRule:
    """Stored to modality values, PS3.3 C.11.1: ``lut``, else ``slope`` x stored + ``intercept``."""

    slope: float = 1.0
    intercept: float = 0.0
    lut: VoiLut | None = None


@dataclass(frozen=True, slots=True)
class StateVoi:
    """A Softcopy VOI LUT item, PS3.3 C.11.8, and the images that it is for."""

    voi: SenderVoi
    part: Part = Part()


class SizeMode(StrEnum):
    """Presentation Size Mode (0070,0100)."""

    FIT = "SCALE TO FIT"
    TRUE_SIZE = "TRUE SIZE"
    MAGNIFY = "MAGNIFY"


@dataclass(frozen=True, slots=True)
class DisplayedArea:
    """What of the images is to be seen and how large, PS3.3 C.10.4.

    The edges count in pixels from the outer corner of the first one and may lie outside the
    picture. ``spacing`` is (row, column) in mm, ``aspect`` a pixel's height over its width, each
    where it is given; ``magnification`` is screen pixels for a pixel, across.
    """

    left: float
    top: float
    right: float
    bottom: float
    mode: SizeMode = SizeMode.FIT
    spacing: tuple[float, float] | None = None
    aspect: float | None = None
    magnification: float = 1.0
    part: Part = Part()


@dataclass(frozen=True, slots=True)
class PresentationState:
    """One state, as far as it concerns one grey frame; it replaces what the image itself says.

    ``images`` are the SOP Instance UIDs that it is for, ``frames`` which of their frames.
    ``modality`` takes the place of the image's Modality LUT, identity as well (PS3.4 N.2).
    ``vois``: the first that is for an image counts; without one its whole range is shown.
    ``curve`` is the Presentation LUT behind the VOI; ``inverse`` shows low values white.
    ``planes`` are the groups of the image's overlay planes that it wants shown. ``warnings`` are
    sentences on what of it is not applied.
    """

    path: Path
    images: tuple[str, ...]
    label: str
    study_uid: str = ""
    series_uid: str = ""
    sop_uid: str = ""
    frames: Part = Part()
    modality: ModalityRule = ModalityRule()
    vois: tuple[StateVoi, ...] = ()
    areas: tuple[DisplayedArea, ...] = ()
    curve: VoiLut | None = None
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

    def voi_for(self, sop_uid: str, frame: int) -> SenderVoi | None:
        return next((v.voi for v in self.vois if v.part.holds(sop_uid, frame)), None)

    def area_for(self, sop_uid: str, frame: int) -> DisplayedArea | None:
        return next((a for a in self.areas if a.part.holds(sop_uid, frame)), None)
