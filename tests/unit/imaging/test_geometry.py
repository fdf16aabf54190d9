import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxrviewer.domain.geometry import Letterbox
from cxrviewer.imaging.geometry import fit_letterbox, stretch, tensor_point, to_image_space
from cxrviewer.imaging.lungs import lung_fields, only_lungs

sides = st.integers(1, 5000)


@given(sides, sides)
def test_that_a_letterbox_touches_two_opposite_sides(rows: int, columns: int) -> None:
    box = fit_letterbox(rows, columns, height=224, width=224)
    assert box.height == 224 or box.width == 224
    assert abs(2 * box.top + box.height - 224) <= 1
    assert abs(2 * box.left + box.width - 224) <= 1


def test_that_a_point_comes_back_from_the_tensor_to_where_it_was() -> None:
    for box in (
        fit_letterbox(1000, 800, height=224, width=224),
        stretch(600, 900, height=224, width=224),
    ):
        row, column = 0.3 * box.rows, 0.6 * box.columns
        y, x = tensor_point(box, row, column)
        yy, xx = np.mgrid[0:224, 0:224]
        spot = np.exp(-((yy - y) ** 2 + (xx - x) ** 2) / 18.0).astype(np.float32)
        back = to_image_space(spot, box)
        found = np.unravel_index(back.argmax(), back.shape)
        assert found == pytest.approx((row, column), abs=box.rows / box.height)


def test_that_a_coarse_grid_lies_over_the_same_place_as_a_fine_one() -> None:
    box = fit_letterbox(1400, 1000, height=224, width=224)
    coarse = np.zeros((7, 7), np.float32)
    coarse[2, 4] = 1.0
    fine = np.kron(coarse, np.ones((32, 32), np.float32))
    a, b = to_image_space(coarse, box), to_image_space(fine, box)
    centre_a = np.array([np.average(ax, weights=a) for ax in np.indices(a.shape)])
    centre_b = np.array([np.average(ax, weights=b) for ax in np.indices(b.shape)])
    assert centre_a == pytest.approx(centre_b, abs=4.0)


def test_that_a_grid_for_all_of_a_tensor_is_enlarged_as_one_beside_padding_is() -> None:
    grid = np.random.default_rng(2).random((32, 28), np.float32)
    whole = to_image_space(grid, stretch(256, 224, height=32, width=28))
    padded = np.pad(grid, ((0, 0), (2, 2)), mode="edge")
    beside = to_image_space(padded, fit_letterbox(256, 224, height=32, width=32))
    assert whole.shape == beside.shape == (256, 224)
    assert np.abs(whole - beside).max() < 1e-5


def test_that_a_smaller_image_space_shows_the_same_picture() -> None:
    box = fit_letterbox(1200, 800, height=64, width=64)
    grid = np.random.default_rng(0).random((8, 8), np.float32)
    large = to_image_space(grid, box)
    small = to_image_space(grid, box, rows=300, columns=200)
    assert small.shape == (300, 200)
    means = large.reshape(300, 4, 200, 4).mean((1, 3))
    assert np.abs(small - means)[4:-4, 4:-4].max() < 0.02


@pytest.mark.parametrize("wrong", [(0, 5, 0, 0, 4, 4), (5, 5, 2, 0, 4, 4), (5, 5, 0, 0, 4, 5)])
def test_that_letterboxes_stay_inside_their_tensor(wrong: tuple[int, ...]) -> None:
    rows, columns, top, left, height, width = wrong
    with pytest.raises(ValueError, match="letterbox"):
        Letterbox(rows, columns, 4, 4, top, left, height, width)


def test_that_lung_fields_are_the_two_largest_regions_without_holes() -> None:
    probability = np.zeros((100, 100), np.float32)
    probability[20:80, 10:40] = 0.9
    probability[20:80, 60:90] = 0.9
    probability[40:50, 20:30] = 0.1
    probability[0:3, 0:3] = 0.9
    fields = lung_fields(probability, threshold=0.5)
    assert fields.sum() == 2 * 60 * 30
    assert not fields[0, 0]


def test_that_a_crumb_beside_one_lung_is_not_the_other_lung() -> None:
    probability = np.zeros((100, 100), np.float32)
    probability[20:80, 10:40] = 0.9
    probability[5:9, 80:84] = 0.9
    assert lung_fields(probability, threshold=0.5).sum() == 60 * 30


def test_that_no_lungs_are_an_empty_mask() -> None:
    assert not lung_fields(np.zeros((9, 9), np.float32), threshold=0.5).any()


def test_that_cleaning_keeps_the_soft_border_of_the_lungs() -> None:
    yy, xx = np.mgrid[0:100, 0:100]
    lung = np.exp(-(((yy - 50) / 25.0) ** 2 + ((xx - 50) / 15.0) ** 2)).astype(np.float32)
    spoiled = lung.copy()
    spoiled[48:52, 48:52] = 0.1
    spoiled[2:4, 2:4] = 0.9
    cleaned = only_lungs(spoiled, lung_fields(spoiled, threshold=0.5), threshold=0.5)
    assert (cleaned[48:52, 48:52] == 1).all()
    assert (cleaned[2:4, 2:4] == 0).all()
    border = (lung > 0.3) & (lung < 0.6)
    assert np.array_equal(cleaned[border], lung[border])
