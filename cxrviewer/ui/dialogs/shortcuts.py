"""The help page with mouse and keys, made from the action table."""

from PySide6.QtWidgets import QWidget

from cxrviewer.ui.actions.table import MOUSE, shortcut_rows, translated
from cxrviewer.ui.dialogs.frame import TextDialog, text_table
from cxrviewer.ui.plain_text import PlainLabel


class ShortcutsDialog(TextDialog):
    """Two tables: what the mouse does, and what the keys do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, size=(620, 640))
        self.setWindowTitle(self.tr("Mouse and keys"))
        headings = (self.tr("Input"), self.tr("Meaning"))
        mouse = [(translated(gesture), translated(meaning)) for gesture, meaning in MOUSE]
        self.column.addWidget(PlainLabel(self.tr("MOUSE"), role="title"))
        self.column.addWidget(text_table(headings, mouse, self.tr("What the mouse does")), 2)
        self.column.addWidget(PlainLabel(self.tr("KEYS"), role="title"))
        keys = list(shortcut_rows())
        self.column.addWidget(text_table(headings, keys, self.tr("What the keys do")), 5)
        self.finish()
