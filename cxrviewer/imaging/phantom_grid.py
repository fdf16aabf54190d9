"""Line integrals of simple solids along the beam, on a grid of pixels.

Lengths are millimetres. x runs to the image's right (the patient's left), y runs down from the
apex of the lungs, z runs along the parallel beam from front to back. Every function gives the
length of each ray inside a solid, float32, so that attenuations add up by Beer and Lambert.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]
Region = tuple[slice, slice]


@dataclass(frozen=True)
class Grid:
    """Pixel centres; ``spacing`` is millimetres, ``top`` the y of the upper border."""

    rows: int
    columns: int
    spacing: float
    top: float

    @cached_property
    def x(self) -> Image:
        """Return x of each column, (1, columns)."""
        offsets = np.arange(self.columns, dtype=np.float32) - (self.columns - 1) / 2
        return (offsets * np.float32(self.spacing))[np.newaxis]

    @cached_property
    def y(self) -> Image:
        """Return y of each row, (rows, 1)."""
        offsets = np.arange(self.rows, dtype=np.float32) + np.float32(0.5)
        return (offsets * np.float32(self.spacing) + np.float32(self.top))[:, np.newaxis]

    def empty(self) -> Image:
        return np.zeros((self.rows, self.columns), np.float32)

    def region(self, x: tuple[float, float], y: tuple[float, float]) -> Region:
        """Return the pixels inside a box, cut to the picture; it may be empty."""
        middle = (self.columns - 1) / 2
        left, right = (round(value / self.spacing + middle) for value in sorted(x))
        above, below = (round((value - self.top) / self.spacing) for value in sorted(y))
        return (
            slice(_inside(above, self.rows), _inside(below + 1, self.rows)),
            slice(_inside(left, self.columns), _inside(right + 1, self.columns)),
        )

    def at(self, region: Region) -> tuple[Image, Image]:
        """Return x (1, n) and y (m, 1) of a region."""
        return self.x[:, region[1]], self.y[region[0]]


@dataclass(frozen=True, slots=True)
class Ellipsoid:
    """Centre and half axes; the first two axes are turned by ``angle`` (radians, clockwise)."""

    x: float
    y: float
    half_x: float
    half_y: float
    half_z: float
    angle: float = 0.0

    @property
    def reach_x(self) -> float:
        """Return half the horizontal extent of the shadow."""
        return float(np.hypot(self.half_x * np.cos(self.angle), self.half_y * np.sin(self.angle)))

    @property
    def reach_y(self) -> float:
        """Return half the vertical extent of the shadow."""
        return float(np.hypot(self.half_x * np.sin(self.angle), self.half_y * np.cos(self.angle)))

    def region(self, grid: Grid) -> Region:
        return grid.region(
            (self.x - self.reach_x, self.x + self.reach_x),
            (self.y - self.reach_y, self.y + self.reach_y),
        )

    def inside(self, x: Image, y: Image) -> Image:
        """Return 1 on the axis of the solid, 0 at its outline, clipped there."""
        cos, sin = np.float32(np.cos(self.angle)), np.float32(np.sin(self.angle))
        across, down = x - np.float32(self.x), y - np.float32(self.y)
        u = (across * cos + down * sin) * np.float32(1 / self.half_x)
        v = (down * cos - across * sin) * np.float32(1 / self.half_y)
        return np.maximum(np.float32(1) - u * u - v * v, np.float32(0))

    def half_chord(self, x: Image, y: Image) -> Image:
        """Return half the length of each ray inside the solid."""
        return np.sqrt(self.inside(x, y)) * np.float32(self.half_z)

    def add_to(self, image: Image, grid: Grid, *, density: float = 1.0) -> None:
        """Add the solid's shadow, in place."""
        region = self.region(grid)
        image[region] += self.half_chord(*grid.at(region)) * np.float32(2 * density)


@dataclass(frozen=True, slots=True)
class Tube:
    """A straight round tube between two points that tapers from ``radius`` to ``end_radius``."""

    start: tuple[float, float]
    end: tuple[float, float]
    radius: float
    end_radius: float

    def region(self, grid: Grid) -> Region:
        reach = max(self.radius, self.end_radius)
        xs, ys = zip(self.start, self.end, strict=True)
        return grid.region((min(xs) - reach, max(xs) + reach), (min(ys) - reach, max(ys) + reach))

    def chord(self, x: Image, y: Image) -> Image:
        """Return the length of each ray inside the tube, whose ends are round."""
        run_x, run_y = self.end[0] - self.start[0], self.end[1] - self.start[1]
        length = max(run_x * run_x + run_y * run_y, 1e-6)
        across, down = x - np.float32(self.start[0]), y - np.float32(self.start[1])
        along = np.clip(
            across * np.float32(run_x / length) + down * np.float32(run_y / length), 0, 1
        )
        off_x, off_y = across - along * np.float32(run_x), down - along * np.float32(run_y)
        radius = np.float32(self.radius) + along * np.float32(self.end_radius - self.radius)
        return 2 * np.sqrt(np.maximum(radius * radius - off_x * off_x - off_y * off_y, 0))

    def add_to(self, image: Image, grid: Grid, *, density: float = 1.0) -> None:
        """Add the tube's shadow, in place."""
        region = self.region(grid)
        image[region] += self.chord(*grid.at(region)) * np.float32(density)

    def merge_into(self, image: Image, grid: Grid) -> None:
        """Join the tube to others whose walls it shares: the longer ray counts, in place."""
        region = self.region(grid)
        np.maximum(image[region], self.chord(*grid.at(region)), out=image[region])


def shell(distance: Image, half_height: float, *, cortex: float) -> Image:
    """Return the share of bone in a flat tube with a dense cortex, about 0 to 1.

    ``distance`` is each ray's distance from the tube's middle line.
    """
    outer = np.sqrt(np.maximum(1 - (distance * np.float32(1 / half_height)) ** 2, 0))
    inner_height = half_height - cortex
    inner = np.sqrt(np.maximum(1 - (distance * np.float32(1 / inner_height)) ** 2, 0))
    return np.asarray(outer - np.float32(0.62) * inner, np.float32)


def _inside(index: int, size: int) -> int:
    return min(max(index, 0), size)
