"""One measurement on the radiograph: its lines, its handles and what it comes to."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsRectItem,
)

from cxrviewer.domain.measurement import Point
from cxrviewer.imaging.strokes import Stroke
from cxrviewer.ui.override import override
from cxrviewer.ui.theme import image_colour, text_scale
from cxrviewer.ui.viewport.figures import RimmedLine, cosmetic_pen, path_of
from cxrviewer.ui.viewport.painted_item import PaintedItem
from cxrviewer.ui.viewport.writing import RIM, outlined, text_font

HANDLE = 7.0
# The label stands this far from its point, and its box this far from its words.
LABEL_OFFSET, LABEL_MARGIN = 10.0, 4.0
LABEL_GROUND = QColor(8, 10, 12, 165)


class Label(PaintedItem):
    """Words of one size at every zoom, never turned or mirrored, on a ground of their own."""

    def __init__(self, lines: Sequence[str], tint: QColor) -> None:
        super().__init__()
        self.lines = tuple(lines)
        self._tint = tint
        self._font = text_font(text_scale())
        self._metrics = metrics = QFontMetricsF(self._font)
        width = max((metrics.horizontalAdvance(line) for line in self.lines), default=0.0)
        height = metrics.lineSpacing() * len(self.lines) - metrics.leading()
        self._size = QSizeF(width + 2 * LABEL_MARGIN, height + 2 * LABEL_MARGIN)
        self.set_area(QRectF(QPointF(LABEL_OFFSET, LABEL_OFFSET), self._size))
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)

    def keep_within(self, place: Point, view: QSizeF) -> None:
        """Stand to the right of and below ``place``, or on the side where ``view`` has room."""
        width, height = self._size.width(), self._size.height()
        x = _beside(place[0], width, view.width())
        y = _beside(place[1], height, view.height())
        self.set_area(QRectF(QPointF(x, y), self._size))

    @override
    def draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(LABEL_GROUND)
        painter.drawRoundedRect(self.area, 3, 3)
        painter.setFont(self._font)
        first = self.area.topLeft() + QPointF(LABEL_MARGIN, LABEL_MARGIN + self._metrics.ascent())
        for number, line in enumerate(self.lines):
            below = QPointF(0.0, number * self._metrics.lineSpacing())
            outlined(painter, first + below, line, self._tint)


class Figure(RimmedLine):
    """The lines of one measurement, with its handles and its label."""

    def __init__(self, lines: Iterable[Stroke], tint: QColor) -> None:
        super().__init__(path_of(lines), tint)
        self._tint = tint

    def add_handles(self, places: Iterable[Point]) -> None:
        for x, y in places:
            handle = QGraphicsRectItem(-HANDLE / 2, -HANDLE / 2, HANDLE, HANDLE, self)
            handle.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
            handle.setPos(x, y)
            handle.setPen(cosmetic_pen(self._tint))
            handle.setBrush(RIM)

    def add_label(self, place: Point, lines: Sequence[str]) -> Label:
        label = Label(lines, self._tint)
        label.setParentItem(self)
        label.setPos(*place)
        return label


def tint_of(*, chosen: bool) -> QColor:
    return image_colour("measure_chosen" if chosen else "measure")


def _beside(place: float, length: float, room: float) -> float:
    """Return where a length begins behind ``place``, or before it where the room ends too soon.

    Where neither side has room for it, it covers the place and stays in sight.
    """
    if place + LABEL_OFFSET + length <= room:
        return LABEL_OFFSET
    if place - LABEL_OFFSET - length >= 0:
        return -LABEL_OFFSET - length
    return max(room - length - place, -place) if 0.0 <= place <= room else LABEL_OFFSET
