"""Measures of a picture that say whether it can be read at all: clipping, cut lungs, letters.

All of them look at the sender's values, never at the reader's window, and work on every n-th pixel:
averaging would soften the very edges and flat greys that they look for.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.voi import white_is_high

SAMPLED_SIDE = 768
# Nearer than this to the least or the greatest value, as a share of the range, counts as clipped.
CLIPPED_BAND = 0.004
# Height of a letter as shares of the picture's longer side; smaller ones cannot be told from noise.
LETTER_HEIGHTS = (0.010, 0.06)
LETTER_CONTRAST = 0.28


def sampled_grey(radiograph: Radiograph) -> NDArray[np.float32]:
    """Return every n-th pixel, float32, (rows, columns), 0 and 1 the ends of all that occurs.

    The longer side has at most SAMPLED_SIDE pixels. White is high whatever the polarity; padding
    is 0 and does not count for the ends.
    """
    step = max(1, -(-max(radiograph.rows, radiograph.columns) // SAMPLED_SIDE))
    turned = white_is_high(radiograph)
    indices = radiograph.indices[::step, ::step]
    occur = np.bincount(indices.ravel(), minlength=len(turned.levels)) > 0
    counted = turned.levels[occur & ~radiograph.padding]
    if not len(counted):
        return np.zeros(indices.shape, np.float32)
    low, high = float(counted.min()), float(counted.max())
    grey = (turned.levels - low) / ((high - low) or 1.0)
    grey[radiograph.padding] = 0.0
    return np.asarray(grey, np.float32)[indices]


def clipped_shares(grey: NDArray[np.float32], lungs: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the share of the lungs that is black, and of the thorax around them that is white.

    ``lungs`` has any size in the same ratio. The thorax is the box around the lungs.
    """
    mask = _fitted(lungs, grey.shape)
    if not mask.any():
        return 0.0, 0.0
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    thorax = grey[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    black = float((grey[mask] <= CLIPPED_BAND).mean())
    return black, float((thorax >= 1.0 - CLIPPED_BAND).mean())


def noise_share(grey: NDArray[np.float32]) -> float:
    """Return the scatter around a median of 3 x 3 pixels, as a share of the range in use."""
    low, high = np.percentile(grey[::4, ::4], (1, 99))
    bytes_ = np.asarray(np.rint(grey * 255), np.uint8)
    scatter = cv2.meanStdDev(cv2.subtract(bytes_, cv2.medianBlur(bytes_, 3), dtype=cv2.CV_16S))[1]
    return float(scatter[0, 0] / 255.0 / max(float(high - low), 1e-3))


def used_greys(radiograph: Radiograph) -> int:
    """Return how many different values the sampled pixels have."""
    step = max(1, -(-max(radiograph.rows, radiograph.columns) // SAMPLED_SIDE))
    return int(np.count_nonzero(np.bincount(radiograph.indices[::step, ::step].ravel())))


def cut_share(lungs: NDArray[np.bool_]) -> float:
    """Return the greatest share of one border of the picture that is lung, in [0, 1]."""
    edges = (lungs[0], lungs[-1], lungs[:, 0], lungs[:, -1])
    return max(float(edge.mean()) for edge in edges)


def lone_lung_offset(lungs: NDArray[np.bool_]) -> float | None:
    """Return how far the centre of a single lung lies from the middle, as a share of the width.

    None where there are two lungs side by side, as on a frontal radiograph, or none at all.
    """
    count, _, stats, centres = cv2.connectedComponentsWithStats(lungs.astype(np.uint8))
    areas = stats[1:, cv2.CC_STAT_AREA]
    if count <= 1 or (areas > 0.15 * areas.max()).sum() > 1:
        return None
    column = float(centres[1 + int(areas.argmax())][0])
    width = int(lungs.shape[1])
    return abs(column + 0.5 - width / 2.0) / width


def letters_over(grey: NDArray[np.float32], lungs: NDArray[np.bool_]) -> int:
    """Return how many letters of the longest line of text lie over the lungs."""
    boxes = letter_boxes(grey, lungs)
    if len(boxes) < 2:
        return len(boxes)
    middle, height = boxes[:, 1] + boxes[:, 3] / 2.0, boxes[:, 3]
    beside = np.abs(middle[:, None] - middle) < 0.5 * np.minimum(height[:, None], height)
    alike = np.abs(height[:, None] - height) < 0.5 * np.maximum(height[:, None], height)
    near = np.abs(boxes[:, None, 0] - boxes[:, 0]) < 6.0 * np.maximum(height[:, None], height)
    return int((beside & alike & near).sum(axis=1).max())


def letter_boxes(grey: NDArray[np.float32], lungs: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return x, y, width and height, int32, (n, 4), of bright strokes of a letter's size.

    Only those whose middle lies in ``lungs``, or in whatever else is asked for, bool.
    """
    lungs = _fitted(lungs, grey.shape)
    side = max(grey.shape)
    kernel = np.ones((max(3, side // 70) | 1,) * 2, np.uint8)
    bright = np.asarray(np.rint(grey * 255), np.uint8)
    strokes = cv2.morphologyEx(bright, cv2.MORPH_TOPHAT, kernel) > LETTER_CONTRAST * 255
    count, _, stats, centres = cv2.connectedComponentsWithStats(strokes.astype(np.uint8))
    kept = []
    least, most = (share * side for share in LETTER_HEIGHTS)
    for n in range(1, count):
        x, y, width, height, area = (int(v) for v in stats[n])
        column, row = (round(float(v)) for v in centres[n])
        letter = least <= height <= most and 0.1 * height <= width <= 1.6 * height
        if letter and 0.12 <= area / (width * height) <= 0.95 and lungs[row, column]:
            kept.append((x, y, width, height))
    return np.asarray(kept, np.int32).reshape(-1, 4)


def _fitted(mask: NDArray[np.bool_], size: tuple[int, ...]) -> NDArray[np.bool_]:
    if mask.shape == size:
        return mask
    resized = cv2.resize(mask.astype(np.uint8), (size[1], size[0]), interpolation=cv2.INTER_NEAREST)
    return np.asarray(resized, np.bool_)
