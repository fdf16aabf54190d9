"""From a network's lung probabilities to lung fields."""

import numpy as np
from numpy.typing import NDArray

from cxrviewer.imaging.opencv import cv2


def only_lungs(
    probability: NDArray[np.float32], fields: NDArray[np.bool_], *, threshold: float
) -> NDArray[np.float32]:
    """Return ``probability`` with 0 where its ``lung_fields`` drop a region, 1 where they fill one.

    Done on the network's own grid, so that it costs little; the soft border stays and can be
    enlarged before it is cut at ``threshold``.
    """
    above = probability >= threshold
    cleaned = np.where(fields & ~above, np.float32(1), probability)
    return np.asarray(np.where(above & ~fields, np.float32(0), cleaned), np.float32)


def lung_fields(probability: NDArray[np.float32], *, threshold: float) -> NDArray[np.bool_]:
    """Return the two largest regions above ``threshold``, without holes, bool, same shape.

    A second region smaller than a tenth of the first is dropped: it is not a lung.
    """
    above = (probability >= threshold).astype(np.uint8)
    count, labels = cv2.connectedComponents(above, connectivity=4)
    if count <= 1:
        return np.zeros(above.shape, np.bool_)
    areas = np.bincount(np.asarray(labels).ravel())[1:]
    order = np.argsort(areas)[::-1][:2] + 1
    kept = [n for n in order if areas[n - 1] * 10 >= areas[order[0] - 1]]
    regions = np.isin(labels, kept).astype(np.uint8)
    outlines, _ = cv2.findContours(regions, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros(above.shape, np.uint8)
    cv2.drawContours(filled, outlines, -1, 1, cv2.FILLED)
    return filled.astype(np.bool_)
