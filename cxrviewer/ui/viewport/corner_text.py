"""Some lines over a radiograph, and as much of them as there is room for."""

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from cxrviewer.ui.override import override
from cxrviewer.ui.theme import image_colour, text_scale
from cxrviewer.ui.viewport.painted_item import PaintedItem
from cxrviewer.ui.viewport.writing import outlined, text_font

# The rim of the letters, on both sides.
PADDING = 4.0
ALL = 1_000_000


class CornerText(PaintedItem):
    """Lines that grow from one point: its alignment says which corner of them lies there.

    All of them are shown as wide as they are, until ``fit`` or ``fold`` says how much room
    there is; new lines are shown whole again.
    """

    def __init__(self, alignment: Qt.AlignmentFlag, *, bold_first: bool = False) -> None:
        super().__init__()
        flag = Qt.AlignmentFlag
        # Shares of the text's width and height that lie before its point.
        self._before = 0.5 * bool(alignment & flag.AlignHCenter) + bool(alignment & flag.AlignRight)
        self._above = float(bool(alignment & flag.AlignBottom))
        self._bold_first = bold_first
        self._lines: tuple[str, ...] = ()
        self._shown: tuple[str, ...] = ()
        self._widths: tuple[float, ...] = ()
        self._scale = text_scale()
        self._fonts: tuple[QFont, ...] = ()
        self._metrics: tuple[QFontMetricsF, ...] = ()
        self.setZValue(10)
        self._measure()

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything there is to say, also what there is no room for."""
        return self._lines

    @property
    def shown(self) -> tuple[str, ...]:
        return self._shown

    @property
    def line_height(self) -> float:
        return self._metrics[0].lineSpacing()

    def width_of(self, count: int = ALL) -> float:
        """Return how wide the first ``count`` lines are, whole."""
        widths = self._widths[:count]
        return max(widths) + PADDING if widths else 0.0

    def width_for(self, line: str) -> float:
        """Return how wide the text is with that line alone."""
        return self._advance(0, line) + PADDING

    def set_lines(self, lines: Sequence[str]) -> bool:
        """Show ``lines``, and return whether they are others than before."""
        if tuple(lines) == self._lines:
            return False
        self._lines = tuple(lines)
        self._measure_lines()
        return True

    def enlarge(self, scale: float) -> None:
        """Write in ``scale`` times the usual size."""
        if scale != self._scale:
            self._scale = scale
            self._measure()

    def fit(self, limit: float = math.inf, count: int = ALL) -> None:
        """Show the first ``count`` lines; those wider than ``limit`` end in dots."""
        self._show(
            line if width + PADDING <= limit else self._elided(number, limit)
            for number, (line, width) in enumerate(
                zip(self._lines[:count], self._widths, strict=False)
            )
        )

    def fold(self, limit: float) -> None:
        """Show all lines, those wider than ``limit`` broken between words."""
        folded: list[str] = []
        for line in self._lines:
            row = ""
            for word in line.split():
                longer = f"{row} {word}".strip()
                if row and self._metrics[-1].horizontalAdvance(longer) + PADDING > limit:
                    folded.append(row)
                    longer = word
                row = longer
            folded.append(row)
        self._show(folded)

    def _measure(self) -> None:
        first = text_font(self._scale, bold=self._bold_first)
        self._fonts = (first, text_font(self._scale))
        self._metrics = tuple(QFontMetricsF(font) for font in self._fonts)
        self._measure_lines()

    def _measure_lines(self) -> None:
        self._widths = tuple(self._advance(number, line) for number, line in enumerate(self._lines))
        self.fit()

    def _elided(self, number: int, limit: float) -> str:
        metrics = self._metrics[min(number, 1)]
        return metrics.elidedText(self._lines[number], Qt.TextElideMode.ElideRight, limit - PADDING)

    def _show(self, shown: Iterable[str]) -> None:
        self._shown = tuple(shown)
        widths = [self._advance(*numbered) for numbered in enumerate(self._shown)]
        width = max(widths) + PADDING if widths else 0.0
        height = self.line_height * len(self._shown)
        self.set_area(QRectF(-self._before * width, -self._above * height, width, height))
        self.update()

    def _advance(self, number: int, line: str) -> float:
        return self._metrics[min(number, 1)].horizontalAdvance(line)

    def _left_of(self, number: int, line: str) -> float:
        spare = self.area.width() - PADDING - self._advance(number, line)
        return self.area.left() + PADDING / 2.0 + self._before * spare

    @override
    def draw(self, painter: QPainter) -> None:
        for number, line in enumerate(self._shown):
            painter.setFont(self._fonts[min(number, 1)])
            y = self.area.top() + self.line_height * number + self._metrics[0].ascent()
            outlined(painter, QPointF(self._left_of(number, line), y), line, image_colour("text"))
