"""Modality values to display values: windows, VOI LUTs, polarity.

Everything is computed once per level and looked up per pixel, so that each VOI function costs the
same. Sources: DICOM PS3.3 C.11.2 (VOI LUT), C.7.6.3.1.2 (photometric interpretation).
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.radiograph import (
    MAX_LEVELS,
    Radiograph,
    RegradedVoi,
    SenderVoi,
    Voi,
    VoiFunction,
    VoiLut,
    Window,
)
from cxrviewer.imaging.opencv import cv2
from cxrviewer.imaging.shutter import shutter_mask

DISPLAY_WHITE = 255
AUTO_PERCENTILES = (0.5, 99.5)
REGION_SIDE = 3
# Halves go up, also those that an inversion has moved by the last bit: a picture and its negative
# in the other polarity are to look the same.
ROUNDING = 0.5 + 1e-9


def apply_window(levels: NDArray[np.float64], window: Window) -> NDArray[np.float64]:
    """Return ``levels`` mapped to [0, 1] by PS3.3 C.11.2.1.2 (LINEAR) or C.11.2.1.3."""
    center, width = window.center, window.width
    if window.function is VoiFunction.SIGMOID:
        exponent = np.clip(-4.0 * (levels - center) / width, -700.0, 700.0)
        return 1.0 / (1.0 + np.exp(exponent))
    if window.function is VoiFunction.LINEAR_EXACT:
        return np.clip((levels - center) / width + 0.5, 0.0, 1.0)
    if width == 1:
        return (levels > center - 0.5).astype(np.float64)
    return np.clip((levels - (center - 0.5)) / (width - 1.0) + 0.5, 0.0, 1.0)


def apply_voi_lut(levels: NDArray[np.float64], lut: VoiLut) -> NDArray[np.float64]:
    """Return ``levels`` mapped to [0, 1] by a VOI LUT; values outside it take its end entries."""
    positions = np.clip(np.floor(levels) - lut.first, 0, len(lut.table) - 1)
    return np.asarray(lut.table[positions.astype(np.intp)] / float(2**lut.bits - 1), np.float64)


def apply_voi(levels: NDArray[np.float64], voi: Voi) -> NDArray[np.float64]:
    """Return ``levels`` mapped to [0, 1] by whichever VOI is given."""
    if isinstance(voi, RegradedVoi):
        return apply_voi(voi.levels, voi.voi)
    if isinstance(voi, VoiLut):
        return apply_voi_lut(levels, voi)
    return apply_window(levels, voi)


def brightness(
    radiograph: Radiograph, voi: Voi, values: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how bright ``voi`` shows modality values of the radiograph, [0, 1], float64, (n,).

    What a presentation state makes of a value is known for each level; between them it is drawn
    straight.
    """
    if not isinstance(voi, RegradedVoi):
        return apply_voi(values, voi)
    order = np.argsort(radiograph.levels, kind="stable")
    grey = apply_voi(radiograph.levels, voi)
    return np.asarray(np.interp(values, radiograph.levels[order], grey[order]), np.float64)


def apply_curve(grey: NDArray[np.float64], curve: VoiLut) -> NDArray[np.float64]:
    """Return ``grey``, [0, 1], behind a Presentation LUT, PS3.3 C.11.6: its inputs are spread."""
    positions = (grey * (len(curve.table) - 1) + ROUNDING).astype(np.intp)
    return np.asarray(curve.table[positions] / float(2**curve.bits - 1), np.float64)


def display_table(
    radiograph: Radiograph, voi: Voi, *, invert: bool = False, curve: VoiLut | None = None
) -> NDArray[np.uint8]:
    """Return the display value of each index, uint8, (65536,).

    ``curve`` and then inversion come after the VOI; padding is black whatever the polarity.
    """
    grey = apply_voi(radiograph.levels, voi)
    if curve is not None:
        grey = apply_curve(grey, curve)
    if radiograph.inverted != invert:
        grey = 1.0 - grey
    grey[radiograph.padding] = 0.0
    table = np.zeros(MAX_LEVELS, np.uint8)
    # The cast cuts the fraction off, in a fifteenth of the time of np.floor.
    table[: len(grey)] = grey * DISPLAY_WHITE + ROUNDING
    return table


def count_levels(
    radiograph: Radiograph, shown: NDArray[np.uint8] | None = None
) -> NDArray[np.int64]:
    """Return how many pixels have each level, padding left out, int64, (n,).

    Only those where ``shown``, (rows, columns), is not 0, where it is given.
    """
    size = [len(radiograph.levels)]
    counts = cv2.calcHist([radiograph.indices], [0], shown, size, [0, *size])
    found = counts.ravel().astype(np.int64)
    return np.asarray(np.where(radiograph.padding, 0, found))


def percentile_levels(radiograph: Radiograph, percentiles: tuple[float, ...]) -> tuple[float, ...]:
    """Return the modality values below which the given percentages of unpadded pixels lie.

    A shutter does not count: models look at these values.
    """
    return _percentiles(radiograph, count_levels(radiograph), percentiles)


def shown_percentiles(radiograph: Radiograph, percentiles: tuple[float, ...]) -> tuple[float, ...]:
    """Return such values for the display: what the sender's shutter hides is left out as well."""
    if radiograph.inverted:
        # Counted from white, so that both polarities of a picture come to the same pixels.
        turned = tuple(100.0 - percentile for percentile in percentiles)
        return tuple(-value for value in shown_percentiles(white_is_high(radiograph), turned))
    return _percentiles(radiograph, shown_counts(radiograph), percentiles)


def shown_counts(radiograph: Radiograph) -> NDArray[np.int64]:
    """Return how many pixels that are neither padding nor hidden by the shutter have each level.

    int64, (n,). A shutter that hides everything does not count.
    """
    counts = count_levels(radiograph)
    if radiograph.shutter is None:
        return counts
    mask = shutter_mask(radiograph.shutter, radiograph.rows, radiograph.columns)
    inside = count_levels(radiograph, mask)
    return inside if inside.any() else counts


def white_is_high(radiograph: Radiograph) -> Radiograph:
    """Return the same picture with high values white: where they were black, all are negated."""
    if not radiograph.inverted:
        return radiograph
    return replace(radiograph, levels=-radiograph.levels, inverted=False, vois=())


def _percentiles(
    radiograph: Radiograph, counts: NDArray[np.int64], percentiles: tuple[float, ...]
) -> tuple[float, ...]:
    if not counts.any():
        counts = np.ones_like(counts)
    levels = radiograph.levels
    if (levels[1:] < levels[:-1]).any():
        order = np.argsort(levels, kind="stable")
        levels, counts = levels[order], counts[order]
    cumulated = np.cumsum(counts)
    targets = np.asarray(percentiles) / 100.0 * cumulated[-1]
    found = np.searchsorted(cumulated, np.maximum(targets, 1), side="left")
    return tuple(float(v) for v in levels[np.minimum(found, len(levels) - 1)])


def auto_window(radiograph: Radiograph) -> Window:
    """Return a robust window over the pixels that are neither padding nor hidden by a shutter."""
    low, high = shown_percentiles(radiograph, AUTO_PERCENTILES)
    return window_between(low, high, explanation="Auto")


def region_window(
    radiograph: Radiograph, first: tuple[float, float], last: tuple[float, float]
) -> Window | None:
    """Return the automatic window of the pixels between two corners, (x, y) in pixels.

    None where less than REGION_SIDE pixels of the radiograph lie between them either way.
    """
    left, right = (round(x) for x in sorted((first[0], last[0])))
    top, bottom = (round(y) for y in sorted((first[1], last[1])))
    inside = radiograph.indices[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
    if min(inside.shape) < REGION_SIDE:
        return None
    size = [MAX_LEVELS]
    found = cv2.calcHist([np.ascontiguousarray(inside)], [0], None, size, [0, MAX_LEVELS])
    counts = found.ravel()[: len(radiograph.levels)].astype(np.int64)
    counts[radiograph.padding] = 0
    if not counts.any():
        return None
    low, high = _percentiles(radiograph, counts, AUTO_PERCENTILES)
    return window_between(low, high, explanation="Region")


def full_range_window(radiograph: Radiograph) -> Window:
    """Return the window from the least to the greatest value that is shown outside padding."""
    low, high = shown_percentiles(radiograph, (0.0, 100.0))
    return window_between(low, high, explanation="Full range")


def window_between(low: float, high: float, *, explanation: str = "") -> Window:
    """Return the LINEAR window whose black is ``low`` and whose white is ``high``."""
    width = max(high - low, 0.0) + 1.0
    return Window((low + high + 1.0) / 2.0, width, explanation=explanation)


def initial_voi(radiograph: Radiograph) -> SenderVoi:
    """Return the sender's first VOI, or the automatic window where none is given."""
    return radiograph.vois[0] if radiograph.vois else auto_window(radiograph)


def nearest_window(radiograph: Radiograph, voi: Voi) -> Window:
    """Return ``voi`` as a window to drag from; a LUT becomes the window over its input range.

    A state's window becomes that over the radiograph's own values which it does not cut off.
    """
    if isinstance(voi, Window):
        return voi
    if isinstance(voi, RegradedVoi):
        grey = apply_voi(voi.levels, voi.voi)
        inside = radiograph.levels[(grey > 0.0) & (grey < 1.0) & ~radiograph.padding]
        if not len(inside):
            return auto_window(radiograph)
        return window_between(float(inside.min()), float(inside.max()))
    steps = np.flatnonzero(np.diff(voi.table))
    if not len(steps):
        return auto_window(radiograph)
    return window_between(voi.first + float(steps[0]), voi.first + float(steps[-1]) + 1.0)
