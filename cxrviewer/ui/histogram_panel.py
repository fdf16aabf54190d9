"""The histogram of the radiograph with the VOI curve over it; the window can be dragged there."""

from dataclasses import replace
from enum import Enum

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QHideEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from cxrviewer.app.display_state import LEAST_WIDTH, DisplayState
from cxrviewer.app.picture import Picture
from cxrviewer.app.session import Session
from cxrviewer.domain.radiograph import Radiograph, Window
from cxrviewer.imaging.histogram import Histogram, histogram_of
from cxrviewer.imaging.voi import brightness, nearest_window
from cxrviewer.ui.override import override
from cxrviewer.ui.theme import colour
from cxrviewer.ui.viewport.texts import compact, voi_line

HEIGHT = 130
BINS = 512
MARGIN = 10.0
FOOT = 18.0
NEAR = 9.0


class Handle(Enum):
    """What of the window is dragged."""

    LOW = "low"
    HIGH = "high"
    BOTH = "both"


class HistogramPanel(QWidget):
    """Counts once per radiograph, and only while it is shown."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._counted: tuple[Radiograph, Histogram] | None = None
        self._drag: tuple[Handle, float, Window] | None = None
        self.setAccessibleName(self.tr("Histogram"))
        self.setToolTip(self.tr("Drag the ends of the window, or between them all of it"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        session.picture_changed.connect(self._follow_picture)
        session.display_changed.connect(self._follow_display)
        self.hide()

    @property
    def histogram(self) -> Histogram | None:
        """What is drawn: of the shown radiograph, None where there is none."""
        radiograph = self._session.radiograph
        if radiograph is None or not self.isVisible():
            return None
        if self._counted is None or self._counted[0] is not radiograph:
            self._counted = radiograph, histogram_of(radiograph, BINS)
        return self._counted[1]

    def place_of(self, value: float) -> float:
        """Return where a modality value lies across the panel; it may lie outside."""
        found = self.histogram
        if found is None:
            return 0.0
        share = (value - found.low) / (found.high - found.low)
        return MARGIN + share * (self.width() - 2 * MARGIN)

    def _value_at(self, x: float, found: Histogram) -> float:
        share = (x - MARGIN) / max(self.width() - 2 * MARGIN, 1.0)
        return found.low + share * (found.high - found.low)

    def _window(self) -> Window | None:
        radiograph, display = self._session.radiograph, self._session.display
        if radiograph is None or display is None:
            return None
        return nearest_window(radiograph, display.voi)

    def _handle_at(self, x: float, window: Window) -> Handle:
        low, high = (min(max(place, MARGIN), self.width() - MARGIN) for place in self._ends(window))
        if min(abs(x - low), abs(x - high)) <= NEAR or not low < x < high:
            return Handle.LOW if abs(x - low) <= abs(x - high) else Handle.HIGH
        return Handle.BOTH

    def _ends(self, window: Window) -> tuple[float, float]:
        low, high = _ends_of(window)
        return self.place_of(low), self.place_of(high)

    def _follow_picture(self, _: Picture) -> None:
        self._drag = None
        self.update()

    def _follow_display(self, _: DisplayState) -> None:
        self.update()

    def _drag_to(self, x: float) -> None:
        found, display = self.histogram, self._session.display
        if self._drag is None or found is None or display is None:
            return
        handle, origin, start = self._drag
        by = self._value_at(x, found) - self._value_at(origin, found)
        self._session.active.change_display(replace(display, voi=moved_window(start, handle, by)))

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self.update()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._counted = self._drag = None

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        window = self._window()
        if event.button() is Qt.MouseButton.LeftButton and window is not None:
            x = event.position().x()
            self._drag = self._handle_at(x, window), x, window

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x, window = event.position().x(), self._window()
        if self._drag is not None:
            self._drag_to(x)
        elif window is not None:
            both = self._handle_at(x, window) is Handle.BOTH
            shape = Qt.CursorShape.SizeAllCursor if both else Qt.CursorShape.SizeHorCursor
            self.setCursor(shape)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag = None

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # Ended in any case: Qt does not survive a painter that an error has left open.
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), colour("base"))
            found, display = self.histogram, self._session.display
            if found is not None and display is not None:
                self._paint(painter, found, display)

    def _paint(self, painter: QPainter, found: Histogram, display: DisplayState) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = QRectF(self.rect()).adjusted(MARGIN, 8.0, -MARGIN, -FOOT)
        self._paint_window(painter, plot)
        self._paint_counts(painter, plot, found)
        self._paint_curve(painter, plot, found, display)
        painter.setPen(colour("dim"))
        foot = QRectF(MARGIN, plot.bottom(), plot.width(), FOOT)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, compact(found.low))
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, compact(found.high))
        painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, voi_line(display))

    def _paint_window(self, painter: QPainter, plot: QRectF) -> None:
        window = self._window()
        if window is None:
            return
        low, high = (min(max(x, plot.left()), plot.right()) for x in self._ends(window))
        painter.fillRect(QRectF(low, plot.top(), high - low, plot.height()), colour("raised"))
        painter.setPen(QPen(colour("accent"), 1.5))
        for x in (low, high):
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))

    def _paint_counts(self, painter: QPainter, plot: QRectF, found: Histogram) -> None:
        """Draw square roots: a large background would press everything else to the ground."""
        heights = np.sqrt(found.counts)
        heights /= heights.max()
        xs = np.linspace(plot.left(), plot.right(), len(heights))
        tops = plot.bottom() - heights * plot.height()
        outline = [QPointF(x, y) for x, y in zip(xs, tops, strict=True)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("faint"))
        painter.drawPolygon(QPolygonF([plot.bottomLeft(), *outline, plot.bottomRight()]))

    def _paint_curve(
        self, painter: QPainter, plot: QRectF, found: Histogram, display: DisplayState
    ) -> None:
        """Draw how bright each value is on the screen, black at the bottom."""
        radiograph = self._session.radiograph
        if radiograph is None:
            return
        values = np.linspace(found.low, found.high, max(round(plot.width()), 2))
        grey = brightness(radiograph, display.voi, values)
        if radiograph.inverted != display.inverted:
            grey = 1.0 - grey
        xs = np.linspace(plot.left(), plot.right(), len(values))
        ys = plot.bottom() - grey * plot.height()
        painter.setPen(QPen(colour("text"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in zip(xs, ys, strict=True)]))


def moved_window(start: Window, handle: Handle, by: float) -> Window:
    """Return ``start`` with an end, or all of it, moved ``by`` modality values."""
    if handle is Handle.BOTH:
        return replace(start, center=start.center + by, explanation="")
    low, high = _ends_of(start)
    if handle is Handle.LOW:
        low = min(low + by, high - LEAST_WIDTH)
    else:
        high = max(high + by, low + LEAST_WIDTH)
    return replace(start, center=(low + high) / 2.0, width=high - low, explanation="")


def _ends_of(window: Window) -> tuple[float, float]:
    return window.center - window.width / 2.0, window.center + window.width / 2.0
