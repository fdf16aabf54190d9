"""Letters, maps and pixels turn together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxrviewer.domain.presentation import FLIP_ACROSS, FLIP_DOWN, Orientation
from cxrviewer.imaging.orientation import (
    Edges,
    display_size,
    edge_letters,
    oriented,
    to_display,
)

ALL = [Orientation(turns, flipped) for turns in range(4) for flipped in (False, True)]


@pytest.mark.parametrize("orientation", ALL)
@given(rows=st.integers(1, 9), columns=st.integers(1, 9))
def test_that_the_map_puts_each_pixel_where_the_turned_picture_has_it(
    orientation: Orientation, rows: int, columns: int
) -> None:
    pixels = np.arange(rows * columns).reshape(rows, columns)
    turned = oriented(pixels, orientation)
    assert turned.shape == display_size((rows, columns), 1.0, orientation)
    there = to_display((rows, columns), 1.0, orientation)
    for row in range(rows):
        for column in range(columns):
            x, y = there.apply(column + 0.5, row + 0.5)
            assert turned[int(y), int(x)] == pixels[row, column]


@pytest.mark.parametrize("orientation", ALL)
@given(x=st.floats(-50, 50), y=st.floats(-50, 50), aspect=st.floats(0.1, 10))
def test_that_the_inverse_leads_back(
    orientation: Orientation, x: float, y: float, aspect: float
) -> None:
    there = to_display((30, 20), aspect, orientation)
    assert there.inverse().apply(*there.apply(x, y)) == pytest.approx((x, y), abs=1e-9)


@pytest.mark.parametrize("first", ALL)
@pytest.mark.parametrize("second", ALL)
def test_that_one_orientation_after_another_is_one_orientation(
    first: Orientation, second: Orientation
) -> None:
    pixels = np.arange(6).reshape(2, 3)
    both = oriented(oriented(pixels, first), second)
    assert np.array_equal(both, oriented(pixels, first.then(second)))


def test_that_flips_do_what_their_names_say() -> None:
    pixels = np.arange(6).reshape(2, 3)
    assert np.array_equal(oriented(pixels, FLIP_ACROSS), np.fliplr(pixels))
    assert np.array_equal(oriented(pixels, FLIP_DOWN), np.flipud(pixels))


def test_that_pixels_twice_as_high_as_wide_make_a_higher_picture() -> None:
    assert display_size((100, 80), 2.0) == (200.0, 80.0)
    assert display_size((100, 80), 2.0, Orientation(1)) == (80.0, 200.0)
    assert to_display((100, 80), 2.0).apply(80, 100) == (80.0, 200.0)


def test_that_letters_stand_where_rows_and_columns_lead() -> None:
    assert edge_letters(("L", "F")) == Edges(top="H", right="L", bottom="F", left="R")
    assert edge_letters(("", "")) == Edges()
    assert edge_letters(("PL", "HR")).left == "AR"


@pytest.mark.parametrize("orientation", ALL)
def test_that_letters_follow_the_picture(orientation: Orientation) -> None:
    # A picture whose border holds its own letters, turned, is the truth.
    letters = edge_letters(("L", "F"))
    picture = np.full((3, 3), "", dtype=object)
    picture[0, 1], picture[1, 2] = letters.top, letters.right
    picture[2, 1], picture[1, 0] = letters.bottom, letters.left
    turned = oriented(picture, orientation)
    expected = Edges(turned[0, 1], turned[1, 2], turned[2, 1], turned[1, 0])
    assert edge_letters(("L", "F"), orientation) == expected
