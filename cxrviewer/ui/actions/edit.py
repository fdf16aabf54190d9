"""Rows of the Edit menu: what is taken back and done again."""

from cxrviewer.ui.actions.spec import ActionSpec

ROWS: tuple[ActionSpec, ...] = ()
