"""Which pixels a drawn region takes in, and what their values are.

The rule: a pixel belongs to a region when its centre lies inside or on the outline. Padding never
counts. Of a region that reaches beyond the picture only what is inside counts.
"""

from dataclasses import dataclass
from math import ceil, floor, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.measurement import MeasurementKind, Point
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.opencv import cv2

# Rows that are looked at in one go: keeps the memory small on the largest pictures.
BAND = 256


@dataclass(frozen=True, slots=True)
class RegionStatistics:
    """Modality values of ``count`` pixels; ``sd`` divides by the count, not by one less."""

    count: int
    mean: float
    sd: float
    least: float
    greatest: float


def region_statistics(
    radiograph: Radiograph, kind: MeasurementKind, points: tuple[Point, ...]
) -> RegionStatistics | None:
    """Return the statistics of the modality values, or None where no pixel's centre is inside."""
    counts = np.zeros(len(radiograph.levels), np.int64)
    top, bottom, left, right = _box(radiograph, points)
    for first in range(top, bottom, BAND):
        rows = range(first, min(first + BAND, bottom))
        inside = _inside(kind, points, rows, range(left, right))
        pixels = radiograph.indices[rows.start : rows.stop, left:right]
        counts += _counted(pixels, inside, len(counts))
    counts[radiograph.padding] = 0
    return _of_levels(radiograph.levels, counts)


def region_mask(
    kind: MeasurementKind, points: tuple[Point, ...], size: tuple[int, int]
) -> NDArray[np.bool_]:
    """Return which pixels belong, bool, of ``size`` (rows, columns)."""
    return _inside(kind, points, range(size[0]), range(size[1]))


def _counted(pixels: NDArray[np.uint16], inside: NDArray[np.bool_], bins: int) -> NDArray[np.int64]:
    """Return how often each index occurs inside: bincount, without copying the pixels.

    OpenCV counts in float32, which is exact below 2**24: more than a band has pixels.
    """
    if pixels.size == 0:
        return np.zeros(bins, np.int64)
    counts = cv2.calcHist([pixels], [0], inside.view(np.uint8), [bins], [0, bins])
    return np.asarray(counts.ravel(), np.int64)


def _box(radiograph: Radiograph, points: tuple[Point, ...]) -> tuple[int, int, int, int]:
    """Return first and last-but-one row, first and last-but-one column that can be inside."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    top, bottom = _centres(min(ys), max(ys), radiograph.rows)
    left, right = _centres(min(xs), max(xs), radiograph.columns)
    return top, bottom, left, right


def _centres(low: float, high: float, size: int) -> tuple[int, int]:
    """Return the half-open range of pixels whose centres lie in [low, high]."""
    first = max(0, ceil(low - 0.5))
    return first, max(first, min(size, floor(high - 0.5) + 1))


def _inside(
    kind: MeasurementKind, points: tuple[Point, ...], rows: range, columns: range
) -> NDArray[np.bool_]:
    if kind is MeasurementKind.POLYGON:
        return _in_polygon(points, rows, columns)
    (x0, y0), (x1, y1) = points
    ys = np.asarray(rows, np.float64)[:, np.newaxis] + 0.5
    xs = np.asarray(columns, np.float64)[np.newaxis] + 0.5
    if kind is MeasurementKind.RECTANGLE:
        in_rows = (min(y0, y1) <= ys) & (ys <= max(y0, y1))
        return np.asarray(in_rows & (min(x0, x1) <= xs) & (xs <= max(x0, x1)), np.bool_)
    half_width, half_height = abs(x1 - x0) / 2.0, abs(y1 - y0) / 2.0
    if half_width == 0.0 or half_height == 0.0:
        return np.zeros((len(rows), len(columns)), np.bool_)
    across = (xs - (x0 + x1) / 2.0) / half_width
    along = (ys - (y0 + y1) / 2.0) / half_height
    return np.asarray(across**2 + along**2 <= 1.0, np.bool_)


def _in_polygon(points: tuple[Point, ...], rows: range, columns: range) -> NDArray[np.bool_]:
    """Return the pixels inside by the even-odd rule, line by line.

    An edge counts once with its upper end and once with its lower end: both together take in the
    outline itself, so that a mirrored polygon holds the mirrored pixels.
    """
    inside = np.zeros((len(rows), len(columns)), np.bool_)
    start = np.asarray(points, np.float64)
    for upper_end_counts in (True, False):
        numbers, xs = _crossings(start, rows, upper_end_counts=upper_end_counts)
        firsts = np.clip(np.ceil(xs[::2] - 0.5).astype(np.int64) - columns.start, 0, None)
        lasts = np.floor(xs[1::2] - 0.5).astype(np.int64) + 1 - columns.start
        spans = zip(numbers[::2].tolist(), firsts.tolist(), lasts.tolist(), strict=True)
        for number, first, last in spans:
            inside[number, first : max(first, last)] = True
    return inside


def _crossings(
    start: NDArray[np.float64], rows: range, *, upper_end_counts: bool
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return (number of the row, x) wherever an edge crosses a line of pixel centres.

    Sorted by row and then by x. Each row has an even number of them, as the outline is closed.
    """
    end = np.roll(start, -1, axis=0)
    low, high = np.minimum(start[:, 1], end[:, 1]), np.maximum(start[:, 1], end[:, 1])
    centres = np.arange(rows.start, rows.stop) + 0.5
    side: Literal["left", "right"] = "left" if upper_end_counts else "right"
    firsts, lasts = np.searchsorted(centres, low, side), np.searchsorted(centres, high, side)
    counts = lasts - firsts
    edges = np.repeat(np.arange(len(start)), counts)
    before = np.repeat(np.cumsum(counts) - counts, counts)
    numbers = np.arange(len(edges)) - before + np.repeat(firsts, counts)
    share = (centres[numbers] - start[edges, 1]) / (end[edges, 1] - start[edges, 1])
    xs = start[edges, 0] + share * (end[edges, 0] - start[edges, 0])
    order = np.lexsort((xs, numbers))
    return numbers[order], xs[order]


def _of_levels(levels: NDArray[np.float64], counts: NDArray[np.int64]) -> RegionStatistics | None:
    total = int(counts.sum())
    if total == 0:
        return None
    seen = counts > 0
    values, weights = levels[seen], counts[seen] / total
    mean = float(values @ weights)
    spread = float((values - mean) ** 2 @ weights)
    return RegionStatistics(total, mean, sqrt(spread), float(values.min()), float(values.max()))
