"""The help page with mouse and keys, made from the action table."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from cxrviewer.ui.actions.keymap import Keymap, native_text
from cxrviewer.ui.actions.table import ACTIONS, MOUSE, meaning, translated
from cxrviewer.ui.dialogs.frame import TextDialog, text_table
from cxrviewer.ui.plain_text import PlainLabel


class ShortcutsDialog(TextDialog):
    """Two tables: what the mouse does, and what the keys do."""

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__("", parent, size=(760, 680))
        self.setWindowTitle(self.tr("Mouse and keys"))
        headings = (self.tr("Input"), self.tr("Meaning"))
        mouse = [(translated(gesture), translated(meant)) for gesture, meant in MOUSE]
        self.column.addWidget(PlainLabel(self.tr("MOUSE"), role="title"))
        self.column.addWidget(text_table(headings, mouse, self.tr("What the mouse does")), 3)
        self.column.addWidget(PlainLabel(self.tr("KEYS"), role="title"))
        keys = list(_key_rows(keymap))
        table = text_table((self.tr("Menu"), *headings), keys, self.tr("What the keys do"))
        self.column.addWidget(table, 4)
        self.finish()


def _key_rows(keymap: Keymap) -> Iterator[tuple[str, str, str]]:
    """Yield (menu, keys, meaning) of everything that has a key."""
    for spec in ACTIONS:
        keys = keymap.keys(spec.name)
        if keys:
            yield translated(spec.menu.value).replace("&", ""), native_text(keys), meaning(spec)
