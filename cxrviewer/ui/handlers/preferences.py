"""Edits, applies and keeps the preferences."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from psygnal import Signal
from PySide6.QtCore import QCoreApplication

from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.preferences import Preferences, PreferencesStore
from cxrviewer.app.session import Session
from cxrviewer.ui.actions.keymap import SPECS, KeyBindings, Keymap, read_keymap
from cxrviewer.ui.actions.table import plain_text
from cxrviewer.ui.dialogs.shelf import DialogShelf
from cxrviewer.ui.workers.analysis_thread import Opener
from cxrviewer.ui.workers.conductor import Conductor

OpenerFor = Callable[[Preferences], Opener]


class PreferencesEditor:
    """``opener_for`` tells how models are opened under other preferences.

    ``changed`` is emitted with preferences that a person has chosen.
    """

    changed = Signal(Preferences)

    def __init__(
        self,
        session: Session,
        conductor: Conductor,
        store: PreferencesStore,
        opener_for: OpenerFor,
        shelf: DialogShelf,
    ) -> None:
        self.bindings = KeyBindings()
        self._session = session
        self._conductor = conductor
        self._store = store
        self._opener_for = opener_for
        self._shelf = shelf

    @property
    def path(self) -> Path:
        return self._store.path

    @property
    def current(self) -> Preferences:
        return self._store.current

    def edit(self) -> None:
        from cxrviewer.ui.dialogs.preferences import PreferencesDialog  # noqa: PLC0415  (not before it is asked for)

        dialog = PreferencesDialog(self.current, self._shelf.window)
        dialog.accepted.connect(lambda: self.apply(dialog.chosen))
        self._shelf.show(dialog)

    def edit_shortcuts(self) -> None:
        from cxrviewer.ui.dialogs.shortcut_editor import ShortcutEditor  # noqa: PLC0415  (not before it is asked for)

        dialog = ShortcutEditor(self.bindings.keymap, self._shelf.window)
        dialog.accepted.connect(lambda: self.use_keymap(dialog.keymap))
        self._shelf.show(dialog)

    def use_keymap(self, keymap: Keymap) -> None:
        """Give the actions these keys from now on, and keep what differs from the table."""
        self.bindings.use(keymap)
        self.apply(replace(self.current, shortcuts=dict(keymap.changed)))

    def read_shortcuts(self) -> None:
        """Give the actions the keys that were kept; what cannot be used of them is told."""
        keymap, refused = read_keymap(self.current.shortcuts)
        self.bindings.use(keymap)
        if refused:
            names = ", ".join(plain_text(SPECS[name]) for name in refused)
            cause = _tr("The keys kept for these actions cannot be used: {0}.").format(names)
            remedy = _tr("They have their first keys again; see Help, Change shortcuts.")
            self._session.notify(Notice(Severity.WARNING, cause, remedy))

    def apply(self, preferences: Preferences) -> None:
        before = self.current
        self.save(preferences)
        self._session.preferences = preferences
        if (before.device, before.runtime) != (preferences.device, preferences.runtime):
            self._conductor.reopen_models(self._opener_for(preferences))
        if before.language != preferences.language:
            cause = _tr("The language changes when the program is started again.")
            self._session.notify(Notice(Severity.NOTE, cause))
        self.changed.emit(preferences)

    def save(self, preferences: Preferences) -> None:
        notice = self._store.save(preferences)
        if notice is not None:
            self._session.notify(notice)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PreferencesEditor", text)
