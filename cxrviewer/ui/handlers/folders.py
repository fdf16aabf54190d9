"""Folders that were opened: the recent ones, and whether opened ones are watched."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from cxrviewer.app.recent import with_recent
from cxrviewer.domain.errors import printable
from cxrviewer.ui.handlers.area import Actions, Handlers
from cxrviewer.ui.handlers.preferences import PreferencesEditor
from cxrviewer.ui.workers.conductor import Conductor

LONGEST_ENTRY = 80


class FoldersArea:
    """``open_paths`` opens a recent folder; ``remember`` is told of everything that is opened."""

    def __init__(
        self,
        window: QWidget,
        conductor: Conductor,
        preferences: PreferencesEditor,
        open_paths: Callable[[Sequence[Path]], None],
    ) -> None:
        self._conductor = conductor
        self._preferences = preferences
        self._open_paths = open_paths
        self.menu = QMenu(window)
        self.menu.aboutToShow.connect(self._fill)
        conductor.watch_folders(preferences.current.watch_folders)
        self.handlers: Handlers = {
            "recent": self._fill,
            "watch_folders": self._switch_watch,
        }

    def follow(self, actions: Actions) -> None:
        actions["recent"].setMenu(self.menu)
        self._watch = actions["watch_folders"]
        self._watch.setChecked(self._preferences.current.watch_folders)
        self._fill()

    def remember(self, paths: Sequence[Path]) -> None:
        """Put the folders among ``paths`` before the recent ones, where the person wants it."""
        self._conductor.find_folders(paths, done=self._remember)

    def _remember(self, folders: tuple[Path, ...]) -> None:
        before = self._preferences.current
        after = with_recent(before, folders)
        if after != before:
            self._preferences.save(after)

    def _switch_watch(self) -> None:
        before = self._preferences.current
        self._preferences.save(replace(before, watch_folders=not before.watch_folders))
        self._conductor.watch_folders(not before.watch_folders)
        self._watch.setChecked(not before.watch_folders)

    def _fill(self) -> None:
        self.menu.clear()
        current = self._preferences.current
        for number, name in enumerate(current.recent_folders, 1):
            text = printable(name).replace("&", "&&")
            shown = text if len(text) <= LONGEST_ENTRY else f"…{text[-LONGEST_ENTRY:]}"
            mnemonic = f"&{number} " if number < 10 else ""
            action = self.menu.addAction(mnemonic + shown)
            action.triggered.connect(partial(self._open, Path(name)))
        if not current.recent_folders:
            said = _tr("None") if current.remember_recent else _tr("Not remembered (Preferences)")
            self.menu.addAction(said).setEnabled(False)
        self.menu.addSeparator()
        clear = self.menu.addAction(_tr("&Clear this list"))
        clear.setEnabled(bool(current.recent_folders))
        clear.triggered.connect(self._clear)

    def _open(self, folder: Path, _checked: bool = False) -> None:
        self._open_paths([folder])

    def _clear(self) -> None:
        self._preferences.save(replace(self._preferences.current, recent_folders=()))


def _tr(text: str) -> str:
    return QCoreApplication.translate("FoldersArea", text)
