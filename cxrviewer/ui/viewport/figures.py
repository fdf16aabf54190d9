"""Lines over a radiograph: of one width at every zoom, and on a dark rim, to be seen on white."""

from collections.abc import Iterable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem

from cxrviewer.domain.measurement import Point
from cxrviewer.ui.viewport.writing import RIM

LINE_WIDTH, RIM_WIDTH = 1.5, 3.6


def cosmetic_pen(
    tint: QColor, width: float = LINE_WIDTH, style: Qt.PenStyle = Qt.PenStyle.SolidLine
) -> QPen:
    """Return a pen whose ``width`` is in screen units at every zoom."""
    pen = QPen(tint, width, style)
    pen.setCosmetic(True)
    return pen


def path_of(lines: Iterable[Iterable[Point]], *, closed: bool = False) -> QPainterPath:
    """Return the lines as one path; ``closed`` leads each back to where it begins."""
    path = QPainterPath()
    for line in lines:
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in line]))
        if closed:
            path.closeSubpath()
    return path


class RimmedLine(QGraphicsPathItem):
    """A path on its rim; ``line`` lies on the rim and may be filled."""

    def __init__(
        self, path: QPainterPath, tint: QColor, parent: QGraphicsItem | None = None
    ) -> None:
        super().__init__(path, parent)
        self.setPen(cosmetic_pen(RIM, RIM_WIDTH))
        self.line = QGraphicsPathItem(path, self)
        self.line.setPen(cosmetic_pen(tint))
