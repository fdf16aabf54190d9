"""Paints over parts of a radiograph, to see what the models make of it without them."""

from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from cxrviewer.domain.measurement import Point
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.opencv import cv2

BRUSH_SHARE = 0.025
"""Radius of the brush, as a share of the longer side."""

RING_SHARE = 2.0
"""The ring whose grey is taken ends at so many radii."""


@dataclass(frozen=True, slots=True)
class Brush:
    """``radius`` is in pixels; ``index`` is what is painted, an index into the levels."""

    radius: int
    index: int


def brush_at(radiograph: Radiograph, point: Point) -> Brush:
    """Return a brush with the middle grey of the ring around ``point``, (x, y) in pixels."""
    radius = max(1, round(BRUSH_SHARE * max(radiograph.rows, radiograph.columns)))
    reach = ceil(RING_SHARE * radius)
    column, row = int(point[0]), int(point[1])
    top, left = max(0, row - reach), max(0, column - reach)
    part = radiograph.indices[top : row + reach + 1, left : column + reach + 1]
    ys, xs = np.ogrid[top : top + part.shape[0], left : left + part.shape[1]]
    distances = np.hypot(ys + 0.5 - point[1], xs + 0.5 - point[0])
    ring = (distances > radius) & (distances <= reach)
    found = part[ring & ~radiograph.padding[part]]
    if found.size == 0:
        found = radiograph.indices.ravel()
    order = np.argsort(radiograph.levels[found], kind="stable")
    return Brush(radius, int(found[order[len(order) // 2]]))


def painted(radiograph: Radiograph, brush: Brush, start: Point, end: Point) -> Radiograph:
    """Return ``radiograph`` with a stroke from ``start`` to ``end``; its key stays the same.

    So whoever keeps results by key must not be given any of what is painted.
    """
    indices = radiograph.indices.copy()
    ends = [(round(x - 0.5), round(y - 0.5)) for x, y in (start, end)]
    cv2.line(indices, ends[0], ends[1], brush.index, thickness=2 * brush.radius)
    for centre in ends:
        cv2.circle(indices, centre, brush.radius, brush.index, thickness=cv2.FILLED)
    return replace(radiograph, indices=indices)
