"""Brings an earlier radiograph onto a later one by their lung fields.

The way goes from the moments of the two lungs (place, size, tilt) to an affine map, which is
found by maximising the correlation of the fields' distance maps (Evangelidis and Psarakis, 2008).
Everything is computed on a grid of display units, so that oblong pixels do no harm. Only the
lungs are looked at: ribs, arms and whatever lies in the lungs have no say.
"""

from dataclasses import dataclass
from math import degrees

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.errors import UsageError
from cxrviewer.imaging.area import resize_area
from cxrviewer.imaging.opencv import cv2
from cxrviewer.imaging.orientation import Affine

GRID_SIDE = 256
LEAST_FRACTION = 0.05
LEAST_LUNG_RATIO = 0.3
LEAST_OVERLAP = 0.80
GREATEST_ANISOTROPY = 1.4
GREATEST_TILT_DEGREES = 25.0
REACH = 24.0
STEPS = 80

Mask = NDArray[np.bool_]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Registration:
    """``transform`` leads from the earlier radiograph's pixels (x, y) to the later one's.

    ``overlap`` is the Dice coefficient of the lung fields after it, ``before`` that of the two
    radiographs laid on each other whole, both in [0, 1]. ``tilt`` is in degrees.
    """

    transform: Affine
    overlap: float
    before: float
    tilt: float


@dataclass(frozen=True, slots=True, eq=False)
class _Lungs:
    """``mask`` is uint8, 0 or 1, on the grid; ``scale``: grid cells per display unit."""

    mask: NDArray[np.uint8]
    scale: float
    aspect: float
    left: tuple[float, float]
    right: tuple[float, float]

    def to_grid(self) -> Matrix:
        """Return the 3 x 3 map from pixels, counted from the outer corner, to grid cells."""
        return np.diag([self.scale, self.scale * self.aspect, 1.0])


def register_lungs(
    earlier: Mask, later: Mask, *, aspects: tuple[float, float] = (1.0, 1.0)
) -> Registration:
    """Return how the ``earlier`` radiograph comes onto the ``later`` one.

    Masks are bool, (rows, columns), each of its own radiograph; ``aspects`` are their pixels'
    heights over their widths. Raises UsageError where a mask does not show two lungs, or where
    the two cannot be brought together.
    """
    moving, fixed = _read(earlier, aspects[0]), _read(later, aspects[1])
    found = _refined(_from_moments(moving, fixed), moving, fixed)
    overlap = _dice(_warped(moving.mask, found, fixed.mask.shape), fixed.mask)
    tilt = _check(found, overlap)
    whole = np.linalg.inv(fixed.to_grid()) @ found @ moving.to_grid()
    transform = Affine(*(float(v) for v in whole[:2].ravel()))
    size = (fixed.mask.shape[1], fixed.mask.shape[0])
    stretched = cv2.resize(moving.mask, size, interpolation=cv2.INTER_NEAREST)
    before = _dice(np.asarray(stretched, np.uint8), fixed.mask)
    return Registration(transform, overlap, before, tilt)


def _read(mask: Mask, aspect: float) -> _Lungs:
    rows, columns = mask.shape
    scale = GRID_SIDE / max(rows * aspect, columns)
    size = (max(1, round(rows * aspect * scale)), max(1, round(columns * scale)))
    field = (resize_area(mask.view(np.uint8) * np.uint8(255), *size) >= 128).astype(np.uint8)
    if field.mean() < LEAST_FRACTION:
        raise _refusal("hardly any lung was found in one of them")
    count, _, stats, centres = cv2.connectedComponentsWithStats(field, connectivity=4)
    areas = stats[1:, cv2.CC_STAT_AREA]
    order = np.argsort(areas)[::-1][:2] + 1
    if count < 3 or areas[order[1] - 1] < LEAST_LUNG_RATIO * areas[order[0] - 1]:
        raise _refusal("the lung mask of one of them does not show two lungs")
    # Cells are counted from their outer corner, cv2 counts from the first one's centre.
    first, second = sorted((centres[n] + 0.5).tolist() for n in order)
    return _Lungs(field, scale, aspect, (first[0], first[1]), (second[0], second[1]))


def _from_moments(moving: _Lungs, fixed: _Lungs) -> Matrix:
    """Return the similarity that brings the lungs' centres together, sized by their areas."""
    scale = float(np.sqrt(fixed.mask.sum() / moving.mask.sum()))
    angle = _direction(fixed) - _direction(moving)
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    result = np.eye(3)
    result[:2, :2] = turn
    result[:2, 2] = _middle(fixed) - turn @ _middle(moving)
    return result


def _direction(lungs: _Lungs) -> float:
    return float(np.arctan2(lungs.right[1] - lungs.left[1], lungs.right[0] - lungs.left[0]))


def _middle(lungs: _Lungs) -> NDArray[np.float64]:
    return np.asarray((np.asarray(lungs.left) + np.asarray(lungs.right)) / 2.0, np.float64)


def _refined(start: Matrix, moving: _Lungs, fixed: _Lungs) -> Matrix:
    """Return the affine map near ``start`` under which the distance maps agree best."""
    half = np.eye(3)
    half[:2, 2] = 0.5
    # cv2 wants the way back, from the fixed to the moving picture, between cells' centres.
    back = np.linalg.inv(half) @ np.linalg.inv(start) @ half
    criteria = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, STEPS, 1e-6)
    try:
        _, found = cv2.findTransformECC(
            _distances(fixed.mask),
            _distances(moving.mask),
            back[:2].astype(np.float32),
            cv2.MOTION_AFFINE,
            criteria,
            None,
            5,
        )
    except cv2.error as error:
        raise _refusal("their lung fields differ too much") from error
    result = np.eye(3)
    result[:2] = found
    return np.asarray(half @ np.linalg.inv(result) @ np.linalg.inv(half), np.float64)


def _distances(mask: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the distance to the border, positive inside, at most REACH cells, float32."""
    inside = cv2.distanceTransform(mask, cv2.DIST_L2, 3)
    outside = cv2.distanceTransform(np.uint8(1) - mask, cv2.DIST_L2, 3)
    return np.asarray(np.clip(inside - outside, -REACH, REACH), np.float32)


def _warped(
    mask: NDArray[np.uint8], transform: Matrix, shape: tuple[int, ...]
) -> NDArray[np.uint8]:
    half = np.eye(3)
    half[:2, 2] = 0.5
    centred = np.linalg.inv(half) @ transform @ half
    warped = cv2.warpAffine(mask, centred[:2], (shape[1], shape[0]), flags=cv2.INTER_NEAREST)
    return np.asarray(warped, np.uint8)


def _dice(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    return float(2.0 * np.sum(one & other) / (one.sum() + other.sum()))


def _check(transform: Matrix, overlap: float) -> float:
    """Return the tilt. Raises UsageError where the map is none that a second exposure makes."""
    left, sizes, right = np.linalg.svd(transform[:2, :2])
    turn = left @ right
    tilt = degrees(float(np.arctan2(turn[1, 0], turn[0, 0])))
    if np.linalg.det(transform[:2, :2]) <= 0 or abs(tilt) > GREATEST_TILT_DEGREES:
        raise _refusal(f"one would have to be turned by {tilt:.0f} degrees")
    if sizes[0] > GREATEST_ANISOTROPY * sizes[1]:
        raise _refusal("their lung fields differ too much in shape")
    if overlap < LEAST_OVERLAP:
        raise _refusal(f"their lung fields cover each other by {overlap:.0%} only")
    return tilt


def _refusal(why: str) -> UsageError:
    return UsageError(
        f"The two radiographs cannot be laid on each other: {why}.",
        remedy="Compare them side by side.",
    )
