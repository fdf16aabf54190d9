"""Random changes stay within what a radiograph can show."""

import msgspec
import numpy as np
import pytest

from training.data.augmentation import augment, augment_with_mask, random_affine, random_strip, warp
from training.recipe import AugmentationPlan

STILL = AugmentationPlan(
    rotation=0.0,
    scale=(1.0, 1.0),
    aspect=(1.0, 1.0),
    shift=0.0,
    gamma=1.0,
    contrast=0.0,
    brightness=0.0,
    noise=0.0,
    blank_border=0.0,
    flip=0.0,
)
WILD = AugmentationPlan(
    rotation=15.0,
    scale=(0.7, 1.3),
    aspect=(0.8, 1.25),
    shift=0.1,
    gamma=2.0,
    contrast=0.4,
    brightness=0.3,
    noise=0.1,
    blank_border=0.5,
    flip=0.0,
)


def picture() -> np.ndarray:
    y, x = np.mgrid[0:48, 0:64].astype(np.float32)
    return np.asarray(0.5 + 0.4 * np.sin(x / 7) * np.cos(y / 5), np.float32)


def changed(plan: AugmentationPlan, **fields: object) -> AugmentationPlan:
    return msgspec.structs.replace(plan, **fields)


def test_that_a_plan_without_changes_changes_nothing() -> None:
    grey = picture()
    assert np.allclose(augment(grey, STILL, np.random.default_rng(0)), grey, atol=1e-6)


@pytest.mark.parametrize("seed", range(20))
def test_that_grey_stays_in_its_range_and_the_argument_untouched(seed: int) -> None:
    grey = picture()
    before = grey.copy()
    result = augment(grey, WILD, np.random.default_rng(seed))
    assert result.shape == grey.shape
    assert result.dtype == np.float32
    assert 0.0 <= result.min() <= result.max() <= 1.0
    assert np.array_equal(grey, before)


def test_that_the_mask_moves_with_the_picture() -> None:
    plan = changed(WILD, gamma=1.0, contrast=0.0, brightness=0.0, noise=0.0, blank_border=0.0)
    grey = picture()
    for seed in range(10):
        moved, mask = augment_with_mask(grey, grey, plan, np.random.default_rng(seed))
        assert np.allclose(moved, mask, atol=1e-6)


def test_that_a_blanked_edge_holds_no_mask() -> None:
    plan = changed(STILL, blank_border=1.0)
    everywhere = np.ones((48, 64), np.float32)
    cut = [
        augment_with_mask(picture(), everywhere, plan, np.random.default_rng(seed))
        for seed in range(30)
    ]
    assert min(mask.mean() for _, mask in cut) < 1.0
    for moved, mask in cut:
        assert set(np.unique(moved[mask == 0])) <= {0.0, 1.0}


def test_that_a_strip_lies_along_one_edge_and_is_narrow() -> None:
    for seed in range(50):
        blank = np.zeros((100, 200), np.bool_)
        blank[random_strip(blank.shape, np.random.default_rng(seed))] = True
        assert blank.mean() <= 0.15
        assert blank.all(axis=0).any() or blank.all(axis=1).any() or not blank.any()


def test_that_the_aspect_ratio_changes_within_its_limits() -> None:
    plan = changed(STILL, aspect=(0.8, 1.25))
    ratios = []
    for seed in range(200):
        matrix = random_affine((64, 64), plan, np.random.default_rng(seed))
        ratios.append(matrix[0, 0] / matrix[1, 1])
        assert matrix[0, 0] * matrix[1, 1] == pytest.approx(1.0)
    assert 0.8 <= min(ratios) < 0.85
    assert 1.2 < max(ratios) <= 1.25


def test_that_no_mirror_image_is_made_unless_asked_for() -> None:
    signs = {
        np.sign(random_affine((64, 64), WILD, np.random.default_rng(seed))[0, 0])
        for seed in range(100)
    }
    assert signs == {1.0}
    mirrored = random_affine((64, 64), changed(STILL, flip=1.0), np.random.default_rng(0))
    assert np.allclose(warp(np.tile(np.arange(64, dtype=np.float32), (64, 1)), mirrored)[0, 0], 63)
