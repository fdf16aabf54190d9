"""Resizing by the mean over each new pixel's area, and linearly where a picture grows."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxrviewer.imaging.opencv import cv2

# From this ratio on, rows are added first: cv2.resize takes up to five times as long where the
# ratio is no whole number.
BANDS_FROM = 4


def resize_area(
    image: NDArray[np.uint8] | NDArray[np.uint16], height: int, width: int
) -> NDArray[np.float32]:
    """Return ``image``, (rows, columns), resized without aliasing, float32 of whole steps."""
    resized: NDArray[Any] = image
    if height * BANDS_FROM <= image.shape[0]:
        resized = _fewer_rows(resized, height)
    rows, columns = min(height, image.shape[0]), min(width, image.shape[1])
    if resized.shape != (rows, columns):
        resized = np.asarray(cv2.resize(resized, (columns, rows), interpolation=cv2.INTER_AREA))
    if resized.shape != (height, width):
        resized = np.asarray(cv2.resize(resized, (width, height), interpolation=cv2.INTER_LINEAR))
    return np.asarray(np.rint(resized), np.float32)


def _fewer_rows(image: NDArray[Any], height: int) -> NDArray[np.float32]:
    """Return the means over ``height`` equal bands of rows.

    Whole rows are added by cv2.reduce; a row that two bands share is then handed to both by its
    parts.
    """
    rows = image.shape[0]
    first, rest = np.divmod(np.arange(height + 1) * rows, height)
    bands = np.empty((height, image.shape[1]), np.float32)
    for n in range(height):
        band = image[first[n] : first[n + 1]]
        cv2.reduce(band, 0, cv2.REDUCE_SUM, dst=bands[n : n + 1], dtype=cv2.CV_32F)
    share = (rest / height).astype(np.float32)[:, np.newaxis]
    shared = image[np.minimum(first, rows - 1)] * share
    bands += shared[1:]
    bands -= shared[:-1]
    return bands / np.float32(rows / height)
