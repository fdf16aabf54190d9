"""What draws itself over a radiograph, within an area of its own."""

from typing import ClassVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cxrviewer.ui.override import override


class PaintedItem(QGraphicsItem):
    """Subclasses set their area, and draw in it; lines may go beyond it by ``OVERHANG``."""

    OVERHANG: ClassVar[float] = 2.0

    def __init__(self, parent: QGraphicsItem | None = None) -> None:
        super().__init__(parent)
        self._area = self._bounds = QRectF()

    @property
    def area(self) -> QRectF:
        """The area that is drawn in, in the item's own units."""
        return self._area

    def set_area(self, area: QRectF) -> None:
        if area != self._area:
            self.prepareGeometryChange()
            over = self.OVERHANG
            self._area, self._bounds = area, area.adjusted(-over, -over, over, over)

    def draw(self, painter: QPainter) -> None:
        raise NotImplementedError

    @override
    def boundingRect(self) -> QRectF:
        return self._bounds

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        self.draw(painter)
