"""Rows of the Tools menu: what the mouse does to the radiograph, measurements."""

from cxrviewer.ui.actions.spec import ActionSpec

ROWS: tuple[ActionSpec, ...] = ()
