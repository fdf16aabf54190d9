"""How the rows of lists are painted: chosen, hovered, focused, and as large as texts are wanted."""

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from cxrviewer.ui.theme import colour, text_scale

EDGE_WIDTH = 3


def paint_row_background(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Fill the row; the chosen one has an edge as well, so that colour is not the only sign."""
    rect = option.rect
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, colour("selection"))
        painter.fillRect(
            QRect(rect.left(), rect.top(), EDGE_WIDTH, rect.height()), colour("accent")
        )
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, colour("raised"))


def paint_row_focus(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Draw a frame round the row that has the keyboard."""
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(colour("accent"), 1))
        painter.drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5))


def scaled_size(width: int, height: int) -> QSize:
    """Return the size of a row that needs so much at the usual size of texts."""
    return QSize(width, round(height * text_scale()))


def enlarge(painter: QPainter, rect: QRect) -> QRect:
    """Make ``painter`` draw larger where larger texts are wanted; return ``rect`` as it is then."""
    scale = text_scale()
    painter.scale(scale, scale)
    left, top = round(rect.left() / scale), round(rect.top() / scale)
    return QRect(left, top, round(rect.width() / scale), round(rect.height() / scale))
