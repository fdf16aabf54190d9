"""Rows of the Edit menu: what is taken back and done again."""

from cxrviewer.ui.actions.spec import ActionSpec, Menu, mark

ROWS: tuple[ActionSpec, ...] = (
    ActionSpec("undo", Menu.EDIT, mark("&Undo"), ("Ctrl+Z",)),
    ActionSpec("redo", Menu.EDIT, mark("&Redo"), ("Ctrl+Y", "Ctrl+Shift+Z")),
)
