"""How often each modality value is shown, for the eye."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.voi import shown_counts

# As a share of the values: no even steps could be told apart in less.
LEAST_SPAN = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """``counts``, float64, (bins,): pixels in even steps of values from ``low`` to ``high``."""

    low: float
    high: float
    counts: NDArray[np.float64]


def histogram_of(radiograph: Radiograph, bins: int) -> Histogram:
    """Count the pixels that are neither padding nor hidden by a shutter."""
    counts = shown_counts(radiograph)
    if not counts.any():
        counts = np.ones_like(counts)
    values = radiograph.levels[counts > 0]
    low, high = _apart(float(values.min()), float(values.max()))
    found, _ = np.histogram(values, bins, (low, high), weights=counts[counts > 0])
    return Histogram(low, high, found.astype(np.float64))


def _apart(low: float, high: float) -> tuple[float, float]:
    """Return ends around ``low`` and ``high`` between which there is room for steps."""
    if low == high:
        low, high = low - 1.0, high + 1.0
    least = LEAST_SPAN * max(abs(low), abs(high))
    return (low, high) if high - low >= least else (low - least, high + least)
