"""Heatmaps against boxes that radiologists drew: the pointing game and IoBB.

IoBB is the shared area of a predicted and a drawn box over the predicted one (Wang et al., 2017).
The predicted box is the one around the connected region of at least half the heatmap's greatest
value that holds this value.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

REGION_SHARE = 0.5
IOBB_LEVELS = (0.1, 0.25, 0.5)


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Edges in pixels of the radiograph, half open: left <= x < right."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)

    def holds(self, row: int, column: int) -> bool:
        """Return whether the centre of a pixel lies inside."""
        x, y = column + 0.5, row + 0.5
        return self.left <= x < self.right and self.top <= y < self.bottom

    def shared_area(self, other: "Rectangle") -> float:
        return Rectangle(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        ).area


@dataclass(frozen=True, slots=True)
class Localisation:
    """How one heatmap did on one radiograph's boxes of one label.

    ``iobb`` is the greatest over the drawn boxes; ``chance`` is the share of the radiograph that
    they cover, which is how often a random point would hit.
    """

    hit: bool
    iobb: float
    chance: float


def localise(heatmap: NDArray[np.float32], drawn: tuple[Rectangle, ...]) -> Localisation | None:
    """Return how ``heatmap``, (rows, columns), at least 0, did; None where it is empty."""
    if not heatmap.max() > 0.0:
        return None
    row, column = np.unravel_index(int(np.argmax(heatmap)), heatmap.shape)
    predicted = region_box(heatmap, int(row), int(column))
    return Localisation(
        hit=any(box.holds(int(row), int(column)) for box in drawn),
        iobb=max(predicted.shared_area(box) / predicted.area for box in drawn),
        chance=covered_share(drawn, heatmap.shape),
    )


def region_box(heatmap: NDArray[np.float32], row: int, column: int) -> Rectangle:
    """Return the box around the strong region that holds the pixel."""
    strong = (heatmap >= REGION_SHARE * heatmap[row, column]).astype(np.uint8)
    _, regions = cv2.connectedComponents(strong)
    rows, columns = np.nonzero(regions == regions[row, column])
    return Rectangle(
        float(columns.min()), float(rows.min()), float(columns.max() + 1), float(rows.max() + 1)
    )


def covered_share(drawn: tuple[Rectangle, ...], shape: tuple[int, ...]) -> float:
    """Return the share of pixels whose centre lies in a box."""
    y, x = np.arange(shape[0])[:, np.newaxis] + 0.5, np.arange(shape[1]) + 0.5
    inside = np.zeros(shape, np.bool_)
    for box in drawn:
        inside |= (box.left <= x) & (x < box.right) & (box.top <= y) & (y < box.bottom)
    return float(inside.mean())
