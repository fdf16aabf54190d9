"""What the dialogs share: a size, a column, and a button that closes."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cxrviewer.ui.theme import text_scale

# A dialog leaves this much for its frame and for what lies below it.
SCREEN_SHARE = 0.9


class TextDialog(QDialog):
    """A dialog to read, with a Close button."""

    def __init__(self, title: str, parent: QWidget | None, *, size: tuple[int, int]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        resize_for_texts(self, *size)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 16, 18, 14)
        self.column.setSpacing(10)

    def finish(self) -> None:
        """Add the button; call it when everything else is in the column."""
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.column.addWidget(buttons)


def resize_for_texts(dialog: QWidget, width: int, height: int) -> None:
    """Give ``dialog`` a size that is meant for texts of the usual size; the screen bounds it."""
    screen = dialog.screen().availableSize()
    most = QSize(round(screen.width() * SCREEN_SHARE), round(screen.height() * SCREEN_SHARE))
    dialog.resize((QSize(width, height) * text_scale()).boundedTo(most))


def text_table(
    headings: tuple[str, ...], rows: Sequence[tuple[str, ...]], name: str
) -> QTableWidget:
    """Return a table to read; every cell is plain text."""
    table = QTableWidget(len(rows), len(headings))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(headings))
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            item = QTableWidgetItem(cell)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            table.setItem(row, column, item)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setStretchLastSection(True)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    return table
