"""What has changed in the folders that were opened: looked for again and again, told once.

A file is told as new when two looks in a row found it alike: one that is still being written grows
in between. Nothing here opens a file.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from cxrviewer.app.mounts import remote_test
from cxrviewer.reading.discover import walk

# Each folder that the system watches costs it a handle; the rest is found by looking again.
MOST_HEARD = 256

Print = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files below the watched folders, each with size and time; and the folders without one.

    ``missing`` are watched folders that are not there. ``heard`` are folders that the system can
    tell about when they change: not too many, and none on another machine.
    """

    files: dict[Path, Print]
    missing: frozenset[Path] = frozenset()
    heard: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """``settling``: something is still being written, so that it is worth looking again soon."""

    new: tuple[Path, ...] = ()
    gone: tuple[Path, ...] = ()
    back: tuple[Path, ...] = ()
    lost: tuple[Path, ...] = ()
    settling: bool = False


@dataclass(slots=True)
class FolderWatch:
    """``begin`` says what is there from the start; ``compare`` tells what has changed since."""

    _known: dict[Path, Print] = field(default_factory=dict)
    _seen: dict[Path, Print] = field(default_factory=dict)
    _gone: set[Path] = field(default_factory=set)
    _lost: frozenset[Path] = frozenset()

    def begin(self, snapshot: Snapshot) -> None:
        """Take up folders more, as they are now."""
        self._known.update(snapshot.files)

    def compare(self, snapshot: Snapshot) -> Changes:
        known = self._known
        fresh = {p: print_ for p, print_ in snapshot.files.items() if known.get(p) != print_}
        settled = {p: print_ for p, print_ in fresh.items() if self._seen.get(p) == print_}
        gone = tuple(p for p in known if p not in snapshot.files and p not in self._gone)
        back = tuple(p for p in snapshot.files if p in self._gone)
        lost = tuple(snapshot.missing - self._lost)
        self._seen = {p: print_ for p, print_ in fresh.items() if p not in settled}
        known.update(settled)
        self._gone = (self._gone | set(gone)) - set(back)
        self._lost = snapshot.missing
        return Changes(tuple(settled), gone, back, lost, settling=bool(self._seen))


def take_snapshot(folders: Iterable[Path]) -> Snapshot:
    """Look at everything below ``folders``. Slow on a network: not for the GUI thread."""
    files: dict[Path, Print] = {}
    there, missing = [], set()
    for folder in folders:
        if not folder.is_dir():
            missing.add(folder)
            continue
        there.append(folder)
        for path in walk([folder]):
            try:
                status = os.stat(path)  # noqa: PTH116  (10,000 of them)
            except OSError:
                continue
            files[path] = (status.st_size, status.st_mtime_ns)
    parents = {path.parent for path in files} - set(there)
    return Snapshot(files, frozenset(missing), _heard((*there, *sorted(parents))))


def _heard(folders: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the first of ``folders`` that are on this machine, wherever their links lead."""
    is_remote = remote_test()
    first = folders[:MOST_HEARD]
    return tuple(folder for folder in first if not is_remote(Path(os.path.realpath(folder))))


def existing_folders(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the folders among ``paths``. Slow on a network as well."""
    return tuple(path.absolute() for path in paths if path.is_dir())
