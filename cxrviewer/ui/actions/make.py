"""Qt's actions, one per row of the table."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from cxrviewer.ui.actions.spec import ActionSpec
from cxrviewer.ui.actions.table import ACTIONS, plain_text, shortcut_text, translated
from cxrviewer.ui.handlers.area import Handler, Handlers
from cxrviewer.ui.theme import icon


def make_actions(parent: QObject, handlers: Handlers) -> dict[str, QAction]:
    """Return a QAction per row of the table, by name.

    Raises ValueError where a row has no handler, or a handler no row.
    """
    strangers = {spec.name for spec in ACTIONS} ^ set(handlers)
    if strangers:
        raise ValueError(f"not both row and handler: {', '.join(sorted(strangers))}")
    return {spec.name: _make_action(parent, spec, handlers[spec.name]) for spec in ACTIONS}


def _make_action(parent: QObject, spec: ActionSpec, handler: Handler) -> QAction:
    text = translated(spec.text)
    if spec.held:
        # A QAction learns of a key's press only: the one who watches the release handles both.
        action = QAction(f"{text}\t{shortcut_text(spec)}", parent)
    else:
        action = QAction(text, parent)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
    if spec.icon:
        action.setIcon(icon(spec.icon))
    action.setObjectName(spec.name)
    action.setCheckable(spec.checkable)
    keys = f" ({shortcut_text(spec)})" if spec.keys else ""
    action.setToolTip((translated(spec.tip) if spec.tip else plain_text(spec)) + keys)
    action.triggered.connect(partial(_run, handler))
    return action


def _run(handler: Handler, _checked: bool = False) -> None:
    handler()
