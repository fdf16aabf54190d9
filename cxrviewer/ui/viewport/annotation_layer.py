"""Figures and words of a presentation state over the radiograph, PS3.3 C.10.5."""

from math import hypot

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsItem

from cxrviewer.domain.presentation import Caption, Graphic, GraphicKind, PresentationState
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.presentation import leaders, placed
from cxrviewer.ui.theme import image_colour
from cxrviewer.ui.viewport.corner_text import CornerText
from cxrviewer.ui.viewport.figures import RimmedLine

POINT_ARM = 6.0


class AnnotationLayer:
    """Lines are as thin and words as large at every zoom; both lie where the state puts them."""

    def __init__(self, parent: QGraphicsItem, depth: int) -> None:
        self._parent = parent
        self._depth = depth
        self._items: list[QGraphicsItem] = []

    @property
    def count(self) -> int:
        """Return how many figures and words are drawn."""
        return len(self._items)

    def clear(self) -> None:
        for item in self._items:
            self._parent.scene().removeItem(item)
        self._items.clear()

    def show(self, state: PresentationState, radiograph: Radiograph) -> None:
        """Draw the annotations of ``state`` on ``radiograph``."""
        self.clear()
        graphics, captions = placed(state, radiograph)
        for graphic in (*graphics, *leaders(captions)):
            self._add(_figure(graphic))
        for caption in captions:
            self._add(_words(caption))

    def _add(self, item: QGraphicsItem) -> None:
        item.setParentItem(self._parent)
        item.setZValue(self._depth)
        self._items.append(item)


def _words(caption: Caption) -> CornerText:
    item = CornerText(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    item.set_lines(caption.words.splitlines())
    item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
    item.setPos(QPointF(*caption.place))
    return item


def _figure(graphic: Graphic) -> RimmedLine:
    """Return the figure, its inside filled where the state says so."""
    points = [QPointF(*point) for point in graphic.points]
    item = RimmedLine(_PATHS[graphic.kind](points), image_colour("text"))
    if graphic.filled and graphic.kind is not GraphicKind.POINT:
        item.line.setBrush(image_colour("text"))
    if graphic.kind is GraphicKind.POINT:
        item.setPos(points[0])
        item.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
    return item


def _cross(_points: list[QPointF]) -> QPainterPath:
    path = QPainterPath(QPointF(-POINT_ARM, 0))
    path.lineTo(POINT_ARM, 0)
    path.moveTo(0, -POINT_ARM)
    path.lineTo(0, POINT_ARM)
    return path


def _line(points: list[QPointF]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF(points))
    return path


def _circle(points: list[QPointF]) -> QPainterPath:
    path = QPainterPath()
    radius = hypot(points[1].x() - points[0].x(), points[1].y() - points[0].y())
    path.addEllipse(points[0], radius, radius)
    return path


def _ellipse(points: list[QPointF]) -> QPainterPath:
    """Return the ellipse through the ends of its two axes, at any angle."""
    middle = (points[0] + points[1]) / 2.0
    one, other = points[1] - middle, points[3] - (points[2] + points[3]) / 2.0
    unit = QPainterPath()
    unit.addEllipse(QPointF(0, 0), 1.0, 1.0)
    return QTransform(one.x(), one.y(), other.x(), other.y(), middle.x(), middle.y()).map(unit)


_PATHS = {
    GraphicKind.POINT: _cross,
    GraphicKind.POLYLINE: _line,
    GraphicKind.CIRCLE: _circle,
    GraphicKind.ELLIPSE: _ellipse,
}
