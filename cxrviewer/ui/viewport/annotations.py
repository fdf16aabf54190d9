"""Texts, badges and the colour bar, painted in screen units over everything."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from cxrviewer.domain.heatmap_style import HeatmapStyle
from cxrviewer.imaging.overlays import colour_table
from cxrviewer.ui.override import override
from cxrviewer.ui.theme import image_colour, text_scale

MARGIN = 10.0
TEXT_PIXELS = 12
BAR_WIDTH, BAR_HEIGHT = 12.0, 180.0
BADGE_ROW = 24.0
BADGE_GROUND = QColor(10, 12, 14, 215)
RIM = QColor(0, 0, 0, 170)
RIM_OFFSETS = tuple(QPointF(x, y) for x, y in ((-1, 0), (1, 0), (0, -1), (0, 1), (1, 1)))


def text_font(*, bold: bool = False, pixels: int = TEXT_PIXELS) -> QFont:
    font = QFont()
    font.setPixelSize(round(pixels * text_scale()))
    font.setBold(bold)
    return font


def outlined(painter: QPainter, baseline: QPointF, text: str, tint: QColor) -> None:
    """Draw ``text`` with a dark rim. Stroking its outlines would take milliseconds per line."""
    painter.setPen(RIM)
    for offset in RIM_OFFSETS:
        painter.drawText(baseline + offset, text)
    painter.setPen(tint)
    painter.drawText(baseline, text)


class CornerText(QGraphicsItem):
    """Some lines in a corner, outlined so that they can be read on black and on white."""

    def __init__(self, alignment: Qt.AlignmentFlag, *, bold_first: bool = False) -> None:
        super().__init__()
        self._alignment = alignment
        self._bold_first = bold_first
        self._lines: tuple[str, ...] = ()
        self._area = QRectF()
        self._colour = image_colour("text")
        self.setZValue(10)

    @property
    def lines(self) -> tuple[str, ...]:
        return self._lines

    def set_lines(self, lines: Sequence[str], tint: QColor | None = None) -> None:
        """Show ``lines``; repaints only where something changed."""
        tint = tint or image_colour("text")
        if tuple(lines) == self._lines and tint == self._colour:
            return
        self._lines, self._colour = tuple(lines), tint
        self._measure()
        self.update()

    def place(self, width: float, height: float) -> None:
        """Put the text in its corner of a view of this size."""
        x, y = MARGIN, MARGIN
        if self._alignment & Qt.AlignmentFlag.AlignRight:
            x = width - MARGIN
        elif self._alignment & Qt.AlignmentFlag.AlignHCenter:
            x = width / 2.0
        if self._alignment & Qt.AlignmentFlag.AlignBottom:
            y = height - MARGIN
        self.setPos(x, y)

    def _measure(self) -> None:
        metrics = QFontMetricsF(text_font(bold=True))
        width = max((metrics.horizontalAdvance(line) for line in self._lines), default=0.0) + 4
        height = metrics.lineSpacing() * len(self._lines)
        x = y = 0.0
        if self._alignment & Qt.AlignmentFlag.AlignRight:
            x = -width
        elif self._alignment & Qt.AlignmentFlag.AlignHCenter:
            x = -width / 2.0
        if self._alignment & Qt.AlignmentFlag.AlignBottom:
            y = -height
        self.prepareGeometryChange()
        self._area = QRectF(x, y, width, height)

    def _left_of(self, line: str, metrics: QFontMetricsF) -> float:
        if self._alignment & Qt.AlignmentFlag.AlignRight:
            return self._area.right() - metrics.horizontalAdvance(line) - 2
        if self._alignment & Qt.AlignmentFlag.AlignHCenter:
            return -metrics.horizontalAdvance(line) / 2.0
        return self._area.left() + 2

    @override
    def boundingRect(self) -> QRectF:
        return self._area.adjusted(-2, -2, 2, 2)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        for number, line in enumerate(self._lines):
            font = text_font(bold=self._bold_first and number == 0)
            metrics = QFontMetricsF(font)
            y = self._area.top() + metrics.lineSpacing() * number + metrics.ascent()
            painter.setFont(font)
            outlined(painter, QPointF(self._left_of(line, metrics), y), line, self._colour)


class Badges(QGraphicsItem):
    """Words in boxes at the top: what the picture or the models are not."""

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[tuple[str, str], ...] = ()
        self._area = QRectF()
        self._limit = math.inf
        self.setZValue(10)

    @property
    def full_width(self) -> float:
        """How wide all badges are beside one another."""
        return sum(_badge_width(word) for word, _ in self._words)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for word, _ in self._words)

    def set_words(self, words: Sequence[tuple[str, str]]) -> None:
        """Each is (word, name of its colour)."""
        if tuple(words) == self._words:
            return
        self._words = tuple(words)
        self._measure()

    def place(self, width: float, *, below: float, limit: float) -> None:
        """Centre the badges, ``below`` the top margin, in rows not wider than ``limit``."""
        self.setPos(width / 2.0, MARGIN + below)
        if limit != self._limit:
            self._limit = limit
            self._measure()

    def _rows(self) -> list[list[tuple[str, str]]]:
        rows: list[list[tuple[str, str]]] = []
        left = 0.0
        for word, name in self._words:
            width = _badge_width(word)
            if not rows or left + width > self._limit:
                rows.append([])
                left = 0.0
            rows[-1].append((word, name))
            left += width
        return rows

    def _measure(self) -> None:
        rows = self._rows()
        width = max((_row_width(row) for row in rows), default=0.0)
        self.prepareGeometryChange()
        self._area = QRectF(-width / 2.0, 0, width, BADGE_ROW * len(rows))
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return self._area.adjusted(-2, -2, 2, 2)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(text_font(bold=True, pixels=11))
        for number, row in enumerate(self._rows()):
            left = -_row_width(row) / 2.0
            for word, name in row:
                box = QRectF(left + 4, 1 + number * BADGE_ROW, _badge_width(word) - 8, 20)
                painter.setPen(QPen(image_colour(name), 1.2))
                painter.setBrush(BADGE_GROUND)
                painter.drawRoundedRect(box, 4, 4)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
                left += _badge_width(word)


def _badge_width(word: str) -> float:
    return QFontMetricsF(text_font(bold=True, pixels=11)).horizontalAdvance(word) + 26


def _row_width(row: Sequence[tuple[str, str]]) -> float:
    return sum(_badge_width(word) for word, _ in row)


class ColourBar(QGraphicsItem):
    """The heatmap's colours on the bundle's absolute scale, the same for every radiograph."""

    def __init__(self) -> None:
        super().__init__()
        self._title: tuple[str, ...] = ()
        self._scale = 0.0
        self._area = QRectF()
        self._gradient = QLinearGradient(0, BAR_HEIGHT, 0, 0)
        self._floor = 0.0
        self.setZValue(10)
        self.hide()

    @property
    def scale_end(self) -> float:
        """Return the value that the bar ends with, as share of the logit."""
        return self._scale

    def set_scale(self, title: Sequence[str], scale: float, style: HeatmapStyle) -> None:
        """Show the style's colours up to ``scale``; below its floor the bar is empty."""
        self.prepareGeometryChange()
        self._floor = style.floor
        for position, (red, green, blue) in enumerate(colour_table(style.colours)[::15]):
            self._gradient.setColorAt(position / 17.0, QColor(int(red), int(green), int(blue)))
        self._title, self._scale = tuple(title), scale
        metrics = QFontMetricsF(text_font(pixels=11))
        width = max(metrics.horizontalAdvance(line) for line in title)
        height = metrics.lineSpacing() * len(title) + BAR_HEIGHT + 22
        left, bottom = min(BAR_WIDTH - width, -44) - 6, BAR_HEIGHT + 10
        self._area = QRectF(left, bottom - height, BAR_WIDTH + 6 - left, height)
        self.update()

    def place(self, width: float, height: float) -> None:
        self.setPos(width - MARGIN - BAR_WIDTH, (height - BAR_HEIGHT) / 2.0)

    @override
    def boundingRect(self) -> QRectF:
        return self._area.adjusted(-2, -2, 2, 2)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(image_colour("dim"), 1))
        painter.setBrush(self._gradient)
        painter.drawRect(QRectF(0, 0, BAR_WIDTH, BAR_HEIGHT))
        empty = BAR_HEIGHT * self._floor
        painter.setBrush(QColor("black"))
        painter.drawRect(QRectF(0, BAR_HEIGHT - empty, BAR_WIDTH, empty))
        metrics = QFontMetricsF(text_font(pixels=11))
        for share in (0.0, 0.5, 1.0):
            y = BAR_HEIGHT * (1.0 - share)
            painter.drawLine(-4, round(y), 0, round(y))
            self._text(painter, f"{self._scale * share:.2g}", -8.0, y + metrics.ascent() / 2 - 1)
        for number, line in enumerate(reversed(self._title)):
            self._text(painter, line, BAR_WIDTH, -10.0 - number * metrics.lineSpacing())

    def _text(self, painter: QPainter, text: str, right: float, baseline: float) -> None:
        painter.setFont(text_font(pixels=11))
        left = right - painter.fontMetrics().horizontalAdvance(text)
        outlined(painter, QPointF(left, baseline), text, image_colour("text"))
