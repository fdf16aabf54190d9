"""The radiograph itself, as it is painted: exactly, and quickly while a window is dragged."""

import math
import time
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem

from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.display import Look, render_look
from cxrviewer.imaging.opencv import cv2
from cxrviewer.ui.override import override
from cxrviewer.ui.viewport.painted_item import PaintedItem

# Changes of the window that follow one another faster come from a drag.
HURRY_SECONDS = 0.15
REST_MS = 120
MOST_COLOURED = 4_000_000


class PictureLayer:
    """The radiograph, looked up anew only when its look changes.

    Far below 1:1 the screen shows averages of display values instead of every n-th pixel: fine
    texture would turn into patterns that are not in the radiograph. While a window is dragged,
    every n-th pixel it is all the same; the averages follow as soon as the mouse rests.
    """

    def __init__(self, parent: QGraphicsItem) -> None:
        self._raster = Raster(parent)
        self._radiograph: Radiograph | None = None
        self._look: Look | None = None
        self._changed_at = -math.inf
        self._thinned: tuple[Radiograph, int, Radiograph] | None = None
        # It ends with what it would paint.
        self._rest = QTimer(parent.scene())
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._paint)

    def clear(self) -> None:
        self._rest.stop()
        self._radiograph = self._look = self._thinned = None
        self._changed_at = -math.inf
        self._raster.clear()

    def show(self, radiograph: Radiograph, look: Look) -> None:
        if radiograph is self._radiograph and look == self._look:
            return
        hurried = self._is_dragged(radiograph, look)
        self._radiograph, self._look = radiograph, look
        if hurried and look.shrink > 1 and look.shutter is None and not look.planes:
            self._raster.put(render_look(self._thin(radiograph, look), replace(look, shrink=1)))
            self._rest.start()
        else:
            self._paint()

    @property
    def exact(self) -> bool:
        """Whether averages are shown, not every n-th pixel."""
        return not self._rest.isActive()

    def _is_dragged(self, radiograph: Radiograph, look: Look) -> bool:
        """Return whether only the window changes, and has just done so before."""
        before, self._changed_at = self._changed_at, time.perf_counter()
        if radiograph is not self._radiograph or self._look is None:
            return False
        only_voi = look == replace(self._look, voi=look.voi)
        return only_voi and self._changed_at - before < HURRY_SECONDS

    def _paint(self) -> None:
        self._rest.stop()
        if self._radiograph is not None and self._look is not None:
            self._raster.put(render_look(self._radiograph, self._look))
            self._raster.stretch(self._radiograph.rows, self._radiograph.columns)

    def _thin(self, radiograph: Radiograph, look: Look) -> Radiograph:
        """Return every n-th pixel, taken from the picture once for a whole drag."""
        known = self._thinned
        if known is None or known[0] is not radiograph or known[1] != look.shrink:
            # The middle of each cell, so that nothing moves when the averages come.
            first = look.shrink // 2 if min(radiograph.indices.shape) > look.shrink else 0
            indices = radiograph.indices[first :: look.shrink, first :: look.shrink]
            small = replace(radiograph, indices=np.ascontiguousarray(indices), planes=())
            self._thinned = known = radiograph, look.shrink, small
        return known[2]


class Raster(PaintedItem):
    """Grey values stretched over the radiograph's rows and columns.

    They are drawn as 32-bit colours, which Qt enlarges and shrinks in a third of the time; where
    there are so many that turning them into colours takes longer than that saves, as they are.
    """

    OVERHANG = 0.0

    def __init__(self, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self._pixels: NDArray[np.uint8] | None = None
        self._image = QImage()

    def clear(self) -> None:
        self._image, self._pixels = QImage(), None
        self.stretch(0, 0)

    def put(self, grey: NDArray[np.uint8]) -> None:
        rows, columns = grey.shape
        # Qt does not keep the array alive.
        if grey.size <= MOST_COLOURED:
            self._pixels = np.asarray(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGRA), np.uint8)
            format_ = QImage.Format.Format_RGB32
        else:
            self._pixels = np.ascontiguousarray(grey)
            format_ = QImage.Format.Format_Grayscale8
        stride = self._pixels.strides[0]
        self._image = QImage(self._pixels.data, columns, rows, stride, format_)
        self.update()

    def stretch(self, rows: int, columns: int) -> None:
        self.set_area(QRectF(0, 0, columns, rows))

    @override
    def draw(self, painter: QPainter) -> None:
        painter.drawImage(self.area, self._image)
