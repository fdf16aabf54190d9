"""Qt's actions, one per row of the table."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from cxrviewer.ui.actions.keymap import SPECS, KeyBindings, Keymap, native_text
from cxrviewer.ui.actions.spec import ActionSpec
from cxrviewer.ui.actions.table import ACTIONS, meaning, translated
from cxrviewer.ui.handlers.area import Actions, Handler, Handlers
from cxrviewer.ui.icons import icon


def make_actions(parent: QObject, handlers: Handlers, bindings: KeyBindings) -> dict[str, QAction]:
    """Return a QAction per row that can be triggered, by name; their keys follow ``bindings``.

    Raises ValueError where a row has no handler, or a handler no row.
    """
    rows = [spec for spec in ACTIONS if not spec.only_held]
    strangers = {spec.name for spec in rows} ^ set(handlers)
    if strangers:
        raise ValueError(f"not both row and handler: {', '.join(sorted(strangers))}")
    actions = {spec.name: _make_action(parent, spec, handlers[spec.name]) for spec in rows}
    give_keys(actions, bindings.keymap)
    bindings.changed.connect(partial(give_keys, actions))
    return actions


def give_keys(actions: Actions, keymap: Keymap) -> None:
    """Set the keys of all actions, and name them in menus and tips."""
    for spec in (SPECS[name] for name in actions):
        action, keys = actions[spec.name], keymap.keys(spec.name)
        native = native_text(keys)
        text = translated(spec.text)
        if spec.held:
            # A QAction learns of a key's press only: HeldKeys watches press and release.
            action.setText(f"{text}\t{native}" if keys else text)
        else:
            action.setShortcuts([QKeySequence(key) for key in keys])
        action.setToolTip(f"{meaning(spec)} ({native})" if keys else meaning(spec))


def _make_action(parent: QObject, spec: ActionSpec, handler: Handler) -> QAction:
    action = QAction(translated(spec.text), parent)
    if spec.icon:
        action.setIcon(icon(spec.icon))
    action.setObjectName(spec.name)
    action.setCheckable(spec.checkable)
    action.triggered.connect(partial(_run, handler))
    return action


def _run(handler: Handler, _checked: bool = False) -> None:
    handler()
