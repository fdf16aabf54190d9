"""How an instance's row is painted: thumbnail, patient, date, view, status."""

from functools import cache

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from cxrviewer.app.filtering import Facts
from cxrviewer.domain.study import Instance, Status
from cxrviewer.ui.icons import icon_pixmap
from cxrviewer.ui.override import override
from cxrviewer.ui.row_background import (
    enlarge,
    paint_row_background,
    paint_row_focus,
    scaled_size,
)
from cxrviewer.ui.study_browser.model import (
    FACTS_ROLE,
    FIRST_OF_STUDY_ROLE,
    INSTANCE_ROLE,
    UNREADABLE_ROLE,
    details_of,
    title_of,
)
from cxrviewer.ui.theme import colour

ROW_HEIGHT = 70
THUMBNAIL_SIDE = 56
PADDING = 8
MARK_SIDE = 14
SIGN_SIDE = 28


class InstanceDelegate(QStyledItemDelegate):
    """A line above the first row of each study keeps its images together."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bold = QFont()
        self._bold.setPixelSize(13)
        self._bold.setBold(True)
        self._plain = QFont()
        self._plain.setPixelSize(13)
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
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_background(painter, option, first=index.data(FIRST_OF_STUDY_ROLE))
        area = enlarge(painter, option.rect).adjusted(PADDING, PADDING, -PADDING, -PADDING)
        box = QRect(area.left(), area.top(), THUMBNAIL_SIDE, THUMBNAIL_SIDE)
        unreadable = bool(index.data(UNREADABLE_ROLE))
        self._paint_thumbnail(
            painter, box, index.data(Qt.ItemDataRole.DecorationRole), unreadable=unreadable
        )
        text = area.adjusted(THUMBNAIL_SIDE + 10, 0, 0, 0)
        facts = index.data(FACTS_ROLE)
        self._paint_texts(painter, QRectF(text), index.data(INSTANCE_ROLE), facts)
        painter.restore()

    def _paint_background(
        self, painter: QPainter, option: QStyleOptionViewItem, *, first: bool
    ) -> None:
        paint_row_background(painter, option)
        if first:
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(option.rect.topLeft(), option.rect.topRight())
        paint_row_focus(painter, option)

    def _paint_thumbnail(
        self, painter: QPainter, box: QRect, pixmap: QPixmap | None, *, unreadable: bool
    ) -> None:
        painter.fillRect(box, Qt.GlobalColor.black)
        if pixmap is None:
            name, tint = ("error", "error") if unreadable else ("radiograph", "faint")
            symbol = _pixmap(name, tint, SIGN_SIDE)
            painter.drawPixmap(box.center().x() - 14, box.center().y() - 14, symbol)
            return
        size = pixmap.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(0, 0, size.width(), size.height())
        target.moveCenter(box.center())
        painter.drawPixmap(target, pixmap)

    def _paint_texts(
        self, painter: QPainter, area: QRectF, instance: Instance, facts: Facts
    ) -> None:
        date, kind = details_of(instance)
        room = area.width() - self._paint_marks(painter, area, facts)
        beside = area.width() - self._paint_badge(painter, area, badge_of(instance, facts))
        title = self._plain if facts.marks.read else self._bold
        lines = (
            (title_of(instance), title, "dim" if facts.gone else "text", 0.0, room),
            (date, self._small, "dim", 19.0, area.width()),
            (kind, self._small, "dim", 35.0, beside),
        )
        for text, font, tint, offset, width in lines:
            painter.setFont(font)
            painter.setPen(colour(tint))
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            line = QRectF(area.left(), area.top() + offset, width, 18)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_marks(self, painter: QPainter, area: QRectF, facts: Facts) -> float:
        """Paint the signs at the right end of the first line, and return their width."""
        signs = (
            (not facts.marks.read, "unread", "accent"),
            (facts.marks.flagged, "flag", "above"),
            (facts.verdict, "tick", "good"),
        )
        right = area.right()
        for is_so, name, tint in signs:
            if is_so:
                right -= MARK_SIDE + 3
                symbol = _pixmap(name, tint, MARK_SIDE)
                painter.drawPixmap(round(right), round(area.top() + 1), symbol)
        return area.right() - right

    def _paint_badge(self, painter: QPainter, area: QRectF, badge: tuple[str, str] | None) -> float:
        """Paint the badge at the right end of the last line, and return its width."""
        if badge is None:
            return 0.0
        word, tint = badge
        painter.setFont(self._small)
        width = QFontMetricsF(self._small).horizontalAdvance(word) + 12
        box = QRectF(area.right() - width, area.top() + 35, width, 16)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(tint), 1))
        painter.drawRoundedRect(box, 3, 3)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        return width + 4


def badge_of(instance: Instance, facts: Facts) -> tuple[str, str] | None:
    """Return (word, colour) of what is special about the instance, or None."""
    badges = (
        (facts.gone, _tr("gone"), "error"),
        (bool(instance.analysis_refusal), _tr("not analysed"), "dim"),
        (instance.status is Status.WARNING, _tr("warning"), "warning"),
        (facts.doubted, _tr("doubted"), "warning"),
        (facts.above, _tr("above"), "above"),
        (instance.synthetic, _tr("synthetic"), "accent"),
    )
    return next(((word, tint) for is_so, word, tint in badges if is_so), None)


def _pixmap(name: str, tint: str, side: int) -> QPixmap:
    return _cached_pixmap(name, colour(tint).rgba(), side)


@cache
def _cached_pixmap(name: str, tint: int, side: int) -> QPixmap:
    return icon_pixmap(name, QColor(tint), side)


def _tr(text: str) -> str:
    return QCoreApplication.translate("studies", text)
