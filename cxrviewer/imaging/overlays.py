"""Heatmaps and lung masks as something to draw."""

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.analysis import AttentionGrid, Heatmap
from cxrviewer.domain.heatmap_style import PLAIN_STYLE, ColourMap, HeatmapStyle
from cxrviewer.imaging.geometry import to_image_space
from cxrviewer.imaging.opencv import cv2

LUNG_COLOUR = (64, 200, 255)


def make_heatmap(
    grid: AttentionGrid, *, rows: int = 0, columns: int = 0, native: bool = False
) -> Heatmap:
    """Return the attention of ``grid`` in image space, as shares of its absolute scale.

    By default as large as the radiograph; a screen needs fewer pixels and lets Qt enlarge them.
    ``native`` keeps the cells of the network's grid as they are.
    """
    shares = grid.values / np.float32(grid.scale)
    values = to_image_space(shares, grid.letterbox, rows=rows, columns=columns, smooth=not native)
    return Heatmap(grid.pathology, grid.bundle, np.clip(values, 0.0, 1.0), grid.scale)


def colour_table(colours: ColourMap = ColourMap.INFERNO) -> NDArray[np.uint8]:
    """Return the colour bar, RGB, uint8, (256, 3), from 0 to the end of the scale."""
    ramp = np.arange(256, dtype=np.uint8)[:, np.newaxis]
    tables = {
        ColourMap.INFERNO: cv2.COLORMAP_INFERNO,
        ColourMap.TURBO: cv2.COLORMAP_TURBO,
        ColourMap.JET: cv2.COLORMAP_JET,
    }
    bgr = cv2.applyColorMap(ramp, tables[colours])[:, 0]
    return np.ascontiguousarray(bgr[:, ::-1])


def heatmap_rgba(
    values: NDArray[np.float32], *, opacity: float, style: HeatmapStyle = PLAIN_STYLE
) -> NDArray[np.uint8]:
    """Return the colours of heatmap ``values`` in [0, 1], RGBA, uint8, (rows, columns, 4).

    Transparent below the style's floor, so that the radiograph stays as it is where a model did not
    look; above it the alpha rises to ``opacity`` over the next tenth of the scale, and at once
    where the network's own cells are shown.
    """
    rgba = np.empty((*values.shape, 4), np.uint8)
    rgba[..., :3] = colour_table(style.colours)[np.rint(values * 255).astype(np.uint8)]
    rise = 1e-6 if style.native else 0.1
    ramp = np.clip((values - np.float32(style.floor)) / np.float32(rise), 0.0, 1.0)
    rgba[..., 3] = np.rint(ramp * opacity * 255)
    return rgba


def mask_rgba(mask: NDArray[np.bool_], *, opacity: float) -> NDArray[np.uint8]:
    """Return a tinted mask with a solid outline, RGBA, uint8, (rows, columns, 4)."""
    rgba = np.zeros((*mask.shape, 4), np.uint8)
    rgba[mask] = (*LUNG_COLOUR, round(opacity * 0.4 * 255))
    outlines, _ = cv2.findContours(mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    thickness = max(1, round(max(mask.shape) / 500))
    cv2.drawContours(rgba, outlines, -1, (*LUNG_COLOUR, round(opacity * 255)), thickness)
    return rgba


def blend(display: NDArray[np.uint8], rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the overlay drawn on display values of the same size, RGB, uint8."""
    alpha = rgba[..., 3:].astype(np.float32) / 255.0
    mixed = display[..., np.newaxis] * (1.0 - alpha) + rgba[..., :3] * alpha
    return np.asarray(np.rint(mixed), np.uint8)
