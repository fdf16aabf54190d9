"""Masks and heatmaps against cases worked out by hand and against SciPy."""

import numpy as np
import pytest
from scipy import ndimage
from scipy.spatial.distance import cdist

from training.data.samples import Sample
from training.evaluation.boxes import Rectangle, covered_share, localise, region_box
from training.evaluation.groups import age_group, groups_of
from training.evaluation.masks import distances, hausdorff95, mask_fit, outline


def square(top: int, left: int, side: int, size: int = 40) -> np.ndarray:
    mask = np.zeros((size, size), np.bool_)
    mask[top : top + side, left : left + side] = True
    return mask


def blob(seed: int) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(size=(50, 60))
    return np.asarray(ndimage.gaussian_filter(noise, 4) > 0.02)


def test_that_overlap_is_the_one_worked_out_by_hand() -> None:
    fit = mask_fit(square(10, 10, 10), square(10, 15, 10))
    assert fit.dice == pytest.approx(2 * 50 / 200)
    assert fit.iou == pytest.approx(50 / 150)
    assert fit.hausdorff95 == pytest.approx(5 / np.hypot(40, 40))


@pytest.mark.parametrize("seed", range(5))
def test_that_distances_are_those_between_all_pairs_of_outline_pixels(seed: int) -> None:
    first, second = blob(seed), blob(seed + 100)
    a, b = np.argwhere(outline(first)), np.argwhere(outline(second))
    apart = cdist(a, b)
    assert np.sort(distances(first, second)) == pytest.approx(np.sort(apart.min(axis=1)), abs=1e-4)
    expected = max(np.percentile(apart.min(axis=1), 95), np.percentile(apart.min(axis=0), 95))
    assert hausdorff95(first, second) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("seed", range(3))
def test_that_the_outline_is_what_erosion_takes(seed: int) -> None:
    mask = blob(seed)
    assert np.array_equal(outline(mask), mask & ~ndimage.binary_erosion(mask))


def test_that_empty_masks_agree_and_a_missing_one_is_as_far_as_can_be() -> None:
    nothing = np.zeros((30, 40), np.bool_)
    assert mask_fit(nothing, nothing).dice == 1.0
    assert hausdorff95(nothing, nothing) == 0.0
    assert mask_fit(nothing, square(0, 0, 5, 40)[:30]).hausdorff95 == pytest.approx(1.0)


def test_that_the_greatest_value_decides_the_pointing_game() -> None:
    heatmap = np.zeros((20, 20), np.float32)
    heatmap[4:8, 10:14] = 0.6
    heatmap[5, 11] = 1.0
    heatmap[15:19, 1:5] = 0.9
    found = localise(heatmap, (Rectangle(10, 4, 12, 8),))
    assert found is not None
    assert found.hit
    assert found.iobb == pytest.approx(8 / 16)
    assert found.chance == pytest.approx(8 / 400)
    missed = localise(heatmap, (Rectangle(1, 15, 5, 19),))
    assert missed is not None
    assert not missed.hit
    assert missed.iobb == 0.0


def test_that_the_region_leaves_out_what_does_not_touch_it() -> None:
    heatmap = np.zeros((10, 10), np.float32)
    heatmap[2:4, 2:5] = 1.0
    heatmap[7, 7] = 0.8
    assert region_box(heatmap, 2, 2) == Rectangle(2.0, 2.0, 5.0, 4.0)


def test_that_an_empty_heatmap_points_nowhere() -> None:
    assert localise(np.zeros((5, 5), np.float32), (Rectangle(0, 0, 5, 5),)) is None


def test_that_overlapping_boxes_cover_once() -> None:
    boxes = (Rectangle(0, 0, 10, 10), Rectangle(5, 0, 15, 10))
    assert covered_share(boxes, (20, 20)) == pytest.approx(150 / 400)


def sample(age: float, sex: str = "", source: str = "a") -> Sample:
    return Sample("x.png", f"p{age}", source, "all", age=age, sex=sex)


@pytest.mark.parametrize(
    ("age", "name"),
    [(0, "0-14"), (14.9, "0-14"), (15, "15-39"), (40, "40-64"), (64, "40-64"), (91, "65+")],
)
def test_that_an_age_is_in_its_group(age: float, name: str) -> None:
    assert age_group(sample(age)) == name


def test_that_an_unknown_age_is_in_no_group() -> None:
    assert age_group(sample(float("nan"))) == ""


def test_that_groups_are_named_by_kind_and_unknown_ones_left_out() -> None:
    found = groups_of([sample(20, "M"), sample(70, "F"), sample(30, "")])
    assert [group.name for group in found] == ["all", "sex:F", "sex:M", "age:15-39", "age:65+"]
    assert found[2].rows.tolist() == [0]
    assert found[3].rows.tolist() == [0, 2]
