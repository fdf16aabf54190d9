"""Shutters hide, planes mark; the model's tensor knows neither."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxrviewer.domain.covers import Disc, OverlayPlane, PlaneKind, Rectangle, Shutter
from cxrviewer.domain.radiograph import Window
from cxrviewer.imaging.display import Look, render_look
from cxrviewer.imaging.planes import planes_mask
from cxrviewer.imaging.preprocess import (
    AspectRule,
    GreyMapping,
    Polarity,
    PreprocessSpec,
    Resizer,
    prepare,
)
from cxrviewer.imaging.shutter import shutter_mask
from cxrviewer.imaging.voi import auto_window, full_range_window, initial_voi
from tests.data.display import render_display
from tests.data.radiographs import radiograph_of

BRIGHT = Window(0.0, 1.0)
SPEC = PreprocessSpec(
    GreyMapping.PERCENTILE, (0.5, 99.5), Polarity.MONOCHROME2, Resizer.AREA,
    AspectRule.LETTERBOX, 32, 32, 1, (0.5,), (0.25,),
)  # fmt: skip


def spot(rows: int, columns: int, *pixels: tuple[int, int]) -> OverlayPlane:
    mask = np.zeros((rows, columns), np.bool_)
    for row, column in pixels:
        mask[row, column] = True
    return OverlayPlane(0x6000, mask)


def test_that_a_rectangular_shutter_shows_its_edges_and_hides_the_rest() -> None:
    mask = shutter_mask(Shutter(Rectangle(1, 2, 3, 4)), 6, 7)
    expected = np.zeros((6, 7), np.uint8)
    expected[1:4, 2:5] = 255
    np.testing.assert_array_equal(mask, expected)


def test_that_a_rectangle_beyond_the_picture_is_cut_to_it() -> None:
    assert (shutter_mask(Shutter(Rectangle(-5, -5, 100, 2)), 4, 6)[:, :3] == 255).all()
    assert not shutter_mask(Shutter(Rectangle(-9, -9, -2, 2)), 4, 6).any()


def test_that_a_circular_shutter_is_an_ellipse_on_oblong_pixels() -> None:
    rows, columns = np.mgrid[:9, :9]
    inside = ((rows - 4) / 2.0) ** 2 + ((columns - 4) / 4.0) ** 2 <= 1
    mask = shutter_mask(Shutter(disc=Disc(4, 4, 2.0, 4.0)), 9, 9)
    np.testing.assert_array_equal(mask > 0, inside)


def test_that_a_polygonal_shutter_closes_itself() -> None:
    mask = shutter_mask(Shutter(polygon=((0, 0), (0, 8), (8, 0))), 9, 9)
    rows, columns = np.mgrid[:9, :9]
    np.testing.assert_array_equal(mask > 0, rows + columns <= 8)


def test_that_several_shapes_show_only_what_lies_in_all() -> None:
    both = Shutter(Rectangle(0, 0, 8, 3), Disc(4, 4, 3.0, 3.0))
    one, other = Shutter(Rectangle(0, 0, 8, 3)), Shutter(disc=Disc(4, 4, 3.0, 3.0))
    expected = shutter_mask(one, 9, 9) & shutter_mask(other, 9, 9)
    np.testing.assert_array_equal(shutter_mask(both, 9, 9), expected)


def test_that_a_shutter_without_a_shape_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="shape"):
        Shutter()


@pytest.mark.parametrize("inverted", [False, True])
def test_that_hidden_pixels_take_the_shutters_grey_whatever_the_polarity(inverted: bool) -> None:
    plain = radiograph_of(np.full((4, 4), 4095), inverted=inverted)
    shut = replace(plain, shutter=Shutter(Rectangle(0, 0, 3, 1), grey=77))
    for invert in (False, True):
        display = render_display(shut, BRIGHT, invert=invert)
        assert (display[:, 2:] == 77).all()
        np.testing.assert_array_equal(
            display[:, :2], render_display(plain, BRIGHT, invert=invert)[:, :2]
        )


def test_that_the_automatic_window_looks_inside_the_shutter_alone() -> None:
    stored = np.full((10, 10), 4000)
    stored[2:8, 2:8] = np.arange(36).reshape(6, 6) + 100
    shut = replace(radiograph_of(stored), shutter=Shutter(Rectangle(2, 2, 7, 7)))
    for window in (auto_window(shut), full_range_window(shut)):
        assert 99 <= window.center - window.width / 2 <= 101
        assert 134 <= window.center + window.width / 2 <= 136.5


def test_that_a_shutter_with_only_padding_inside_does_not_decide_the_window() -> None:
    plain = radiograph_of(np.arange(100).reshape(10, 10))
    shut = replace(plain, shutter=Shutter(Rectangle(20, 20, 30, 30)))
    assert auto_window(shut) == auto_window(plain)


def test_that_planes_are_white_where_they_mark_and_nowhere_else() -> None:
    plain = radiograph_of(np.zeros((6, 6)))
    marked = replace(plain, planes=(replace(spot(2, 2, (0, 1)), top=3, left=-1),))
    display = render_display(marked, Window(100.0, 10.0))
    assert display[3, 0] == 255
    assert np.count_nonzero(display) == 1


def test_that_planes_lie_over_the_shutter_and_go_when_they_are_not_shown() -> None:
    plain = radiograph_of(np.full((6, 6), 9))
    shutter = Shutter(Rectangle(0, 0, 2, 5))
    marked = replace(plain, shutter=shutter, planes=(spot(6, 6, (5, 5)),))
    assert render_display(marked, initial_voi(marked))[5, 5] == 255
    bare = render_look(marked, Look(initial_voi(marked)))
    np.testing.assert_array_equal(bare, render_look(plain, Look(initial_voi(marked))))


def test_that_a_region_is_drawn_as_its_outline() -> None:
    mask = np.zeros((7, 7), np.bool_)
    mask[1:6, 1:6] = True
    region = OverlayPlane(0x6000, mask, kind=PlaneKind.REGION)
    drawn = planes_mask((region,), 7, 7) > 0
    assert drawn.sum() == 16
    assert not drawn[2:5, 2:5].any()


def test_that_planes_outside_the_radiograph_draw_nothing() -> None:
    for top, left in ((-9, 0), (0, -9), (9, 0), (0, 9)):
        plane = replace(spot(3, 3, (1, 1)), top=top, left=left)
        assert not planes_mask((plane,), 5, 5).any()


@given(st.integers(1, 40), st.integers(1, 40), st.sampled_from([1, 2, 4, 8]), st.randoms())
def test_that_shrinking_loses_no_marked_pixel(rows, columns, shrink, random) -> None:  # type: ignore[no-untyped-def]
    row, column = random.randrange(rows), random.randrange(columns)
    mask = planes_mask((spot(rows, columns, (row, column)),), rows, columns, shrink=shrink)
    assert mask.shape == (-(-rows // shrink), -(-columns // shrink))
    assert mask[row // shrink, column // shrink] == 255
    assert np.count_nonzero(mask) == 1


def test_that_no_tensor_knows_of_shutter_or_planes() -> None:
    rng = np.random.default_rng(3)
    plain = radiograph_of(rng.integers(0, 4096, (50, 40)))
    covered = replace(
        plain, shutter=Shutter(Rectangle(10, 10, 20, 20)), planes=(spot(50, 40, (3, 3)),)
    )
    np.testing.assert_array_equal(prepare(plain, SPEC).tensor, prepare(covered, SPEC).tensor)
