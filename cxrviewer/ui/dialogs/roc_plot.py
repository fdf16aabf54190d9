"""The ROC curve with its band, and the point that is chosen on it."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from cxrviewer.domain.roc import Floats, Rates, Roc
from cxrviewer.ui.override import override
from cxrviewer.ui.theme import colour

MARGIN, FOOT = 44.0, 38.0


class RocPlot(QWidget):
    """False positive rate across, sensitivity up, both from 0 to 1."""

    def __init__(self) -> None:
        super().__init__()
        self.roc: Roc | None = None
        self.rates: Rates | None = None
        self.setAccessibleName(self.tr("ROC curve"))

    def show_curve(self, roc: Roc | None) -> None:
        self.roc, self.rates = roc, None
        self.update()

    def show_point(self, rates: Rates) -> None:
        self.rates = rates
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(420, 420)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(260, 260)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width() - MARGIN - 12.0, self.height() - FOOT - 12.0)
        plot = QRectF(MARGIN, 12.0, side, side)
        painter.fillRect(plot, colour("base"))
        self._paint_axes(painter, plot)
        if self.roc is None:
            return
        self._paint_band(painter, plot, self.roc)
        painter.setPen(QPen(colour("accent"), 2.0))
        painter.drawPolyline(_line(plot, self.roc.false, self.roc.sensitivity))
        if self.rates is not None:
            across, up = 1.0 - self.rates.specificity.value, self.rates.sensitivity.value
            painter.setPen(QPen(colour("base"), 1.5))
            painter.setBrush(colour("above"))
            painter.drawEllipse(_place(plot, across, up), 6.0, 6.0)

    def _paint_band(self, painter: QPainter, plot: QRectF, roc: Roc) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("selection"))
        there, back = _line(plot, roc.false, roc.high), _line(plot, roc.false[::-1], roc.low[::-1])
        painter.drawPolygon(QPolygonF([*there.toList(), *back.toList()]))

    def _paint_axes(self, painter: QPainter, plot: QRectF) -> None:
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            painter.setPen(QPen(colour("line"), 1.0))
            painter.drawLine(_place(plot, share, 0.0), _place(plot, share, 1.0))
            painter.drawLine(_place(plot, 0.0, share), _place(plot, 1.0, share))
            painter.setPen(colour("dim"))
            below, beside = _place(plot, share, 0.0), _place(plot, 0.0, share)
            centre = Qt.AlignmentFlag.AlignCenter
            painter.drawText(QRectF(below.x() - 24, below.y() + 1, 48, 18), centre, f"{share:g}")
            painter.drawText(QRectF(beside.x() - 44, beside.y() - 9, 40, 18), centre, f"{share:g}")
        painter.setPen(QPen(colour("faint"), 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(_place(plot, 0.0, 0.0), _place(plot, 1.0, 1.0))
        painter.setPen(colour("dim"))
        foot = QRectF(0.0, plot.bottom() + 18, plot.right() + 12.0, 20)
        said = self.tr("Sensitivity over false positive rate")
        painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, said)


def _place(plot: QRectF, across: float, up: float) -> QPointF:
    return QPointF(plot.left() + across * plot.width(), plot.bottom() - up * plot.height())


def _line(plot: QRectF, across: Floats, up: Floats) -> QPolygonF:
    xs = plot.left() + np.asarray(across) * plot.width()
    ys = plot.bottom() - np.asarray(up) * plot.height()
    return QPolygonF([QPointF(x, y) for x, y in zip(xs, ys, strict=True)])
