"""What the sender lays over a radiograph: shutters hide, overlay planes mark."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Rectangle:
    """The first and the last row and column that are shown, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle on paper; in pixels an ellipse where they are not square.

    ``row`` and ``column`` are its centre, counted from 0; both radii are pixels.
    """

    row: float
    column: float
    row_radius: float
    column_radius: float


@dataclass(frozen=True, slots=True)
class Shutter:
    """A display shutter, PS3.3 C.7.6.11: only what lies inside every shape is picture.

    ``polygon`` holds (row, column) of its corners from 0, closed by itself; empty for none.
    ``grey`` is the display value, 0 to 255, of what is hidden.
    """

    rectangle: Rectangle | None = None
    disc: Disc | None = None
    polygon: tuple[tuple[int, int], ...] = ()
    grey: int = 0

    def __post_init__(self) -> None:
        if self.rectangle is None and self.disc is None and not self.polygon:
            raise ValueError("a shutter needs a shape")
        if not 0 <= self.grey <= 255:
            raise ValueError(f"shutter grey {self.grey} is not in 0 to 255")


class PlaneKind(StrEnum):
    """Overlay Type (60xx,0040): something drawn, or an area of the picture."""

    GRAPHICS = "G"
    REGION = "R"


@dataclass(frozen=True, slots=True, eq=False)
class OverlayPlane:
    """An overlay plane, PS3.3 C.9.2, for the radiograph's frame.

    ``mask`` is bool, (rows, columns), read-only; its first pixel lies at (``top``, ``left``) of
    the radiograph, from 0, and may lie outside. ``group`` is 0x6000 to 0x601E.
    """

    group: int
    mask: NDArray[np.bool_]
    top: int = 0
    left: int = 0
    kind: PlaneKind = PlaneKind.GRAPHICS
    label: str = ""

    def __post_init__(self) -> None:
        if self.mask.ndim != 2 or self.mask.dtype != np.bool_ or self.mask.size == 0:
            raise ValueError("an overlay plane must be a non-empty 2-d bool array")
        self.mask.setflags(write=False)
