"""Subtraction of registered radiographs, and the simulated second exposure."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.orientation import Affine
from cxrviewer.imaging.reexposure import REEXPOSURES, Reexposure, reexposed
from cxrviewer.imaging.subtraction import NO_CHANGE, subtract
from tests.data.workplace import make_instance, make_radiograph

SAME = Affine(1, 0, 0, 0, 1, 0)


def picture(*, spot: float = 0.0, shift: int = 0, inverted: bool = False) -> Radiograph:
    """A smooth hill of 12 bits; ``spot`` is added to a square that moves with the hill."""
    rows = columns = 256
    y, x = np.mgrid[:rows, :columns].astype(np.float64)
    x = x - shift
    hill = 400 + 3000 * np.exp(-((x - 128) ** 2 + (y - 128) ** 2) / 6000)
    hill[(abs(x - 100) < 10) & (abs(y - 150) < 10)] += spot
    values = np.clip(hill, 0, 4095).astype(np.uint16)
    plain = make_radiograph(make_instance("a"))
    levels = np.arange(4096, dtype=np.float64)
    return replace(
        plain,
        indices=np.ascontiguousarray(4095 - values if inverted else values),
        levels=levels,
        padding=np.zeros(4096, np.bool_),
        inverted=inverted,
        vois=(),
    )


LUNGS = np.ones((256, 256), np.bool_)


def at(values: np.ndarray, x: float, y: float) -> int:
    rows, columns = values.shape
    return int(values[int(y / 256 * rows), int(x / 256 * columns)])


def test_that_a_radiograph_less_itself_is_grey() -> None:
    values = subtract(picture(), picture(), SAME, LUNGS).values
    assert np.abs(values.astype(int) - NO_CHANGE).max() <= 1


def test_that_what_is_denser_now_is_lighter_and_the_reverse_darker() -> None:
    more = subtract(picture(spot=500), picture(), SAME, LUNGS).values
    less = subtract(picture(), picture(spot=500), SAME, LUNGS).values
    assert at(more, 100, 150) > NO_CHANGE + 30
    assert at(less, 100, 150) < NO_CHANGE - 30
    assert abs(at(more, 30, 30) - NO_CHANGE) < 10


def test_that_polarity_makes_no_difference() -> None:
    values = subtract(picture(inverted=True), picture(), SAME, LUNGS).values
    assert np.abs(values.astype(int) - NO_CHANGE).max() <= 2


def test_that_a_shift_is_undone_and_what_was_not_imaged_is_black() -> None:
    values = subtract(picture(shift=40), picture(), Affine(1, 0, 40, 0, 1, 0), LUNGS).values
    assert at(values, 10, 128) == 0
    assert abs(at(values, 140, 150) - NO_CHANGE) < 8


def test_that_a_reexposure_keeps_size_key_and_values_in_range() -> None:
    radiograph = picture()
    for change in REEXPOSURES:
        again = reexposed(radiograph, change)
        assert (again.key, again.indices.shape) == (radiograph.key, radiograph.indices.shape)
        assert np.isfinite(again.levels).all()
        assert np.all(np.diff(again.levels) >= 0)


def test_that_a_shift_moves_the_picture_and_nothing_is_no_change() -> None:
    radiograph = picture(spot=500)
    moved = reexposed(radiograph, Reexposure(0.125, 0.0, 0.0, 1.0, 1.0))
    assert np.array_equal(moved.indices[:, 32:], radiograph.indices[:, :-32])
    same = reexposed(radiograph, Reexposure(0.0, 0.0, 0.0, 1.0, 1.0))
    assert same.indices is radiograph.indices


def test_that_a_breath_stretches_about_the_middle() -> None:
    radiograph = picture()
    deeper = reexposed(radiograph, Reexposure(0.0, 0.0, 0.0, 1.2, 1.0))
    size = (256, round(256 * 1.2))
    taller = cv2.resize(radiograph.indices, size, interpolation=cv2.INTER_LINEAR)
    top = (len(taller) - 256) // 2
    difference = deeper.indices.astype(int) - taller[top : top + 256]
    assert np.abs(difference).max() == pytest.approx(0, abs=40)
