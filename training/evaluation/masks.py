"""How well a mask fits another: overlap, and distance of outlines; bool, (rows, columns)."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

FAR_PERCENTILE = 95.0


@dataclass(frozen=True, slots=True)
class MaskFit:
    """``hausdorff95`` is a share of the radiograph's diagonal, as not all have a pixel spacing."""

    dice: float
    iou: float
    hausdorff95: float


def mask_fit(mask: Mask, truth: Mask) -> MaskFit:
    """Return all three figures; two empty masks agree fully."""
    shared, either = int((mask & truth).sum()), int((mask | truth).sum())
    if not either:
        return MaskFit(1.0, 1.0, 0.0)
    diagonal = float(np.hypot(*truth.shape))
    return MaskFit(
        dice=2.0 * shared / (shared + either),
        iou=shared / either,
        hausdorff95=hausdorff95(mask, truth) / diagonal,
    )


def hausdorff95(first: Mask, second: Mask) -> float:
    """Return the greater 95th percentile of the two outlines' distances, in pixels.

    It is the diagonal where one mask is empty: no distance is farther.
    """
    if not first.any() or not second.any():
        return 0.0 if first.any() == second.any() else float(np.hypot(*first.shape))
    ways = (distances(first, second), distances(second, first))
    return max(float(np.percentile(way, FAR_PERCENTILE)) for way in ways)


def distances(start: Mask, goal: Mask) -> NDArray[np.float64]:
    """Return how far each outline pixel of ``start`` is from the outline of ``goal``, in pixels."""
    away = (~outline(goal)).astype(np.uint8)
    to_goal = cv2.distanceTransform(away, cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.asarray(to_goal[outline(start)], np.float64)


def outline(mask: Mask) -> Mask:
    """Return the pixels of ``mask`` that touch its outside, or the image's edge, by a side."""
    inner = cv2.erode(
        mask.astype(np.uint8),
        cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3)),
        borderType=cv2.BORDER_CONSTANT,
        borderValue=0,
    )
    return np.asarray(mask & (inner == 0), np.bool_)
