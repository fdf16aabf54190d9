"""Looks at the opened folders again when the system says that they changed, and now and then.

Network folders tell nobody of their changes, so that waiting for the system is not enough. Whatever
may wait for a network is done in a thread; the system is asked about folders of this machine alone.
"""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from cxrviewer.app.folder_watch import (
    Changes,
    FolderWatch,
    Snapshot,
    existing_folders,
    take_snapshot,
)
from cxrviewer.domain.errors import CxrError
from cxrviewer.ui.workers.pool import TaskPool

DEBOUNCE_MS = 400
POLL_MS = 10_000


class FolderWatcher(QObject):
    """``changed`` carries Changes, ``started`` the folders taken up. One look at a time."""

    changed = Signal(object)
    started = Signal(object)

    def __init__(self, pool: TaskPool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool
        self._roots: list[Path] = []
        # Belongs to the look under way, and to nobody in between.
        self._watch = FolderWatch()
        self._fresh: list[Snapshot] = []
        self._system = QFileSystemWatcher(self)
        self._system.directoryChanged.connect(self._expect)
        self._soon = self._timer(DEBOUNCE_MS, single=True)
        self._poll = self._timer(POLL_MS, single=False)
        self._busy = False
        self._again = False
        self.is_on = True

    @property
    def heard(self) -> tuple[str, ...]:
        """The folders whose changes the system tells."""
        return tuple(sorted(self._system.directories()))

    def watch(self, paths: Iterable[Path]) -> None:
        """Watch the folders among ``paths`` from now on, beside those that are watched."""
        self._pool.submit(partial(_baseline, tuple(paths)), done=self._begin, failed=self._ignore)

    def switch(self, on: bool) -> None:
        """Stop or go on. What changed meanwhile is found by the first look."""
        self.is_on = on
        if on and self._roots:
            self._look()
            self._poll.start()
        else:
            self._poll.stop()
            self._soon.stop()

    def close(self) -> None:
        """Look no more; call it before the pool ends."""
        self.switch(on=False)
        self._roots.clear()

    def _timer(self, interval: int, *, single: bool) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval)
        timer.setSingleShot(single)
        timer.timeout.connect(self._look)
        return timer

    def _expect(self, _folder: str) -> None:
        if self.is_on:
            self._soon.start()

    def _begin(self, baseline: tuple[tuple[Path, ...], Snapshot]) -> None:
        folders, snapshot = baseline
        fresh = [folder for folder in folders if folder not in self._roots]
        if fresh:
            self._roots += fresh
            self._fresh.append(snapshot)
            if self.is_on:
                self._listen(snapshot)
                self._poll.start()
            self.started.emit(fresh)

    def _look(self) -> None:
        if self._busy:
            self._again = True
            return
        self._busy = True
        fresh, self._fresh = tuple(self._fresh), []
        work = partial(_look_at, self._watch, fresh, tuple(self._roots))
        self._pool.submit(work, done=self._take, failed=self._fail)

    def _take(self, seen: tuple[Snapshot, Changes]) -> None:
        self._busy = False
        snapshot, changes = seen
        if self.is_on:
            self._listen(snapshot)
        self._tell(changes)
        if self._again and self._roots:
            self._again = False
            self._look()

    def _listen(self, snapshot: Snapshot) -> None:
        """Ask the system to tell of changes."""
        fresh = sorted(set(map(str, snapshot.heard)) - set(self._system.directories()))
        if fresh:
            self._system.addPaths(fresh)

    def _tell(self, changes: Changes) -> None:
        if changes.settling and self.is_on:
            self._soon.start()
        if changes.new or changes.gone or changes.back or changes.lost:
            self.changed.emit(changes)

    def _fail(self, _error: CxrError) -> None:
        # The next look tries again.
        self._busy = False

    def _ignore(self, _error: CxrError) -> None:
        """A folder that cannot be looked at is told by the scan."""


def _baseline(paths: tuple[Path, ...]) -> tuple[tuple[Path, ...], Snapshot]:
    folders = existing_folders(paths)
    return folders, take_snapshot(folders)


def _look_at(
    watch: FolderWatch, fresh: tuple[Snapshot, ...], roots: tuple[Path, ...]
) -> tuple[Snapshot, Changes]:
    for baseline in fresh:
        watch.begin(baseline)
    snapshot = take_snapshot(roots)
    return snapshot, watch.compare(snapshot)
