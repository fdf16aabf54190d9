"""Modality values as shares of a radiograph's own histogram, and back.

Values of a radiograph have no physical unit; a share says the same of any radiograph.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.voi import shown_counts


@dataclass(frozen=True, slots=True, eq=False)
class ShareScale:
    """``shares`` in percent, from 0 at the least shown value to 100 at the greatest.

    Both arrays are float64, (n,), and strictly increasing. Beyond their ends the scale goes on
    evenly, so that a window wider than the radiograph's values has its shares too.
    """

    values: NDArray[np.float64]
    shares: NDArray[np.float64]

    @classmethod
    def of(cls, radiograph: Radiograph) -> "ShareScale":
        counts = shown_counts(radiograph)
        if not counts.any():
            counts = np.ones_like(counts)
        values, place = np.unique(radiograph.levels[counts > 0], return_inverse=True)
        pixels = np.bincount(place, weights=counts[counts > 0])
        below = np.cumsum(pixels) - pixels
        return cls(values, below * (100.0 / max(below[-1], 1.0)))

    def share_of(self, value: float) -> float:
        low, high = self._ends
        if low <= value <= high:
            return float(np.interp(value, self.values, self.shares))
        beyond = value - (low if value < low else high)
        return (0.0 if value < low else 100.0) + 100.0 * beyond / self._span

    def value_at(self, share: float) -> float:
        low, high = self._ends
        if share < 0.0:
            return low + share / 100.0 * self._span
        if share > 100.0:
            return high + (share - 100.0) / 100.0 * self._span
        return float(np.interp(share, self.shares, self.values))

    @property
    def _ends(self) -> tuple[float, float]:
        return float(self.values[0]), float(self.values[-1])

    @property
    def _span(self) -> float:
        low, high = self._ends
        return max(high - low, 1.0)
