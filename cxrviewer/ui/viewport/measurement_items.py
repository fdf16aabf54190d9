"""One measurement on the radiograph: its lines, its handles and what it comes to."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsRectItem,
    QStyleOptionGraphicsItem,
    QWidget,
)

from cxrviewer.domain.measurement import Point
from cxrviewer.imaging.strokes import Stroke
from cxrviewer.ui.override import override
from cxrviewer.ui.theme import image_colour
from cxrviewer.ui.viewport.annotations import RIM, outlined, text_font

LINE_WIDTH, RIM_WIDTH = 1.5, 3.6
HANDLE = 7.0
# The label stands this far from its point, and its box this far from its words.
LABEL_OFFSET, LABEL_MARGIN = 10.0, 4.0
LABEL_GROUND = QColor(8, 10, 12, 165)


class Label(QGraphicsItem):
    """Words of one size at every zoom, never turned or mirrored, on a ground of their own."""

    def __init__(self, lines: Sequence[str], tint: QColor) -> None:
        super().__init__()
        self.lines = tuple(lines)
        self._tint = tint
        metrics = QFontMetricsF(text_font())
        width = max((metrics.horizontalAdvance(line) for line in self.lines), default=0.0)
        height = metrics.lineSpacing() * len(self.lines)
        margin = LABEL_MARGIN
        self._size = QSizeF(width + 2 * margin, height + 2 * margin - metrics.leading())
        self.box = QRectF(QPointF(LABEL_OFFSET, LABEL_OFFSET), self._size)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)

    def keep_within(self, place: Point, view: QSizeF) -> None:
        """Stand to the right of and below ``place``, or on the side where ``view`` has room."""
        width, height = self._size.width(), self._size.height()
        x = _beside(place[0], width, view.width())
        box = QRectF(QPointF(x, _beside(place[1], height, view.height())), self._size)
        if box != self.box:
            self.prepareGeometryChange()
            self.box = box
            self.update()

    @override
    def boundingRect(self) -> QRectF:
        return self.box.adjusted(-1, -1, 1, 1)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(LABEL_GROUND)
        painter.drawRoundedRect(self.box, 3, 3)
        painter.setFont(text_font())
        metrics = QFontMetricsF(text_font())
        left = self.box.left() + LABEL_MARGIN
        for number, line in enumerate(self.lines):
            top = self.box.top() + LABEL_MARGIN + number * metrics.lineSpacing()
            outlined(painter, QPointF(left, top + metrics.ascent()), line, self._tint)


class Figure(QGraphicsItem):
    """Lines on a dark rim; all of one width at every zoom."""

    def __init__(self, lines: Iterable[Stroke], tint: QColor) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
        path = _path(lines)
        for pen in (_pen(RIM, RIM_WIDTH), _pen(tint, LINE_WIDTH)):
            QGraphicsPathItem(path, self).setPen(pen)
        self._tint = tint

    def add_handles(self, places: Iterable[Point]) -> None:
        for x, y in places:
            handle = QGraphicsRectItem(-HANDLE / 2, -HANDLE / 2, HANDLE, HANDLE, self)
            handle.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
            handle.setPos(x, y)
            handle.setPen(_pen(self._tint, LINE_WIDTH))
            handle.setBrush(RIM)

    def add_label(self, place: Point, lines: Sequence[str]) -> Label:
        label = Label(lines, self._tint)
        label.setParentItem(self)
        label.setPos(*place)
        return label

    @override
    def boundingRect(self) -> QRectF:
        return QRectF()

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """The children are all there is."""


def tint_of(*, chosen: bool) -> QColor:
    return image_colour("measure_chosen" if chosen else "measure")


def _beside(place: float, length: float, room: float) -> float:
    """Return where a length begins behind ``place``, or before it where the room ends too soon."""
    fits = place + LABEL_OFFSET + length <= room or place - LABEL_OFFSET - length < 0
    return LABEL_OFFSET if fits else -LABEL_OFFSET - length


def _path(lines: Iterable[Stroke]) -> QPainterPath:
    path = QPainterPath()
    for line in lines:
        for number, (x, y) in enumerate(line):
            if number:
                path.lineTo(x, y)
            else:
                path.moveTo(x, y)
    return path


def _pen(tint: QColor, width: float) -> QPen:
    pen = QPen(tint, width)
    pen.setCosmetic(True)
    return pen
