"""Rows of the Layout menu: how many radiographs are shown, and beside which."""

from cxrviewer.ui.actions.spec import ActionSpec

ROWS: tuple[ActionSpec, ...] = ()
