"""What is painted over the radiograph, and how far pictures are shrunk for it."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QGraphicsPixmapItem

from cxrviewer.domain.agreement import AgreedAttention
from cxrviewer.domain.analysis import AttentionGrid, LungMask
from cxrviewer.domain.heatmap_style import HeatmapStyle
from cxrviewer.imaging.agreement import agreement_contours
from cxrviewer.imaging.attention import attention_contours
from cxrviewer.imaging.opencv import cv2
from cxrviewer.imaging.overlays import heatmap_rgba, make_heatmap, mask_rgba
from cxrviewer.ui.theme import image_colour
from cxrviewer.ui.viewport.figures import cosmetic_pen, path_of

HEATMAP_SIDE = 512
MASK_SIDE = 1024


class OverlayLayer:
    """A coloured picture over the whole radiograph; Qt enlarges it and applies its opacity.

    A pixmap holds premultiplied colours, which Qt draws in half the time of an image's.
    """

    def __init__(self, parent: QGraphicsItem, depth: int) -> None:
        self._item = QGraphicsPixmapItem(parent)
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._item.setZValue(depth)
        self._source: object = None
        self._style: HeatmapStyle | None = None

    @property
    def visible(self) -> bool:
        return self._item.isVisible() and self._source is not None

    def hide(self) -> None:
        self._item.setVisible(False)

    def clear(self) -> None:
        self._source = None
        self._item.setPixmap(QPixmap())
        self.hide()

    def show_heatmap(self, grid: AttentionGrid, style: HeatmapStyle, opacity: float) -> None:
        if grid is not self._source or style != self._style:
            box = grid.letterbox
            rows, columns = bounded_size(box.rows, box.columns, HEATMAP_SIDE)
            heatmap = make_heatmap(grid, rows=rows, columns=columns, native=style.native)
            rgba = heatmap_rgba(heatmap.values, opacity=1.0, style=style)
            self._set(grid, rgba, (box.rows, box.columns))
            self._style = style
        self._show(opacity)

    def show_mask(self, mask: LungMask, opacity: float) -> None:
        if mask is not self._source:
            small = shrunk_mask(mask.mask)
            rows, columns = mask.mask.shape
            self._set(mask, mask_rgba(small, opacity=1.0), (rows, columns))
        self._show(opacity)

    def _set(self, source: object, rgba: NDArray[np.uint8], size: tuple[int, int]) -> None:
        self._source = source
        rows, columns = rgba.shape[:2]
        data = np.ascontiguousarray(rgba)
        image = QImage(data.data, columns, rows, 4 * columns, QImage.Format.Format_RGBA8888)
        self._item.setPixmap(QPixmap.fromImage(image))
        self._item.setTransform(QTransform.fromScale(size[1] / columns, size[0] / rows))

    def _show(self, opacity: float) -> None:
        self._item.setOpacity(opacity)
        self._item.setVisible(True)


class ContourLayer:
    """Lines around model attention, one screen pixel and a half wide at every zoom."""

    def __init__(self, parent: QGraphicsItem, depth: int, tint: str) -> None:
        self._item = QGraphicsPathItem(parent)
        self._item.setPen(cosmetic_pen(image_colour(tint)))
        self._item.setZValue(depth)
        self._source: tuple[AttentionGrid, HeatmapStyle] | None = None

    @property
    def visible(self) -> bool:
        return self._item.isVisible() and not self._item.path().isEmpty()

    def hide(self) -> None:
        self._item.setVisible(False)

    def show(self, grid: AttentionGrid, style: HeatmapStyle) -> None:
        if self._source is None or self._source[0] is not grid or self._source[1] != style:
            self._item.setPath(path_of(attention_contours(grid, style), closed=True))
            self._source = grid, style
        self._item.setVisible(True)


class AgreementLayer:
    """Broken lines around what nearly all views agree on, so that they differ from a contour."""

    def __init__(self, parent: QGraphicsItem, depth: float) -> None:
        self._item = QGraphicsPathItem(parent)
        self._item.setPen(cosmetic_pen(image_colour("agreement"), 2.0, Qt.PenStyle.DashLine))
        self._item.setZValue(depth)
        self._source: tuple[AgreedAttention, float] | None = None

    @property
    def visible(self) -> bool:
        return self._item.isVisible() and not self._item.path().isEmpty()

    def hide(self) -> None:
        self._item.setVisible(False)

    def show(self, agreed: AgreedAttention, floor: float, size: tuple[int, int]) -> None:
        """``size``: rows and columns of the radiograph."""
        if self._source is None or self._source[0] is not agreed or self._source[1] != floor:
            lines = agreement_contours(agreed, floor=floor, size=size)
            self._item.setPath(path_of(lines, closed=True))
            self._source = agreed, floor
        self._item.setVisible(True)


def shrink_for(scale: float) -> int:
    """Return by which power of two to shrink for ``scale`` physical screen pixels per pixel."""
    shrink = 1
    while scale * shrink <= 0.5:
        shrink *= 2
    return shrink


def shrunk_mask(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return ``mask`` with at most MASK_SIDE rows and columns."""
    rows, columns = bounded_size(mask.shape[0], mask.shape[1], MASK_SIDE)
    grey = mask.view(np.uint8) * np.uint8(255)
    small = cv2.resize(grey, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(small >= 128, np.bool_)


def bounded_size(rows: int, columns: int, side: int) -> tuple[int, int]:
    """Return rows and columns in the same ratio, the longer at most ``side``."""
    scale = min(1.0, side / max(rows, columns))
    return max(1, round(rows * scale)), max(1, round(columns * scale))
