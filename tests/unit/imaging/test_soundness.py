import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.imaging.soundness import (
    clipped_shares,
    cut_share,
    letters_over,
    lone_lung_offset,
    noise_share,
    sample_of,
)
from tests.data.radiographs import radiograph_of

ROWS, COLUMNS = 400, 320


def two_lungs() -> NDArray[np.bool_]:
    lungs = np.zeros((ROWS, COLUMNS), np.bool_)
    lungs[80:320, 40:140] = True
    lungs[80:320, 180:280] = True
    return lungs


def chest() -> NDArray[np.float32]:
    """Grey in [0, 1]: bright with two darker lungs, and a ramp so that all greys occur."""
    grey = np.tile(np.linspace(0.6, 0.9, COLUMNS, dtype=np.float32), (ROWS, 1))
    grey[two_lungs()] -= 0.4
    grey[0, 0], grey[0, 1] = 0.0, 1.0
    return grey


def test_that_grey_is_the_same_for_both_polarities_and_bounded_in_size() -> None:
    stored = np.tile(np.arange(2000), (1500, 1))
    low = sample_of(radiograph_of(stored)).grey
    assert max(low.shape) <= 768
    assert (low.min(), low.max()) == (0.0, 1.0)
    turned = sample_of(radiograph_of(stored, inverted=True)).grey
    np.testing.assert_allclose(low, 1.0 - turned, atol=1e-6)


def test_that_lost_blacks_and_whites_are_counted_where_the_chest_is() -> None:
    lungs = two_lungs()
    assert clipped_shares(chest(), lungs) == (0.0, 0.0)
    dark = np.clip(chest() - 0.5, 0, 1)
    black, white = clipped_shares(dark, lungs)
    assert black > 0.9
    assert white == 0.0
    bright = np.clip(chest() + 0.3, 0, 1)
    assert clipped_shares(bright, lungs)[1] > 0.1


def test_that_a_mask_of_another_size_stands_for_the_same_place() -> None:
    small = cv2.resize(two_lungs().astype(np.uint8), (80, 100)) > 0
    assert clipped_shares(np.clip(chest() - 0.5, 0, 1), small)[0] > 0.9


def test_that_noise_counts_against_the_greys_in_use() -> None:
    generator = np.random.default_rng(1)
    noisy = np.clip(0.5 + 0.05 * chest() + generator.normal(0, 0.02, chest().shape), 0, 1)
    assert noise_share(chest()) < 0.05
    assert noise_share(noisy.astype(np.float32)) > 0.1


def test_that_few_greys_are_few() -> None:
    stored = np.tile(np.arange(300), (300, 1))
    assert sample_of(radiograph_of(stored)).levels == 300
    assert sample_of(radiograph_of(stored // 20 * 20)).levels == 15


def test_that_lungs_at_an_edge_are_cut_off() -> None:
    assert cut_share(two_lungs()) == 0.0
    assert cut_share(two_lungs()[100:]) == pytest.approx(200 / COLUMNS)


def test_that_a_lung_in_the_middle_is_told_from_two_beside_each_other() -> None:
    assert lone_lung_offset(two_lungs()) is None
    assert lone_lung_offset(np.zeros((40, 40), np.bool_)) is None
    middle = np.zeros((ROWS, COLUMNS), np.bool_)
    middle[80:320, 110:210] = True
    assert lone_lung_offset(middle) == pytest.approx(0.0, abs=0.01)
    only_right = two_lungs()
    only_right[:, 160:] = False
    offset = lone_lung_offset(only_right)
    assert offset is not None
    assert offset > 0.15


def test_that_letters_count_over_the_lungs_and_not_beside_them() -> None:
    assert letters_over(chest(), two_lungs()) == 0
    assert letters_over(lettered(row=200), two_lungs()) >= 3
    assert letters_over(lettered(row=60), two_lungs()) == 0


def lettered(*, row: int) -> NDArray[np.float32]:
    drawn = np.asarray(np.rint(chest() * 255), np.uint8)
    cv2.putText(drawn, "ABCDE", (50, row), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 255, 2)
    return drawn.astype(np.float32) / np.float32(255)
