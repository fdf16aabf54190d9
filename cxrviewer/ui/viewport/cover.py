"""What stands in a comparison over the radiograph: the earlier one, or the difference."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPixmapItem, QGraphicsRectItem

from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.display import Look
from cxrviewer.imaging.orientation import Affine
from cxrviewer.ui.viewport.picture_layer import PictureLayer


class Cover:
    """Hides the radiograph and its overlays; whatever is drawn lies in the radiograph's pixels.

    The earlier radiograph is painted by the same piece as every other, at its full resolution and
    moved by Qt: switching costs one paint.
    """

    def __init__(self, parent: QGraphicsItem, depth: float) -> None:
        self._ground = QGraphicsRectItem(parent)
        self._ground.setBrush(Qt.GlobalColor.black)
        self._ground.setPen(Qt.PenStyle.NoPen)
        self._ground.setFlag(QGraphicsItem.GraphicsItemFlag.ItemClipsChildrenToShape)
        self._ground.setZValue(depth)
        self._moved = QGraphicsRectItem(self._ground)
        self._moved.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
        self._picture = PictureLayer(self._moved)
        self._pixels = QGraphicsPixmapItem(self._ground)
        self._pixels.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._source: NDArray[np.uint8] | None = None
        self.hide()

    @property
    def visible(self) -> bool:
        return self._ground.isVisible()

    def hide(self) -> None:
        self._ground.setVisible(False)

    def clear(self) -> None:
        self.hide()
        self._picture.clear()
        self._source = None
        self._pixels.setPixmap(QPixmap())

    def show_picture(
        self, radiograph: Radiograph, look: Look, way: Affine, *, size: tuple[int, int]
    ) -> None:
        """``way`` leads to the pixels of the covered radiograph, which has ``size`` of them."""
        self._picture.show(radiograph, look)
        self._moved.setTransform(QTransform(way.xx, way.yx, way.xy, way.yy, way.dx, way.dy))
        self._begin(size, picture=True)

    def show_pixels(self, values: NDArray[np.uint8], *, size: tuple[int, int]) -> None:
        """Show uint8 ``values``, (rows, columns), over the whole radiograph."""
        if values is not self._source:
            self._source = values
            data = np.ascontiguousarray(values)
            rows, columns = data.shape
            grey = QImage.Format.Format_Grayscale8
            image = QImage(data.data, columns, rows, columns, grey)
            self._pixels.setPixmap(QPixmap.fromImage(image))
        rows, columns = values.shape
        self._pixels.setTransform(QTransform.fromScale(size[1] / columns, size[0] / rows))
        self._begin(size, picture=False)

    def _begin(self, size: tuple[int, int], *, picture: bool) -> None:
        self._ground.setRect(QRectF(0, 0, size[1], size[0]))
        self._moved.setVisible(picture)
        self._pixels.setVisible(not picture)
        self._ground.setVisible(True)
