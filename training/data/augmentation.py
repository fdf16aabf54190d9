"""Random changes that a radiograph can really show.

They act on grey in [0, 1] at tensor size, after ``prepare_grey`` and before ``normalise``.
Outside the picture is 0, as in a letterboxed tensor.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from training.recipe import AugmentationPlan

GREATEST_BORDER = 0.15
BLACK_SHARE = 0.8


def augment(
    grey: NDArray[np.float32], plan: AugmentationPlan, rng: np.random.Generator
) -> NDArray[np.float32]:
    """Return a changed copy of ``grey``, float32, (height, width), in [0, 1]."""
    moved = change_grey(warp(grey, random_affine(grey.shape, plan, rng)), plan, rng)
    blank_border(moved, None, plan, rng)
    return moved


def augment_with_mask(
    grey: NDArray[np.float32],
    mask: NDArray[np.float32],
    plan: AugmentationPlan,
    rng: np.random.Generator,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return ``grey`` changed, and ``mask`` moved and cut along with it."""
    matrix = random_affine(grey.shape, plan, rng)
    moved, moved_mask = change_grey(warp(grey, matrix), plan, rng), warp(mask, matrix)
    blank_border(moved, moved_mask, plan, rng)
    return moved, moved_mask


def blank_border(
    moved: NDArray[np.float32],
    mask: NDArray[np.float32] | None,
    plan: AugmentationPlan,
    rng: np.random.Generator,
) -> None:
    """Blank, in place, a strip at an edge of a picture and its mask, as often as ``plan`` says."""
    if rng.random() < plan.blank_border:
        strip = random_strip(moved.shape, rng)
        moved[strip] = 0.0 if rng.random() < BLACK_SHARE else 1.0
        if mask is not None:
            mask[strip] = 0.0


def random_affine(
    shape: tuple[int, ...], plan: AugmentationPlan, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return a 2x3 matrix that turns, scales and moves about the centre of ``shape``."""
    height, width = shape
    angle = np.deg2rad(rng.uniform(-plan.rotation, plan.rotation))
    stretch = np.sqrt(_factor(plan.aspect, rng))
    size = _factor(plan.scale, rng)
    mirror = -1.0 if rng.random() < plan.flip else 1.0
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    linear = turn @ np.diag([size * stretch * mirror, size / stretch])
    centre = np.array([(width - 1) / 2.0, (height - 1) / 2.0])
    move = rng.uniform(-plan.shift, plan.shift, 2) * (width, height)
    return np.column_stack([linear, centre + move - linear @ centre])


def warp(image: NDArray[np.float32], matrix: NDArray[np.float64]) -> NDArray[np.float32]:
    """Return ``image`` after ``matrix``, which maps (column, row) forwards."""
    size = (image.shape[1], image.shape[0])
    return np.asarray(cv2.warpAffine(image, matrix, size, flags=cv2.INTER_LINEAR), np.float32)


def change_grey(
    grey: NDArray[np.float32], plan: AugmentationPlan, rng: np.random.Generator
) -> NDArray[np.float32]:
    """Return ``grey`` with another exposure and noise."""
    gamma = np.float32(plan.gamma ** rng.uniform(-1.0, 1.0))
    contrast = np.float32(1.0 + rng.uniform(-plan.contrast, plan.contrast))
    brightness = np.float32(rng.uniform(-plan.brightness, plan.brightness))
    changed = (np.clip(grey, 0.0, 1.0) ** gamma - 0.5) * contrast + 0.5 + brightness
    noise = rng.standard_normal(grey.shape, np.float32) * np.float32(rng.uniform(0.0, plan.noise))
    return np.asarray(np.clip(changed + noise, 0.0, 1.0), np.float32)


def random_strip(shape: tuple[int, ...], rng: np.random.Generator) -> tuple[slice, slice]:
    """Return a strip along one of the four edges, as a collimator or a film's rim leaves."""
    axis, at_end = rng.integers(2), rng.integers(2)
    depth = int(rng.uniform(0.0, GREATEST_BORDER) * shape[axis])
    strip = slice(shape[axis] - depth, None) if at_end else slice(0, depth)
    return (strip, slice(None)) if axis == 0 else (slice(None), strip)


def _factor(limits: tuple[float, float], rng: np.random.Generator) -> float:
    """Return a factor between ``limits``, as likely to halve as to double."""
    return float(np.exp(rng.uniform(*np.log(limits))))
