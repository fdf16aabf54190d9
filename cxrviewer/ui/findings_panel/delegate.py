"""How a finding's row is painted: label, number, bar with operating point, source."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from cxrviewer.domain.analysis import BundleStatus, Finding
from cxrviewer.ui.findings_panel.model import (
    FINDING_ROLE,
    PAINTED_ROLE,
    position_text,
    readable_label,
    short_probability_text,
    source_text,
)
from cxrviewer.ui.override import override
from cxrviewer.ui.row_background import (
    enlarge,
    paint_row_background,
    paint_row_focus,
    scaled_size,
)
from cxrviewer.ui.theme import colour

ROW_HEIGHT = 50
PADDING = 10.0
BAR_HEIGHT = 6.0
# Less of the model's name says nothing.
LEAST_SOURCE = 30.0


class FindingDelegate(QStyledItemDelegate):
    """Bars share one scale from 0 to 1; the tick is the operating point."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._font = QFont()
        self._font.setPixelSize(13)
        self._small = QFont()
        self._small.setPixelSize(11)

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return scaled_size(180, ROW_HEIGHT)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        finding: Finding = index.data(FINDING_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row_background(painter, option)
        paint_row_focus(painter, option)
        area = QRectF(enlarge(painter, option.rect)).adjusted(PADDING, 5, -PADDING, -4)
        self._paint_head(painter, area, finding, index.data(PAINTED_ROLE))
        self._paint_bar(
            painter, QRectF(area.left(), area.top() + 18, area.width(), BAR_HEIGHT), finding
        )
        self._paint_foot(painter, area, finding)
        painter.restore()

    def _paint_head(
        self, painter: QPainter, area: QRectF, finding: Finding, other: float | None
    ) -> None:
        font = QFont(self._font)
        font.setBold(finding.above is True)
        painter.setFont(font)
        painter.setPen(text_colour(finding))
        line = QRectF(area.left(), area.top(), area.width(), 16)
        score = f"{finding.score:.2f}" if other is None else f"{finding.score:.2f} → {other:.2f}"
        painter.drawText(line, Qt.AlignmentFlag.AlignRight, score)
        name = QFontMetricsF(font).elidedText(
            readable_label(finding),
            Qt.TextElideMode.ElideRight,
            area.width() - QFontMetricsF(font).horizontalAdvance(score) - 14,
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, name)

    def _paint_bar(self, painter: QPainter, bar: QRectF, finding: Finding) -> None:
        """The bar shows what the operating point was chosen on: the score."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("base"))
        painter.drawRoundedRect(bar, 3, 3)
        filled = QRectF(bar.left(), bar.top(), bar.width() * finding.score, bar.height())
        painter.setBrush(bar_colour(finding))
        painter.drawRoundedRect(filled, 3, 3)
        if finding.operating_point is not None:
            x = bar.left() + bar.width() * finding.operating_point.threshold
            painter.fillRect(QRectF(x - 1.5, bar.top() - 3, 3, bar.height() + 6), colour("panel"))
            painter.fillRect(QRectF(x - 0.75, bar.top() - 3, 1.5, bar.height() + 6), colour("text"))

    def _paint_foot(self, painter: QPainter, area: QRectF, finding: Finding) -> None:
        painter.setFont(self._small)
        line = QRectF(area.left(), area.top() + 26, area.width(), 17)
        metrics = QFontMetricsF(self._small)
        painter.setPen(text_colour(finding) if finding.above else colour("dim"))
        right = Qt.TextElideMode.ElideRight
        probability = short_probability_text(finding)
        behind = f" · {probability}" if probability else ""
        # Where both have no room it is the number that stays.
        left = line.width() - metrics.horizontalAdvance(behind)
        said = metrics.elidedText(position_text(finding), right, left) + behind
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, said)
        room = area.width() - metrics.horizontalAdvance(said) - 10
        source = metrics.elidedText(source_text(finding), right, room)
        demo = finding.bundle.status is BundleStatus.DEMO
        painter.setPen(colour("demo") if demo else colour("dim"))
        if room >= LEAST_SOURCE:
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, source)


def text_colour(finding: Finding) -> QColor:
    return colour("text") if finding.above else colour("dim")


def bar_colour(finding: Finding) -> QColor:
    return colour("above") if finding.above else colour("dim")
