"""What a Measurement comes to: lengths, angles, regions, the cardiothoracic ratio.

Everything is computed in the pixels of the file, with a pixel's true shape, so that turning,
mirroring or enlarging the display changes no result.
"""

from collections.abc import Callable
from math import acos, degrees, hypot, pi

from cxrviewer.domain.measurement import (
    WIDEST_MM,
    Measurement,
    MeasurementKind,
    Metric,
    Outcome,
    Point,
    Quantity,
)
from cxrviewer.domain.radiograph import PixelSpacing, Radiograph, SpacingOrigin
from cxrviewer.imaging.regions import region_statistics

DEGREES = "°"
Points = tuple[Point, ...]


def measure(measurement: Measurement, radiograph: Radiograph, metric: Metric) -> Outcome:
    """Return what ``measurement`` comes to, without what is undefined, as in an empty region."""
    if measurement.kind.is_region:
        return _region(measurement, radiograph, metric)
    made = _FORMULAS.get(measurement.kind)
    return Outcome() if made is None else made(measurement.points, metric)


def calibrated(points: Points, millimetres: float, aspect: float) -> PixelSpacing:
    """Return the spacing by which the line between two ``points`` is ``millimetres`` long.

    ``aspect`` is a pixel's height over its width. Raises ValueError for a line without length, or
    a pixel of impossible width.
    """
    length = distance(points[0], points[1], Metric(1.0, aspect, "px"))
    if not (length > 0.0 and 0.0 < millimetres < float("inf")):
        raise ValueError("a calibration needs a line and a length above zero")
    width = millimetres / length
    if not 0.0 < width <= WIDEST_MM:
        raise ValueError(f"a pixel would be {width:g} mm wide")
    return PixelSpacing(width * aspect, width, SpacingOrigin.BY_HAND)


def distance(start: Point, end: Point, metric: Metric) -> float:
    return hypot(*_step(start, end, metric))


def angle_between(one: tuple[float, float], other: tuple[float, float]) -> float | None:
    """Return the angle of two directions in degrees, 0 to 180; None where one has no length."""
    lengths = hypot(*one) * hypot(*other)
    if lengths == 0.0:
        return None
    cosine = (one[0] * other[0] + one[1] * other[1]) / lengths
    return degrees(acos(min(1.0, max(-1.0, cosine))))


def area(kind: MeasurementKind, points: Points, metric: Metric) -> float:
    """Return the area inside the outline, in the square of the metric's unit.

    A polygon's is that of the shoelace formula: of one that crosses itself parts take each other
    away.
    """
    cell = metric.column * metric.row
    if kind is MeasurementKind.POLYGON:
        pairs = zip(points, points[1:] + points[:1], strict=True)
        return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2.0 * cell
    (x0, y0), (x1, y1) = points
    box = abs(x1 - x0) * abs(y1 - y0) * cell
    return box * pi / 4.0 if kind is MeasurementKind.ELLIPSE else box


def cardiothoracic(points: Points, metric: Metric) -> tuple[float, float] | None:
    """Return (cardiac diameter, thoracic diameter); their quotient is the cardiothoracic ratio.

    Danzer 1919 (The cardiothoracic ratio: an index of cardiac enlargement, Am J Med Sci 157:513):
    the greatest transverse diameter of the heart over the greatest internal diameter of the thorax.
    The line between the last two points says which way is transverse; of the cardiac points counts
    their distance along it, so that they may lie at different heights. None where that line has no
    length.
    """
    thorax, heart = _step(points[2], points[3], metric), _step(points[0], points[1], metric)
    width = hypot(*thorax)
    if width == 0.0:
        return None
    return abs(heart[0] * thorax[0] + heart[1] * thorax[1]) / width, width


def _step(start: Point, end: Point, metric: Metric) -> tuple[float, float]:
    return (end[0] - start[0]) * metric.column, (end[1] - start[1]) * metric.row


def _length(points: Points, metric: Metric) -> Outcome:
    value = distance(points[0], points[1], metric)
    return Outcome((Quantity("length", value, metric.unit),), metric.label)


def _angle(points: Points, metric: Metric) -> Outcome:
    end, vertex, other = points
    return _of_angle(
        "angle", angle_between(_step(vertex, end, metric), _step(vertex, other, metric))
    )


def _cobb(points: Points, metric: Metric) -> Outcome:
    """Cobb 1948: the angle between two lines, which have no direction: 0 to 90 degrees."""
    a, b, c, d = points
    found = angle_between(_step(a, b, metric), _step(c, d, metric))
    return _of_angle("Cobb angle", None if found is None else min(found, 180.0 - found))


def _of_angle(name: str, value: float | None) -> Outcome:
    return Outcome() if value is None else Outcome((Quantity(name, value, DEGREES),))


def _ratio(points: Points, metric: Metric) -> Outcome:
    found = cardiothoracic(points, metric)
    if found is None:
        return Outcome()
    heart, thorax = found
    quantities = (
        Quantity("cardiothoracic ratio", heart / thorax, digits=2),
        Quantity("heart", heart, metric.unit, digits=0),
        Quantity("thorax", thorax, metric.unit, digits=0),
    )
    return Outcome(quantities, metric.label)


def _region(measurement: Measurement, radiograph: Radiograph, metric: Metric) -> Outcome:
    size = Quantity("area", area(measurement.kind, measurement.points, metric), f"{metric.unit}²")
    found = region_statistics(radiograph, measurement.kind, measurement.points)
    if found is None:
        return Outcome((size, Quantity("n", 0, "pixels", digits=0)), metric.label)
    whole = all(float(value).is_integer() for value in (found.least, found.greatest))
    quantities = (
        Quantity("mean", found.mean, digits=1 if found.greatest >= 10 else 3),
        Quantity("SD", found.sd, digits=1 if found.greatest >= 10 else 3),
        Quantity("min", found.least, digits=0 if whole else 3),
        Quantity("max", found.greatest, digits=0 if whole else 3),
        Quantity("n", found.count, "pixels", digits=0),
        size,
    )
    return Outcome(quantities, metric.label)


_FORMULAS: dict[MeasurementKind, Callable[[Points, Metric], Outcome]] = {
    MeasurementKind.LENGTH: _length,
    MeasurementKind.ANGLE: _angle,
    MeasurementKind.COBB: _cobb,
    MeasurementKind.CARDIOTHORACIC: _ratio,
}
