"""From the pixel grid to what stands upright on a screen: pixel shape, quarter turns, flips.

Display units are as wide as a pixel is; ``aspect`` is a pixel's height over its width.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.presentation import UPRIGHT, Orientation

OPPOSITE = str.maketrans("LRAPHF", "RLPAFH")


class Affine(NamedTuple):
    """x' = xx x + xy y + dx and y' = yx x + yy y + dy."""

    xx: float
    xy: float
    dx: float
    yx: float
    yy: float
    dy: float

    def apply(self, x: float, y: float) -> tuple[float, float]:
        return self.xx * x + self.xy * y + self.dx, self.yx * x + self.yy * y + self.dy

    def inverse(self) -> "Affine":
        """Return the way back; the maps of this module all have one."""
        area = self.xx * self.yy - self.xy * self.yx
        xx, xy, yx, yy = self.yy / area, -self.xy / area, -self.yx / area, self.xx / area
        return Affine(
            xx, xy, -(xx * self.dx + xy * self.dy), yx, yy, -(yx * self.dx + yy * self.dy)
        )


class Edges(NamedTuple):
    """Which way the patient lies beyond each edge of the display; empty where nobody says."""

    top: str = ""
    right: str = ""
    bottom: str = ""
    left: str = ""


def display_size(
    size: tuple[float, float], aspect: float, orientation: Orientation = UPRIGHT
) -> tuple[float, float]:
    """Return (height, width) in display units of a radiograph of ``size`` (rows, columns)."""
    height, width = size[0] * aspect, float(size[1])
    return (width, height) if orientation.turns % 2 else (height, width)


def to_display(
    size: tuple[float, float], aspect: float, orientation: Orientation = UPRIGHT
) -> Affine:
    """Return the map of (x, y), in pixels from the outer corner of the first, to the display."""
    height, width = size[0] * aspect, float(size[1])
    turned = (
        Affine(1, 0, 0, 0, aspect, 0),
        Affine(0, -aspect, height, 1, 0, 0),
        Affine(-1, 0, width, 0, -aspect, height),
        Affine(0, aspect, 0, -1, 0, width),
    )[orientation.turns]
    if not orientation.flipped:
        return turned
    across = display_size(size, aspect, orientation)[1]
    return turned._replace(xx=-turned.xx, xy=-turned.xy, dx=across - turned.dx)


def oriented(pixels: NDArray[Any], orientation: Orientation) -> NDArray[Any]:
    """Return pixels, (rows, columns) or with channels behind, turned and flipped."""
    turned = np.rot90(pixels, -orientation.turns)
    return np.ascontiguousarray(turned[:, ::-1] if orientation.flipped else turned)


def edge_letters(edges: tuple[str, str], orientation: Orientation = UPRIGHT) -> Edges:
    """Return the letters at the display's edges for Patient Orientation ``edges``."""
    along_rows, along_columns = edges
    ring = [_opposite(along_columns), along_rows, along_columns, _opposite(along_rows)]
    top, right, bottom, left = ring[-orientation.turns :] + ring[: -orientation.turns]
    return (
        Edges(top, left, bottom, right) if orientation.flipped else Edges(top, right, bottom, left)
    )


def _opposite(letters: str) -> str:
    return letters.translate(OPPOSITE)
