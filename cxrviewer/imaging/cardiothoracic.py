"""Proposes where the cardiothoracic ratio is measured, from the lung fields and the picture.

Nobody outlined the heart: its borders are taken where the gap between the lung fields is widest,
above the place where their inner border turns from the heart to the diaphragm, and the thorax where
the lung fields are farthest apart. It is a proposal to be dragged, not a measurement;
docs/measurements.md says how well it does.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.measurement import Point
from cxrviewer.imaging.opencv import cv2

# Rows of the working grid: enough for the ratio's second digit, and quick on the largest pictures.
GRID_ROWS = 512
# The heart, and the angle between it and the diaphragm, lie below these shares of a lung's height.
HEART_BEGINS, ANGLE_BEGINS = 0.4, 0.65
# An angle that is found within this share of the lung's height below ANGLE_BEGINS is none: there
# the border only goes on as it came.
UNSEEN_SHARE = 0.03
# Ratios that no frontal chest radiograph has: the lung fields were not found well.
BELIEVABLE = (0.25, 0.85)
NARROWEST = 0.2
# A field that comes this near the edge of the picture is cut off there, as a share of its size.
EDGE_SHARE = 0.004

Rows = NDArray[np.float64]


class NoProposalError(ValueError):
    """The lung fields do not show where heart and thorax end; the message says why."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """``points`` as of a CARDIOTHORACIC Measurement. ``is_cropped``: a lung meets the edge."""

    points: tuple[Point, Point, Point, Point]
    is_cropped: bool


@dataclass(frozen=True, slots=True)
class _Lung:
    """The first and the last column of one lung field per row of the grid; NaN in rows without."""

    first: Rows
    last: Rows
    mask: NDArray[np.bool_]

    @property
    def rows(self) -> NDArray[np.intp]:
        return np.flatnonzero(~np.isnan(self.first))


def propose(mask: NDArray[np.bool_]) -> Proposal:
    """Return the proposal for lung fields ``mask``, bool, (rows, columns).

    Raises NoProposalError where there are not two fields side by side.
    """
    scale = max(1.0, mask.shape[0] / GRID_ROWS)
    size = (max(1, round(mask.shape[1] / scale)), max(1, round(mask.shape[0] / scale)))
    grid = cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_AREA) > 0
    one, other = _two_lungs(grid)
    thorax = _thorax(one, other)
    heart = _heart(one, other)
    ratio = (heart[1][0] - heart[0][0]) / (thorax[1][0] - thorax[0][0])
    if not BELIEVABLE[0] <= ratio <= BELIEVABLE[1]:
        raise NoProposalError("The gap between the lung fields has not the shape of a heart.")
    across, along = mask.shape[1] / size[0], mask.shape[0] / size[1]
    points = tuple((x * across, y * along) for x, y in (*heart, *thorax))
    return Proposal((points[0], points[1], points[2], points[3]), _is_cropped(grid))


def _two_lungs(grid: NDArray[np.bool_]) -> tuple[_Lung, _Lung]:
    """Return the fields on the left and on the right of the picture."""
    count, labels, stats, centres = cv2.connectedComponentsWithStats(grid.astype(np.uint8))
    order = np.argsort(stats[1:, cv2.CC_STAT_AREA])[::-1] + 1
    if count < 3:
        raise NoProposalError("Only one lung field was found.")
    one, other = sorted(order[:2], key=lambda label: float(centres[label][0]))
    if stats[order[1], cv2.CC_STAT_AREA] < NARROWEST * stats[order[0], cv2.CC_STAT_AREA]:
        raise NoProposalError("One of the lung fields is far smaller than the other.")
    return _lung(labels == one), _lung(labels == other)


def _lung(mask: NDArray[np.bool_]) -> _Lung:
    there = mask.any(axis=1)
    first = np.where(there, mask.argmax(axis=1), np.nan)
    last = np.where(there, mask.shape[1] - mask[:, ::-1].argmax(axis=1), np.nan)
    return _Lung(_calm(first), _calm(last), mask)


def _calm(border: Rows) -> Rows:
    """Return ``border`` without single rows that stick out: the median of five."""
    padded = np.pad(border, 2, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 5)
    return np.where(np.isnan(border), np.nan, np.median(windows, axis=1))


def _thorax(one: _Lung, other: _Lung) -> tuple[Point, Point]:
    """Return the outer borders in the row in which they are farthest apart."""
    width = other.last - one.first
    if np.isnan(width).all():
        raise NoProposalError("The lung fields do not lie side by side.")
    row = int(np.nanargmax(width))
    return (float(one.first[row]), row + 0.5), (float(other.last[row]), row + 0.5)


def _heart(one: _Lung, other: _Lung) -> tuple[Point, Point]:
    """Return the borders that reach farthest from one another, each in its own row."""
    borders = (_Border.of(-one.last), _Border.of(other.first))
    left, right = (
        border.farthest(beside.angle) for border, beside in zip(borders, borders[::-1], strict=True)
    )
    left = (-left[0], left[1])
    if left[0] >= right[0]:
        raise NoProposalError("The lung fields leave no gap for the heart.")
    return left, right


@dataclass(frozen=True, slots=True)
class _Border:
    """A lung's inner border from row ``begins`` down, growing away from the middle of the chest.

    It goes down along the heart, turns at the angle between heart and diaphragm, and goes out along
    the diaphragm to the lowest tip of the lung. ``angle`` is the row where it lies farthest inside
    the straight line to the tip; None where heart and diaphragm go into one another.
    """

    begins: int
    outwards: Rows
    angle: int | None
    lowest: int

    @classmethod
    def of(cls, outwards: Rows) -> "_Border":
        rows = np.flatnonzero(~np.isnan(outwards))
        top, bottom = int(rows[0]), int(rows[-1])
        begins, lower = (round(top + s * (bottom - top)) for s in (HEART_BEGINS, ANGLE_BEGINS))
        border = outwards[begins : bottom + 1]
        if np.isnan(border).any() or bottom - lower < 3:
            raise NoProposalError("A lung field is torn or too small.")
        inside = np.linspace(border[0], border[-1], len(border)) - border
        row = int(np.argmax(inside[lower - begins :]))
        is_seen = row > UNSEEN_SHARE * (bottom - top)
        return cls(begins, border, lower + row if is_seen else None, lower)

    def farthest(self, beside: int | None) -> Point:
        """Return where the heart lies deepest in the lung.

        ``beside`` is the row of the other lung's angle: it serves where this one's is not seen.
        """
        angle = self.angle or max(self.lowest, beside or 0)
        row = int(np.argmax(self.outwards[: angle - self.begins + 1]))
        return float(self.outwards[row]), self.begins + row + 0.5


def _is_cropped(grid: NDArray[np.bool_]) -> bool:
    """Return whether a lung field meets an edge of the picture."""
    margin = max(1, round(EDGE_SHARE * max(grid.shape)))
    edges = (grid[:margin], grid[-margin:], grid[:, :margin], grid[:, -margin:])
    return any(edge.any() for edge in edges)
