"""What the colours of a heatmap mean."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPen

from cxrviewer.domain.heatmap_style import PLAIN_STYLE, HeatmapStyle
from cxrviewer.imaging.overlays import colour_table
from cxrviewer.ui.override import override
from cxrviewer.ui.theme import image_colour, text_scale
from cxrviewer.ui.viewport.painted_item import PaintedItem
from cxrviewer.ui.viewport.writing import SMALL_PIXELS, outlined, text_font

BAR_WIDTH, BAR_HEIGHT = 12.0, 180.0
# Words above a bar that would be lower than this give way to it.
LEAST_BAR = 50.0
# One that would be still lower says nothing, and is not drawn.
SHORTEST_BAR = 16.0
TICK, TICK_GAP, TITLE_GAP = 4.0, 8.0, 4.0
TICKS = (0.0, 0.5, 1.0)


class ColourBar(PaintedItem):
    """The colours on the bundle's absolute scale, the same for every radiograph.

    The item's place is the bar's upper right corner; words stand above it, values to its left.
    """

    def __init__(self) -> None:
        super().__init__()
        self._title: tuple[str, ...] = ()
        self._shown: tuple[str, ...] = ()
        self._end = 0.0
        self._style = PLAIN_STYLE
        self._bar = BAR_HEIGHT
        self._scale = text_scale()
        self._measure()
        self.setZValue(10)
        self.hide()

    @property
    def scale_end(self) -> float:
        """Return the value that the bar ends with, as share of the logit."""
        return self._end

    @property
    def title(self) -> tuple[str, ...]:
        """What stands above the bar, as far as there is room for it."""
        return self._shown

    @property
    def bar_height(self) -> float:
        return self._bar

    def set_scale(self, title: Sequence[str], end: float, style: HeatmapStyle) -> bool:
        """Show the style's colours up to ``end``, and return whether that is anything new.

        Below the style's floor the bar is empty. The first lines of ``title`` say the most.
        """
        if (tuple(title), end, style) == (self._title, self._end, self._style):
            return False
        self._title, self._end, self._style = tuple(title), end, style
        self.fit()
        return True

    def enlarge(self, scale: float) -> None:
        """Write in ``scale`` times the usual size."""
        if scale != self._scale:
            self._scale = scale
            self._measure()
            self.fit()

    def fit(self, width: float = math.inf, height: float = math.inf) -> None:
        """Shorten words and bar to what there is room for, which may be none at all."""
        line, overhang = self._metrics.lineSpacing(), self._metrics.height() / 2.0
        room = height - 2 * overhang - TITLE_GAP
        count = len(self._title)
        while count and room - count * line < (LEAST_BAR if count > 1 else SHORTEST_BAR):
            count -= 1
        self._bar = min(BAR_HEIGHT, room - count * line)
        self.update()
        if self._bar < SHORTEST_BAR:
            self._shown, self._bar = (), 0.0
            self.set_area(QRectF())
            return
        mode = Qt.TextElideMode.ElideRight
        self._shown = tuple(
            self._metrics.elidedText(title, mode, width) for title in self._title[:count]
        )
        words = [self._metrics.horizontalAdvance(text) for text in self._shown]
        values = [self._metrics.horizontalAdvance(self._value(share)) for share in TICKS]
        widest = max([*words, max(values) + TICK_GAP + BAR_WIDTH])
        above = count * line + TITLE_GAP + overhang
        self.set_area(QRectF(-widest, -above, widest, above + self._bar + overhang))

    def _measure(self) -> None:
        self._font = text_font(self._scale, pixels=SMALL_PIXELS)
        self._metrics = QFontMetricsF(self._font)

    def _value(self, share: float) -> str:
        return f"{self._end * share:.2g}"

    @override
    def draw(self, painter: QPainter) -> None:
        if not self._bar:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        painter.setPen(QPen(image_colour("dim"), 1))
        painter.setBrush(self._gradient())
        painter.drawRect(QRectF(-BAR_WIDTH, 0, BAR_WIDTH, self._bar))
        empty = self._bar * self._style.floor
        painter.setBrush(QColor("black"))
        painter.drawRect(QRectF(-BAR_WIDTH, self._bar - empty, BAR_WIDTH, empty))
        middle = (self._metrics.ascent() - self._metrics.descent()) / 2.0
        for share in TICKS:
            y = self._bar * (1.0 - share)
            painter.setPen(QPen(image_colour("dim"), 1))
            painter.drawLine(QPointF(-BAR_WIDTH - TICK, round(y)), QPointF(-BAR_WIDTH, round(y)))
            self._write(painter, self._value(share), -BAR_WIDTH - TICK_GAP, y + middle)
        for number, text in enumerate(self._shown):
            top = self.area.top() + number * self._metrics.lineSpacing()
            self._write(painter, text, 0.0, top + self._metrics.ascent())

    def _gradient(self) -> QLinearGradient:
        gradient = QLinearGradient(0, self._bar, 0, 0)
        for position, (red, green, blue) in enumerate(colour_table(self._style.colours)[::15]):
            gradient.setColorAt(position / 17.0, QColor(int(red), int(green), int(blue)))
        return gradient

    def _write(self, painter: QPainter, text: str, right: float, baseline: float) -> None:
        left = right - self._metrics.horizontalAdvance(text)
        outlined(painter, QPointF(left, baseline), text, image_colour("text"))
