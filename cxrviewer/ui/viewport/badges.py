"""Words in boxes at the top: what the picture or the models are not."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from cxrviewer.ui.override import override
from cxrviewer.ui.theme import image_colour, text_scale
from cxrviewer.ui.viewport.painted_item import PaintedItem
from cxrviewer.ui.viewport.writing import SMALL_PIXELS, text_font

GROUND = QColor(10, 12, 14, 215)
# Between the words and their box above and beside, between the boxes, and between their rows.
PADDING, SIDE_PADDING, GAP, ROW_GAP = 3.0, 9.0, 8.0, 4.0
CORNER = 4.0


@dataclass(frozen=True, slots=True)
class Badge:
    """``width`` is that of its box, whole; ``tint`` the name of its colour."""

    word: str
    tint: str
    width: float


class Badges(PaintedItem):
    """Boxes beside one another, in as many rows as there is need; they hang from one point."""

    def __init__(self) -> None:
        super().__init__()
        self._words: tuple[tuple[str, str], ...] = ()
        self._badges: tuple[Badge, ...] = ()
        self._rows: list[list[Badge]] = []
        self._limit = math.inf
        self.setZValue(10)
        self._measure(text_scale())

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for word, _ in self._words)

    @property
    def full_width(self) -> float:
        """How wide all badges are beside one another."""
        return _row_width(self._badges)

    @property
    def row_height(self) -> float:
        return self._metrics.height() + 2 * PADDING + ROW_GAP

    @property
    def whole(self) -> bool:
        """Whether every word is there in full."""
        return all(badge.width <= self._limit for badge in self._badges)

    def set_words(self, words: Sequence[tuple[str, str]]) -> bool:
        """Each is (word, name of its colour). Return whether they are others than before."""
        if tuple(words) == self._words:
            return False
        self._words = tuple(words)
        self._measure(self._scale)
        return True

    def enlarge(self, scale: float) -> None:
        """Write in ``scale`` times the usual size."""
        if scale != self._scale:
            self._measure(scale)

    def fit(self, limit: float = math.inf) -> None:
        """Arrange the badges in rows not wider than ``limit``."""
        self._limit = limit
        self._rows = []
        for badge in self._badges:
            if not self._rows or _row_width([*self._rows[-1], badge]) > limit:
                self._rows.append([])
            self._rows[-1].append(badge)
        width = min(max(map(_row_width, self._rows), default=0.0), limit)
        self.set_area(QRectF(-width / 2.0, 0.0, width, self.row_height * len(self._rows)))
        self.update()

    def _measure(self, scale: float) -> None:
        self._scale = scale
        self._font = text_font(scale, bold=True, pixels=SMALL_PIXELS)
        self._metrics = QFontMetricsF(self._font)
        self._badges = tuple(
            Badge(word, tint, self._metrics.horizontalAdvance(word) + 2 * SIDE_PADDING)
            for word, tint in self._words
        )
        self.fit()

    @override
    def draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        height = self.row_height - ROW_GAP
        for number, row in enumerate(self._rows):
            left = -min(_row_width(row), self._limit) / 2.0
            for badge in row:
                width = min(badge.width, self._limit)
                self._draw_badge(
                    painter, badge, QRectF(left, number * self.row_height, width, height)
                )
                left += width + GAP

    def _draw_badge(self, painter: QPainter, badge: Badge, box: QRectF) -> None:
        painter.setPen(QPen(image_colour(badge.tint), 1.2))
        painter.setBrush(GROUND)
        painter.drawRoundedRect(box, CORNER, CORNER)
        room = box.width() - 2 * SIDE_PADDING
        # What is known to fit is not measured again, for a rounding error would cut it.
        fits = badge.width <= self._limit
        mode = Qt.TextElideMode.ElideRight
        word = badge.word if fits else self._metrics.elidedText(badge.word, mode, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)


def _row_width(row: Sequence[Badge]) -> float:
    return sum(badge.width for badge in row) + GAP * max(len(row) - 1, 0)
