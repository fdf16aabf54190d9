"""What a person draws on a Radiograph, and what it comes to."""

import math
from dataclasses import dataclass
from enum import StrEnum

from cxrviewer.domain.radiograph import PixelSpacing

Point = tuple[float, float]

MOST_POINTS = 500
LONGEST_NAME = 200
FARTHEST = 200_000.0
# The widest pixel that a person's calibration may come to.
WIDEST_MM = 1000.0


class MeasurementKind(StrEnum):
    """The kinds, as they stand in files."""

    LENGTH = "length"
    ANGLE = "angle"
    COBB = "cobb"
    ELLIPSE = "ellipse"
    RECTANGLE = "rectangle"
    POLYGON = "polygon"
    ARROW = "arrow"
    TEXT = "text"
    CARDIOTHORACIC = "cardiothoracic"

    @property
    def points(self) -> int | None:
        """Return how many points it has; None where the person decides."""
        return _POINTS.get(self)

    @property
    def is_region(self) -> bool:
        return self in _REGIONS

    @property
    def is_note(self) -> bool:
        """Return whether it says something and measures nothing."""
        return self in (MeasurementKind.ARROW, MeasurementKind.TEXT)


_REGIONS = (MeasurementKind.ELLIPSE, MeasurementKind.RECTANGLE, MeasurementKind.POLYGON)
_POINTS = {
    MeasurementKind.LENGTH: 2,
    MeasurementKind.ANGLE: 3,
    MeasurementKind.COBB: 4,
    MeasurementKind.ELLIPSE: 2,
    MeasurementKind.RECTANGLE: 2,
    MeasurementKind.ARROW: 2,
    MeasurementKind.TEXT: 1,
    MeasurementKind.CARDIOTHORACIC: 4,
}


@dataclass(frozen=True, slots=True)
class Measurement:
    """One figure on one radiograph.

    ``points`` are (x, y) in pixels from the outer corner of the first one, whatever way the display
    is turned: a pixel's centre lies at (column + 0.5, row + 0.5). LENGTH: both ends. ANGLE: an end,
    the vertex, the other end. COBB: both ends of one line, then of the other. ELLIPSE, RECTANGLE:
    two opposite corners of the box along rows and columns. ARROW: tail, head. CARDIOTHORACIC: the
    cardiac borders, then the inner borders of the thorax. ``name`` is the person's; of an ARROW and
    a TEXT it is what they say. ``proposed`` is true as long as nobody has changed what the program
    placed. ``uid`` is 32 hexadecimal digits.
    """

    uid: str
    kind: MeasurementKind
    points: tuple[Point, ...]
    name: str = ""
    proposed: bool = False

    def __post_init__(self) -> None:
        wanted = self.kind.points
        if wanted is not None and len(self.points) != wanted:
            raise ValueError(f"{self.kind} has {wanted} points, not {len(self.points)}")
        if wanted is None and not 3 <= len(self.points) <= MOST_POINTS:
            raise ValueError(f"{self.kind} has 3 to {MOST_POINTS} points, not {len(self.points)}")
        if not all(math.isfinite(c) and abs(c) <= FARTHEST for p in self.points for c in p):
            raise ValueError("a point lies nowhere near a picture")
        if len(self.name) > LONGEST_NAME:
            raise ValueError(f"the name has more than {LONGEST_NAME} characters")


def within_reach(point: Point) -> Point:
    """Return ``point``, or the place nearest to it in which a measurement may lie."""
    x, y = (min(max(coordinate, -FARTHEST), FARTHEST) for coordinate in point)
    return x, y


@dataclass(frozen=True, slots=True)
class Metric:
    """How long a step of one column and of one row is, and in what.

    ``unit`` is "mm" or, without a spacing, "px": then it is the width of a pixel. ``label`` says
    what millimetres refer to, such as "detector"; it is empty for pixels.
    """

    column: float
    row: float
    unit: str
    label: str = ""

    @classmethod
    def of(cls, spacing: PixelSpacing | None, aspect: float) -> "Metric":
        """``aspect`` is a pixel's height over its width; it counts where there is no spacing."""
        if spacing is None:
            return cls(1.0, aspect, "px")
        return cls(spacing.column_mm, spacing.row_mm, "mm", spacing.origin.value)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its name and its unit; ``digits`` behind the point are worth showing."""

    name: str
    value: float
    unit: str = ""
    digits: int = 1

    @property
    def text(self) -> str:
        number = f"{self.value:.{self.digits}f}"
        return f"{number}{self.unit}" if self.unit == "°" else f"{number} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a Measurement comes to, the most important first; empty for arrows and words.

    ``label`` says what millimetres refer to, and is empty where there are none.
    """

    quantities: tuple[Quantity, ...] = ()
    label: str = ""

    @property
    def text(self) -> str:
        """Return the first quantity, the one that a list shows."""
        return self.quantities[0].text if self.quantities else ""


@dataclass(frozen=True, slots=True)
class MeasuredFigure:
    """A measurement in words; ``remark`` says what its millimetres refer to, and any doubt."""

    item: Measurement
    title: str
    value: str
    remark: str = ""
