"""Measures of a picture that say whether it can be read at all: clipping, cut lungs, letters.

All of them look at the sender's values, never at the reader's window, and work on every n-th pixel:
averaging would soften the very edges and flat greys that they look for.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.radiograph import MAX_LEVELS, Radiograph
from cxrviewer.imaging.opencv import cv2
from cxrviewer.imaging.spots import spots_of
from cxrviewer.imaging.voi import white_is_high

SAMPLED_SIDE = 768
# Nearer than this to the least or the greatest value, as a share of the range, counts as clipped.
CLIPPED_BAND = 0.004
# Height of a letter as shares of the picture's longer side; smaller ones cannot be told from noise.
LETTER_HEIGHTS = (0.010, 0.06)
LETTER_CONTRAST = 0.28


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """Every n-th pixel, so that the longer side has at most SAMPLED_SIDE.

    ``grey`` is float32, (rows, columns), 0 and 1 the ends of all that occurs. White is high
    whatever the polarity; padding is 0 and does not count for the ends. ``levels`` is how many
    different ones occur.
    """

    grey: NDArray[np.float32]
    levels: int


def sample_of(radiograph: Radiograph) -> Sample:
    """Return what the measures of this module look at."""
    step = max(1, -(-max(radiograph.rows, radiograph.columns) // SAMPLED_SIDE))
    indices = np.ascontiguousarray(radiograph.indices[::step, ::step])
    turned = white_is_high(radiograph)
    size = [len(turned.levels)]
    occurs = cv2.calcHist([indices], [0], None, size, [0, *size]).ravel() > 0
    used = int(np.count_nonzero(occurs))
    counted = turned.levels[occurs & ~radiograph.padding]
    if not len(counted):
        return Sample(np.zeros(indices.shape, np.float32), used)
    low, high = float(counted.min()), float(counted.max())
    grey = (turned.levels - low) / ((high - low) or 1.0)
    grey[radiograph.padding] = 0.0
    table = np.zeros(MAX_LEVELS, np.float32)
    table[: len(grey)] = grey
    return Sample(np.asarray(cv2.LUT(indices, table), np.float32), used)


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
    bytes_ = _in_bytes(grey)
    calm = cv2.medianBlur(bytes_, 3)
    square = cv2.norm(bytes_, calm, cv2.NORM_L2SQR) / grey.size
    variance = square - (cv2.mean(bytes_)[0] - cv2.mean(calm)[0]) ** 2
    return math.sqrt(max(variance, 0.0)) / 255.0 / max(float(high - low), 1e-3)


def cut_share(lungs: NDArray[np.bool_]) -> float:
    """Return the greatest share of one border of the picture that is lung, in [0, 1]."""
    edges = (lungs[0], lungs[-1], lungs[:, 0], lungs[:, -1])
    return max(float(edge.mean()) for edge in edges)


def lone_lung_offset(lungs: NDArray[np.bool_]) -> float | None:
    """Return how far the centre of a single lung lies from the middle, as a share of the width.

    None where there are two lungs side by side, as on a frontal radiograph, or none at all.
    """
    count, labels = cv2.connectedComponents(lungs.astype(np.uint8))
    areas = np.bincount(np.asarray(labels).ravel())[1:]
    if count <= 1 or (areas > 0.15 * areas.max()).sum() > 1:
        return None
    width = int(lungs.shape[1])
    inside = np.count_nonzero(labels == 1 + areas.argmax(), axis=0)
    column = float(inside @ np.arange(width)) / float(areas.max())
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
    strokes = cv2.morphologyEx(_in_bytes(grey), cv2.MORPH_TOPHAT, kernel) > LETTER_CONTRAST * 255
    spots = spots_of(strokes)
    least, most = (share * side for share in LETTER_HEIGHTS)
    width, height = spots.boxes[:, 2], spots.boxes[:, 3]
    column, row = np.rint(spots.centres).astype(np.intp).T
    full = spots.areas / (width * height)
    letter = (least <= height) & (height <= most) & (0.1 * height <= width)
    letter &= (width <= 1.6 * height) & (full >= 0.12) & (full <= 0.95) & lungs[row, column]
    return np.asarray(spots.boxes[letter], np.int32)


def _in_bytes(grey: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.asarray(cv2.convertScaleAbs(grey, alpha=255), np.uint8)


def _fitted(mask: NDArray[np.bool_], size: tuple[int, ...]) -> NDArray[np.bool_]:
    if mask.shape == size:
        return mask
    resized = cv2.resize(mask.astype(np.uint8), (size[1], size[0]), interpolation=cv2.INTER_NEAREST)
    return np.asarray(resized, np.bool_)
