"""The lines that a Measurement is drawn with, and how its handles move it; all in image pixels."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from math import cos, hypot, pi, sin

from cxrviewer.domain.measurement import Measurement, MeasurementKind, Point, within_reach

CORNERS = 72
# An arrow's head, as a share of its length, and the half of its angle.
HEAD_SHARE, HEAD_ANGLE = 0.25, pi / 8
_BOXES = (MeasurementKind.ELLIPSE, MeasurementKind.RECTANGLE)

Stroke = tuple[Point, ...]


def strokes(kind: MeasurementKind, points: Stroke, *, head: float = 0.0) -> tuple[Stroke, ...]:
    """Return polylines; a closed one ends where it began.

    ``points`` may be fewer than the kind has, while it is being drawn. ``head`` is the length of an
    arrow's head in pixels, which never is more than a share of the arrow.
    """
    if len(points) < 2:
        return ()
    if kind is MeasurementKind.ARROW:
        return (points, _head(points[0], points[1], head))
    made = _STROKES.get(kind)
    return (points,) if made is None else made(points)


def handles(item: Measurement) -> Stroke:
    """Return where ``item`` can be taken hold of: its points, and all corners of a box."""
    return box_corners(item.points) if item.kind in _BOXES else item.points


def with_handle(item: Measurement, number: int, place: Point) -> Measurement:
    """Return ``item`` with one of its handles at ``place``."""
    if item.kind in _BOXES:
        # The corner across stays.
        return replace(item, points=(handles(item)[number - 2], place), proposed=False)
    points = (*item.points[:number], place, *item.points[number + 1 :])
    return replace(item, points=points, proposed=False)


def shifted(item: Measurement, right: float, down: float) -> Measurement:
    """Return ``item`` moved, but for what of it would leave the reach of measurements."""
    moved = (within_reach((x + right, y + down)) for x, y in item.points)
    return replace(item, points=tuple(moved))


def box_corners(points: Stroke) -> Stroke:
    """Return the four corners in order round the box of two opposite ones."""
    (x0, y0), (x1, y1) = points
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def distance_to(strokes_: tuple[Stroke, ...], place: Point) -> float:
    """Return how far ``place`` lies from the nearest line; infinite without lines."""
    return min(
        (_to_segment(a, b, place) for line in strokes_ for a, b in pairwise(line)),
        default=float("inf"),
    )


def _to_segment(a: Point, b: Point, place: Point) -> float:
    across, down = b[0] - a[0], b[1] - a[1]
    length = across**2 + down**2
    along = ((place[0] - a[0]) * across + (place[1] - a[1]) * down) / length if length else 0.0
    share = min(1.0, max(0.0, along))
    return hypot(place[0] - a[0] - share * across, place[1] - a[1] - share * down)


def _pairs(points: Stroke) -> tuple[Stroke, ...]:
    return tuple(points[n : n + 2] for n in range(0, len(points) - 1, 2))


def _polygon(points: Stroke) -> tuple[Stroke, ...]:
    return ((*points, points[0]),)


def _rectangle(points: Stroke) -> tuple[Stroke, ...]:
    return _polygon(box_corners(points))


def _ellipse(points: Stroke) -> tuple[Stroke, ...]:
    (x0, y0), (x1, y1) = points
    angles = [2.0 * pi * n / CORNERS for n in range(CORNERS + 1)]
    return (
        tuple(
            ((x0 + x1) / 2 + (x1 - x0) / 2 * cos(a), (y0 + y1) / 2 + (y1 - y0) / 2 * sin(a))
            for a in angles
        ),
    )


def _head(tail: Point, tip: Point, size: float) -> Stroke:
    across, down = tail[0] - tip[0], tail[1] - tip[1]
    length = hypot(across, down)
    if length == 0.0:
        return ()
    side = min(size, length * HEAD_SHARE) / length
    sides = []
    for angle in (HEAD_ANGLE, -HEAD_ANGLE):
        turned = across * cos(angle) - down * sin(angle), across * sin(angle) + down * cos(angle)
        sides.append((tip[0] + turned[0] * side, tip[1] + turned[1] * side))
    return (sides[0], tip, sides[1])


def _ratio(points: Stroke) -> tuple[Stroke, ...]:
    """Return the thorax's line, and the heart's diameter parallel to it with both its borders."""
    if len(points) < 4:
        return _pairs(points)
    one, other, left, right = points
    across, down = right[0] - left[0], right[1] - left[1]
    length = across**2 + down**2
    middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
    ends = []
    for border in (one, other):
        offset = (border[0] - middle[0]) * across + (border[1] - middle[1]) * down
        share = offset / length if length else 0.0
        ends.append((middle[0] + share * across, middle[1] + share * down))
    return ((left, right), (ends[0], ends[1]), (one, ends[0]), (other, ends[1]))


_STROKES: dict[MeasurementKind, Callable[[Stroke], tuple[Stroke, ...]]] = {
    MeasurementKind.COBB: _pairs,
    MeasurementKind.CARDIOTHORACIC: _ratio,
    MeasurementKind.RECTANGLE: _rectangle,
    MeasurementKind.ELLIPSE: _ellipse,
    MeasurementKind.POLYGON: _polygon,
}
