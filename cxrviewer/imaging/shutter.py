"""Which pixels a display shutter leaves, PS3.3 C.7.6.11."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.covers import Disc, Rectangle, Shutter
from cxrviewer.imaging.opencv import cv2

SHOWN = 255


@lru_cache(maxsize=4)
def shutter_mask(shutter: Shutter, rows: int, columns: int) -> NDArray[np.uint8]:
    """Return SHOWN inside the shutter and 0 where it hides, uint8, (rows, columns), read-only.

    The last few are kept: a window is dragged over the same shutter frame after frame.
    """
    mask = np.full((rows, columns), SHOWN, np.uint8)
    if shutter.rectangle is not None:
        mask &= _rectangle(shutter.rectangle, rows, columns)
    if shutter.disc is not None:
        mask &= _disc(shutter.disc, rows, columns)
    if shutter.polygon:
        mask &= _polygon(shutter.polygon, rows, columns)
    mask.setflags(write=False)
    return mask


def apply_shutter(display: NDArray[np.uint8], shutter: Shutter) -> NDArray[np.uint8]:
    """Return display values with the shutter's grey where it hides them."""
    mask = shutter_mask(shutter, *display.shape)
    if shutter.grey == 0:
        # What nearly every sender asks for, and four times as fast.
        return np.asarray(cv2.bitwise_and(display, mask), np.uint8)
    return np.asarray(cv2.copyTo(display, mask, np.full_like(display, shutter.grey)), np.uint8)


def _rectangle(shape: Rectangle, rows: int, columns: int) -> NDArray[np.uint8]:
    mask = np.zeros((rows, columns), np.uint8)
    mask[
        max(shape.top, 0) : max(shape.bottom + 1, 0), max(shape.left, 0) : max(shape.right + 1, 0)
    ] = SHOWN
    return mask


def _disc(shape: Disc, rows: int, columns: int) -> NDArray[np.uint8]:
    down = ((np.arange(rows) - shape.row) / shape.row_radius) ** 2
    across = ((np.arange(columns) - shape.column) / shape.column_radius) ** 2
    return np.where(down[:, np.newaxis] + across <= 1.0, np.uint8(SHOWN), np.uint8(0))


def _polygon(corners: tuple[tuple[int, int], ...], rows: int, columns: int) -> NDArray[np.uint8]:
    mask = np.zeros((rows, columns), np.uint8)
    points = np.asarray([(column, row) for row, column in corners], np.int32)
    return np.asarray(cv2.fillPoly(mask, [points], SHOWN), np.uint8)
