"""How a row of a list shows that it is chosen, hovered or focused: alike in every list."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from cxrviewer.ui.theme import colour

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
