"""Measurements against hand calculation, and what must not change them."""

from math import atan2, cos, degrees, hypot, pi, sin

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxrviewer.domain.measurement import Measurement, MeasurementKind, Metric, Outcome
from cxrviewer.domain.presentation import Orientation
from cxrviewer.domain.radiograph import PixelSpacing, SpacingOrigin
from cxrviewer.imaging.measure import area, calibrated, measure
from cxrviewer.imaging.orientation import to_display
from cxrviewer.imaging.regions import region_mask, region_statistics
from tests.data.radiographs import Levels, radiograph_of

UID = "0" * 32
PIXELS = Metric(1.0, 1.0, "px")
OBLONG = Metric.of(PixelSpacing(0.4, 0.2, SpacingOrigin.DETECTOR), 2.0)
RAMP = radiograph_of(np.arange(20 * 30).reshape(20, 30))
Kind = MeasurementKind

coordinate = st.floats(-50, 50, allow_nan=False)
point = st.tuples(coordinate, coordinate)


def outcome(kind: Kind, *points: tuple[float, float], metric: Metric = PIXELS) -> Outcome:
    return measure(Measurement(UID, kind, points), RAMP, metric)


def value(kind: Kind, *points: tuple[float, float], metric: Metric = PIXELS) -> float:
    return outcome(kind, *points, metric=metric).quantities[0].value


def test_that_a_length_is_the_hypotenuse_in_millimetres_of_oblong_pixels() -> None:
    # 30 columns of 0.2 mm are 6 mm; 20 rows of 0.4 mm are 8 mm.
    found = outcome(Kind.LENGTH, (0, 0), (30, 20), metric=OBLONG)
    assert found.quantities[0].value == pytest.approx(10.0)
    assert (found.text, found.label) == ("10.0 mm", "detector")


def test_that_without_a_spacing_a_length_is_in_pixels_and_says_no_millimetres() -> None:
    found = outcome(Kind.LENGTH, (0, 0), (3, 4))
    assert (found.text, found.label) == ("5.0 px", "")


def test_that_an_oblong_pixel_without_a_spacing_counts_with_its_shape() -> None:
    assert value(Kind.LENGTH, (0, 0), (3, 2), metric=Metric.of(None, 2.0)) == pytest.approx(5.0)


def test_that_an_angle_is_the_one_at_its_middle_point() -> None:
    assert value(Kind.ANGLE, (10, 0), (0, 0), (0, 10)) == pytest.approx(90.0)
    assert value(Kind.ANGLE, (10, 0), (0, 0), (-10, 0)) == pytest.approx(180.0)
    # In oblong pixels (10, 5) goes 2 mm across and 2 mm down.
    assert value(Kind.ANGLE, (10, 0), (0, 0), (10, 5), metric=OBLONG) == pytest.approx(45.0)


def test_that_a_cobb_angle_has_no_direction() -> None:
    lines = ((0.0, 0.0), (10.0, 1.0)), ((0.0, 20.0), (10.0, 16.0))
    found = [value(Kind.COBB, *a, *b) for a in (lines[0], lines[0][::-1]) for b in (lines[1],)]
    expected = degrees(atan2(1, 10) + atan2(4, 10))
    assert found == pytest.approx([expected, expected])


def test_that_an_angle_without_an_arm_has_no_value() -> None:
    assert outcome(Kind.ANGLE, (1, 1), (1, 1), (2, 3)) == Outcome()


def test_that_the_cardiothoracic_ratio_takes_the_heart_along_the_thoracic_line() -> None:
    # Borders of the heart at different heights: 130 columns of 300.
    points = ((110.0, 200.0), (240.0, 260.0), (50.0, 300.0), (350.0, 300.0))
    found = outcome(Kind.CARDIOTHORACIC, *points, metric=OBLONG)
    assert [q.value for q in found.quantities] == pytest.approx([130 / 300, 26.0, 60.0])
    assert found.text == "0.43"


@given(st.floats(-3, 3), st.tuples(coordinate, coordinate))
def test_that_a_tilted_patient_has_the_same_ratio(angle: float, shift: tuple[float, float]) -> None:
    points = ((110.0, 200.0), (240.0, 260.0), (50.0, 300.0), (350.0, 300.0))
    turned = [
        (x * cos(angle) - y * sin(angle) + shift[0], x * sin(angle) + y * cos(angle) + shift[1])
        for x, y in points
    ]
    assert value(Kind.CARDIOTHORACIC, *turned) == pytest.approx(130 / 300)


def test_that_a_rectangle_takes_the_pixels_whose_centres_are_inside_or_on_it() -> None:
    # Centres at x 2.5 and 3.5, y 1.5 and 2.5: values 32, 33, 62, 63 of the ramp of 30 columns.
    found = outcome(Kind.RECTANGLE, (2.5, 1.5), (4.4, 3.4))
    assert {q.name: q.value for q in found.quantities} == pytest.approx(
        {
            "mean": 47.5,
            "SD": np.std([32, 33, 62, 63]),
            "min": 32.0,
            "max": 63.0,
            "n": 4,
            "area": 1.9 * 1.9,
        }
    )


def test_that_statistics_are_of_modality_values_without_padding() -> None:
    pixels = np.array([[0, 1], [2, 3]])
    made = radiograph_of(pixels, Levels(slope=2.0, intercept=-1000.0, count=4, padding=(3,)))
    found = region_statistics(made, Kind.RECTANGLE, ((0.0, 0.0), (2.0, 2.0)))
    assert found is not None
    assert (found.count, found.mean, found.least, found.greatest) == (3, -998.0, -1000.0, -996.0)


def test_that_a_region_beyond_the_picture_has_an_area_and_no_values() -> None:
    found = outcome(Kind.ELLIPSE, (100, 100), (110, 104))
    assert [q.name for q in found.quantities] == ["area", "n"]
    assert found.quantities[0].value == pytest.approx(pi * 5 * 2)


def test_that_areas_are_in_square_millimetres() -> None:
    box = ((0.0, 0.0), (10.0, 10.0))
    assert area(Kind.RECTANGLE, box, OBLONG) == pytest.approx(8.0)
    triangle = ((0.0, 0.0), (10.0, 0.0), (0.0, 10.0))
    assert area(Kind.POLYGON, triangle, OBLONG) == pytest.approx(4.0)


def test_that_a_polygon_of_a_rectangle_holds_what_the_rectangle_holds() -> None:
    corners = ((2.5, 1.5), (7.5, 1.5), (7.5, 6.5), (2.5, 6.5))
    box = region_mask(Kind.RECTANGLE, (corners[0], corners[2]), (10, 12))
    assert (region_mask(Kind.POLYGON, corners, (10, 12)) == box).all()
    assert box.sum() == 36


def test_that_a_polygon_with_a_bay_leaves_the_bay_out() -> None:
    shape = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (5.0, 2.0), (0.0, 9.0))
    mask = region_mask(Kind.POLYGON, shape, (9, 9))
    assert mask[1, 4]
    assert not mask[7, 4]


half = st.integers(0, 24).map(lambda n: n / 2)
corner = st.tuples(half, half)


@given(st.sampled_from([Kind.RECTANGLE, Kind.ELLIPSE]), corner, corner)
def test_that_a_mirrored_box_holds_the_mirrored_pixels(
    kind: Kind, one: tuple[float, float], other: tuple[float, float]
) -> None:
    mirrored = tuple((12.0 - x, y) for x, y in (one, other))
    mask = region_mask(kind, (one, other), (12, 12))
    assert (region_mask(kind, mirrored, (12, 12)) == mask[:, ::-1]).all()


@given(st.lists(corner, min_size=3, max_size=8))
def test_that_a_mirrored_polygon_holds_the_mirrored_pixels(
    corners: list[tuple[float, float]],
) -> None:
    mask = region_mask(Kind.POLYGON, tuple(corners), (12, 12))
    across = tuple((12.0 - x, y) for x, y in corners)
    down = tuple((x, 12.0 - y) for x, y in corners)
    near = ~_near_an_edge(corners)
    for other, expected in ((across, mask[:, ::-1]), (down, mask[::-1])):
        differs = region_mask(Kind.POLYGON, other, (12, 12)) != expected
        flipped = near[:, ::-1] if other is across else near[::-1]
        assert not (differs & flipped).any()


def _near_an_edge(corners: list[tuple[float, float]]) -> np.ndarray:
    """Pixels whose centre lies so near an edge that rounding decides."""
    found = np.zeros((12, 12), np.bool_)
    for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True):
        length = hypot(x1 - x0, y1 - y0)
        for row in range(12):
            for column in range(12):
                dx, dy = column + 0.5 - x0, row + 0.5 - y0
                if length == 0 or abs(dx * (y1 - y0) - dy * (x1 - x0)) / length < 1e-9:
                    found[row, column] = True
    return found


@given(
    st.sampled_from([Kind.LENGTH, Kind.ANGLE, Kind.COBB, Kind.CARDIOTHORACIC]),
    st.lists(point, min_size=4, max_size=4),
    st.integers(0, 3),
    st.booleans(),
    st.floats(0.1, 30.0),
)
def test_that_what_is_read_off_a_turned_and_enlarged_display_is_the_same(
    kind: Kind, points: list[tuple[float, float]], turns: int, flipped: bool, zoom: float
) -> None:
    """Points put on the display and brought back give what they gave before."""
    there = to_display((100, 80), 2.0, Orientation(turns, flipped))
    used = points[: kind.points]
    shown = [tuple(c * zoom for c in there.apply(*p)) for p in used]
    back = [there.inverse().apply(x / zoom, y / zoom) for x, y in shown]
    found, expected = outcome(kind, *back, metric=OBLONG), outcome(kind, *used, metric=OBLONG)
    assert len(found.quantities) == len(expected.quantities) or _is_tiny(used)
    if not _is_tiny(used):
        for one, other in zip(found.quantities, expected.quantities, strict=True):
            assert one.value == pytest.approx(other.value, rel=1e-4, abs=1e-3)


def _is_tiny(points: list[tuple[float, float]]) -> bool:
    pairs = [(a, b) for n, a in enumerate(points) for b in points[:n]]
    return any(hypot(a[0] - b[0], a[1] - b[1]) < 1e-3 for a, b in pairs)


def test_that_a_line_of_known_length_gives_the_spacing() -> None:
    spacing = calibrated(((0.0, 0.0), (30.0, 20.0)), 25.0, 2.0)
    assert spacing == PixelSpacing(1.0, 0.5, SpacingOrigin.BY_HAND)
    metric = Metric.of(spacing, 2.0)
    assert value(Kind.LENGTH, (0, 0), (30, 20), metric=metric) == pytest.approx(25.0)
    assert metric.label == "calibrated by hand"


@pytest.mark.parametrize(
    ("end", "length"), [((0.0, 0.0), 5.0), ((3.0, 0.0), 0.0), ((3.0, 0.0), float("inf"))]
)
def test_that_a_calibration_without_length_is_refused(
    end: tuple[float, float], length: float
) -> None:
    with pytest.raises(ValueError, match="above zero"):
        calibrated(((0.0, 0.0), end), length, 1.0)


@pytest.mark.parametrize(
    ("kind", "points"),
    [
        (Kind.LENGTH, ((0.0, 0.0),)),
        (Kind.POLYGON, ((0.0, 0.0), (1.0, 1.0))),
        (Kind.TEXT, ((float("nan"), 0.0),)),
        (Kind.TEXT, ((1e9, 0.0),)),
    ],
)
def test_that_a_measurement_that_cannot_be_is_no_value(
    kind: Kind, points: tuple[tuple[float, float], ...]
) -> None:
    with pytest.raises(ValueError, match=r"points|nowhere"):
        Measurement(UID, kind, points)


def test_that_arrows_and_words_measure_nothing() -> None:
    assert outcome(Kind.ARROW, (0, 0), (5, 5)) == Outcome()
    assert outcome(Kind.TEXT, (0, 0)) == Outcome()


@pytest.mark.parametrize(("length", "millimetres"), [(1.0, 1e6), (1e-300, 1.0), (1e5, 5e-324)])
def test_that_a_calibration_makes_no_pixel_that_a_file_cannot_hold(
    length: float, millimetres: float
) -> None:
    with pytest.raises(ValueError, match="wide"):
        calibrated(((0.0, 0.0), (length, 0.0)), millimetres, 1.0)
