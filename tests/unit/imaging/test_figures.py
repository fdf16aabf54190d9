"""Figures of a presentation state lie where the state puts them, at any size."""

import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.domain.presentation import Graphic, GraphicKind
from cxrviewer.imaging.figures import draw_figures

SIZE = (40, 60)


def drawn(graphic: Graphic, *, scale: int = 1) -> NDArray[np.uint8]:
    blank = np.zeros((SIZE[0] * scale, SIZE[1] * scale), np.uint8)
    return draw_figures(blank, (graphic,), SIZE)


def bounds(picture: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    rows, columns = np.nonzero(picture > 127)
    return int(rows.min()), int(columns.min()), int(rows.max()), int(columns.max())


@pytest.mark.parametrize("scale", [1, 3])
def test_that_a_line_runs_through_its_points(scale: int) -> None:
    line = Graphic(GraphicKind.POLYLINE, ((10.5, 5.5), (10.5, 30.5)))
    top, left, bottom, right = bounds(drawn(line, scale=scale))
    assert (top // scale, left // scale) == (5, 10)
    assert (bottom // scale, right // scale) == (30, 10)


def test_that_a_circle_keeps_its_radius() -> None:
    circle = Graphic(GraphicKind.CIRCLE, ((30.0, 20.0), (30.0, 30.0)))
    assert bounds(drawn(circle)) == pytest.approx((10, 20, 30, 40), abs=1)


def test_that_a_filled_circle_has_its_area() -> None:
    circle = Graphic(GraphicKind.CIRCLE, ((30.0, 20.0), (30.0, 30.0)), filled=True)
    # Its border is drawn on top and adds half its width all around.
    assert (drawn(circle, scale=10) > 127).sum() == pytest.approx(np.pi * 100 * 100, rel=0.05)


def test_that_an_ellipse_reaches_the_ends_of_its_axes() -> None:
    points = ((5.0, 20.0), (55.0, 20.0), (30.0, 10.0), (30.0, 30.0))
    assert bounds(drawn(Graphic(GraphicKind.ELLIPSE, points))) == pytest.approx(
        (10, 5, 30, 55), abs=1
    )


def test_that_shares_of_the_displayed_area_are_understood() -> None:
    line = Graphic(GraphicKind.POLYLINE, ((0.25, 0.5), (0.75, 0.5)), relative=True)
    assert bounds(drawn(line)) == pytest.approx((20, 15, 20, 45), abs=1)


def test_that_a_point_is_a_cross_about_it() -> None:
    picture = drawn(Graphic(GraphicKind.POINT, ((30.5, 20.5),)), scale=10)
    rows, columns = np.nonzero(picture > 127)
    assert (rows.mean(), columns.mean()) == pytest.approx((204.5, 304.5), abs=1)


def test_that_figures_far_outside_draw_nothing_and_harm_nothing() -> None:
    far = Graphic(GraphicKind.POLYLINE, ((1e6, 1e6), (-1e6, 1e6)))
    assert not drawn(far).any()


def test_that_a_line_to_a_place_far_beyond_the_picture_keeps_its_direction() -> None:
    far = Graphic(GraphicKind.POLYLINE, ((0.0, 0.5), (1e12, 0.5)), relative=True)
    assert drawn(far)[SIZE[0] // 2].all()


def test_that_the_picture_itself_stays_as_it_was() -> None:
    blank = np.zeros((*SIZE, 3), np.uint8)
    line = Graphic(GraphicKind.POLYLINE, ((0.0, 0.0), (60.0, 40.0)))
    assert draw_figures(blank, (line,), SIZE).any()
    assert not blank.any()
