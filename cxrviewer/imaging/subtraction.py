"""What has changed between two radiographs that were brought onto each other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.geometry import Letterbox
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.opencv import cv2
from cxrviewer.imaging.orientation import Affine
from cxrviewer.imaging.preprocess import (
    AspectRule,
    GreyMapping,
    Polarity,
    PreprocessSpec,
    Resizer,
    prepare_grey,
)

SIDE = 1024
# A difference of this share of the automatic window is shown black or white.
FULL_CHANGE = 0.35
NO_CHANGE = 128
LEAST_GAIN, GREATEST_GAIN = 0.5, 2.0

_SPEC = PreprocessSpec(
    grey_mapping=GreyMapping.PERCENTILE,
    percentiles=(0.5, 99.5),
    polarity=Polarity.MONOCHROME2,
    resizer=Resizer.AREA,
    aspect=AspectRule.LETTERBOX,
    height=SIDE,
    width=SIDE,
    channels=1,
    mean=(0.0,),
    std=(1.0,),
)


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """The later radiograph less the earlier one, over the whole of the later one.

    ``values`` is uint8, (rows, columns) of a smaller grid: NO_CHANGE where nothing changed,
    lighter where the later one is denser, 0 where the earlier one shows nothing.
    """

    values: NDArray[np.uint8]


def subtract(
    later: Radiograph, earlier: Radiograph, transform: Affine, lungs: NDArray[np.bool_]
) -> Difference:
    """Return the difference; ``transform`` leads from the earlier one's pixels to the later's.

    Each is taken as shares of its own automatic window. The earlier one's exposure is brought to
    the later one's by mean and spread within ``lungs``, bool, in the later one's pixels.
    """
    (now, box), (before, source) = prepare_grey(later, _SPEC), prepare_grey(earlier, _SPEC)
    matrix = _between(source, transform, box)
    size = (SIDE, SIDE)
    warped = np.asarray(cv2.warpAffine(before, matrix, size), np.float32)
    inside = np.zeros((SIDE, SIDE), np.float32)
    inside[source.top : source.top + source.height, source.left : source.left + source.width] = 1
    covered = cv2.warpAffine(inside, matrix, size) > 0.999
    now, warped, covered = _cut(now, box), _cut(warped, box), _cut(covered, box)
    grey = lungs.view(np.uint8) * np.uint8(255)
    field = cv2.resize(grey, (box.width, box.height), interpolation=cv2.INTER_AREA) >= 128
    change = now - _matched(warped, now, field & covered)
    shown = np.clip(NO_CHANGE + change / FULL_CHANGE * (NO_CHANGE - 1), 1, 255)
    return Difference(np.where(covered, np.rint(shown), 0).astype(np.uint8))


def _between(source: Letterbox, transform: Affine, target: Letterbox) -> NDArray[np.float64]:
    """Return the 2 x 3 map from cell centres of one letterboxed grid to those of another."""
    there = np.array([*transform, 0.0, 0.0, 1.0]).reshape(3, 3)
    whole = _to_cells(target) @ there @ np.linalg.inv(_to_cells(source))
    return np.asarray(whole[:2], np.float64)


def _to_cells(box: Letterbox) -> NDArray[np.float64]:
    """Return the map from pixels, counted from the outer corner, to cell centres."""
    x, y = box.width / box.columns, box.height / box.rows
    return np.array([[x, 0.0, box.left - 0.5], [0.0, y, box.top - 0.5], [0.0, 0.0, 1.0]])


def _cut(grid: NDArray[np.float32], box: Letterbox) -> NDArray[np.float32]:
    return grid[box.top : box.top + box.height, box.left : box.left + box.width]


def _matched(
    grey: NDArray[np.float32], target: NDArray[np.float32], where: NDArray[np.bool_]
) -> NDArray[np.float32]:
    if not where.any():
        return grey
    spread = float(grey[where].std()) or 1.0
    gain = float(np.clip(target[where].std() / spread, LEAST_GAIN, GREATEST_GAIN))
    matched = (grey - grey[where].mean()) * np.float32(gain) + target[where].mean()
    return np.asarray(matched, np.float32)
