"""Each new pixel is the mean over its area, whatever the ratio of the sizes."""

import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.imaging.area import resize_area

STORED = np.random.default_rng(11).integers(0, 65536, (61, 47)).astype(np.uint16)


def shares(old: int, new: int) -> NDArray[np.float64]:
    """Return which share of each new pixel each old one has, (new, old)."""
    edges = np.arange(new + 1) * old / new
    inside = np.minimum(edges[1:, None], np.arange(old) + 1) - np.maximum(
        edges[:-1, None], np.arange(old)
    )
    return np.asarray(np.maximum(inside, 0.0) * new / old, np.float64)


@pytest.mark.parametrize("size", [(7, 5), (60, 46), (61, 9), (13, 47), (1, 1)])
def test_that_a_smaller_picture_holds_the_means_over_areas(size: tuple[int, int]) -> None:
    small = resize_area(STORED, *size)
    expected = shares(61, size[0]) @ STORED @ shares(47, size[1]).T
    assert small.shape == size
    assert small.dtype == np.float32
    assert np.abs(small - expected).max() <= 0.55


def test_that_a_picture_of_the_same_size_stays_as_it_is() -> None:
    assert (resize_area(STORED, 61, 47) == STORED).all()


def test_that_one_side_can_grow_while_the_other_shrinks() -> None:
    ramp = np.tile(np.arange(0, 60000, 1000, dtype=np.uint16), (8, 1))
    changed = resize_area(ramp, 32, 20)
    assert changed.shape == (32, 20)
    assert (changed == 1000.0 * (3 * np.arange(20) + 1)).all()
