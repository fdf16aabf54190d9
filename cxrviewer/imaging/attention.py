"""Measures and outlines of model attention."""

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.analysis import AttentionGrid, LungMask
from cxrviewer.domain.heatmap_style import HeatmapStyle
from cxrviewer.imaging.area import resize_area
from cxrviewer.imaging.opencv import cv2
from cxrviewer.imaging.overlays import make_heatmap

MEASURED_SIDE = 256
CONTOUR_SIDE = 640
Line = NDArray[np.float64]


def share_outside_lungs(grid: AttentionGrid, lungs: LungMask) -> float | None:
    """Return the share of the attention that lies outside the lungs, in [0, 1].

    None where the model paid no attention or no lung was found.
    """
    rows, columns = bounded(lungs.mask.shape)
    values = make_heatmap(grid, rows=rows, columns=columns).values
    mask = resize_area(lungs.mask.view(np.uint8), rows, columns)
    total = float(values.sum())
    if total <= 0.0 or not lungs.mask.any():
        return None
    return float(values[mask == 0].sum()) / total


def looks_elsewhere(share_outside: float, lungs: LungMask) -> bool:
    """Say whether a model looked no more at the lungs than attention spread evenly would."""
    return share_outside >= 1.0 - lungs.fraction


def attention_contours(
    grid: AttentionGrid, style: HeatmapStyle, *, side: int = CONTOUR_SIDE
) -> tuple[Line, ...]:
    """Return closed lines around what lies at or above the floor, (n, 2) of x and y in pixels.

    The coordinates are those of the radiograph, from the outer corner of its first pixel.
    """
    box = grid.letterbox
    rows, columns = bounded((box.rows, box.columns), side)
    heatmap = make_heatmap(grid, rows=rows, columns=columns, native=style.native)
    return contours_of(heatmap.values, floor=style.floor, size=(box.rows, box.columns))


def contours_of(
    values: NDArray[np.float32], *, floor: float, size: tuple[int, int]
) -> tuple[Line, ...]:
    """Return closed lines around ``values`` at or above ``floor``, in pixels as above.

    ``values`` covers a whole radiograph of ``size`` (rows, columns) with any number of pixels.
    """
    above = (values >= max(floor, 1e-6)).astype(np.uint8)
    found, _ = cv2.findContours(above, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    scale = np.array([size[1] / values.shape[1], size[0] / values.shape[0]])
    return tuple((line[:, 0].astype(np.float64) + 0.5) * scale for line in found)


def bounded(size: tuple[int, ...], side: int = MEASURED_SIDE) -> tuple[int, int]:
    scale = min(1.0, side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
