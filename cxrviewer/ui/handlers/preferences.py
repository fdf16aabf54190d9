"""Edits, applies and keeps the preferences."""

from collections.abc import Callable
from pathlib import Path

from cxrviewer.app.preferences import Preferences, PreferencesStore
from cxrviewer.app.session import Session
from cxrviewer.ui.dialogs.preferences import PreferencesDialog
from cxrviewer.ui.dialogs.shelf import DialogShelf
from cxrviewer.ui.workers.analysis_thread import Opener
from cxrviewer.ui.workers.conductor import Conductor

OpenerFor = Callable[[Preferences], Opener]


class PreferencesEditor:
    """``opener_for`` tells how models are opened under other preferences."""

    def __init__(
        self,
        session: Session,
        conductor: Conductor,
        store: PreferencesStore,
        opener_for: OpenerFor,
        shelf: DialogShelf,
    ) -> None:
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
        dialog = PreferencesDialog(self.current, self._shelf.window)
        dialog.accepted.connect(lambda: self.apply(dialog.chosen))
        self._shelf.show(dialog)

    def apply(self, preferences: Preferences) -> None:
        before = self.current
        self.save(preferences)
        self._session.preferences = preferences
        if (before.device, before.runtime) != (preferences.device, preferences.runtime):
            self._conductor.reopen_models(self._opener_for(preferences))

    def save(self, preferences: Preferences) -> None:
        notice = self._store.save(preferences)
        if notice is not None:
            self._session.notify(notice)
