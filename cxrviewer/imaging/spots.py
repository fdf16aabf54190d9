"""Connected regions of a mask, with where each of them lies.

OpenCV's own statistics look at every pixel of the picture, in ten times the time of the labels
alone; these look at the pixels of the mask, which are mostly few.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxrviewer.imaging.opencv import cv2


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """The regions that touch at edges or corners.

    ``areas`` int64 (n,), in pixels; ``boxes`` int64 (n, 4): x, y, width, height; ``centres``
    float64 (n, 2): the mean x and y.
    """

    areas: NDArray[np.int64]
    boxes: NDArray[np.int64]
    centres: NDArray[np.float64]


def spots_of(mask: NDArray[np.bool_]) -> Spots:
    """Return the regions of ``mask``, bool, (rows, columns), C-contiguous."""
    found = mask.view(np.uint8)
    points = cv2.findNonZero(found)
    if points is None:
        nothing: NDArray[np.int64] = np.zeros((0, 4), np.int64)
        return Spots(nothing[:, 0], nothing, np.zeros((0, 2)))
    x, y = np.asarray(points).reshape(-1, 2).T
    count, labels = cv2.connectedComponents(found)
    spot = np.asarray(labels)[y, x] - 1
    areas = np.bincount(spot, minlength=count - 1)
    centres = [np.bincount(spot, weights, count - 1) / areas for weights in (x, y)]
    first, last = _ends(spot, (x, y), count - 1)
    boxes = np.concatenate([first, last - first + 1], axis=1)
    return Spots(areas, boxes, np.stack(centres, axis=1))


def _ends(
    spot: NDArray[Any], axes: tuple[NDArray[Any], NDArray[Any]], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the least and the greatest x and y of each region, int64, (n, 2)."""
    order = np.argsort(spot, kind="stable")
    starts = np.searchsorted(spot[order], np.arange(count))
    first = [np.minimum.reduceat(axis[order], starts) for axis in axes]
    last = [np.maximum.reduceat(axis[order], starts) for axis in axes]
    return np.stack(first, axis=1).astype(np.int64), np.stack(last, axis=1).astype(np.int64)
