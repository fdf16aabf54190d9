"""Rows of the Help menu: what the program is and how it is used."""

from cxrviewer.ui.actions.spec import ActionSpec, Menu, mark

ROWS: tuple[ActionSpec, ...] = (
    ActionSpec("getting_started", Menu.HELP, mark("&Getting started"), icon="help"),
    ActionSpec("shortcuts", Menu.HELP, mark("&Mouse and keys"), ("F1",), "help"),
    ActionSpec("edit_shortcuts", Menu.HELP, mark("&Change shortcuts…"), ("Ctrl+K",), "gear"),
    ActionSpec("about", Menu.HELP, mark("&About cxrviewer"), group=1),
)
