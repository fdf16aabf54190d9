"""A scan seen from the parent: files asked for ahead of the answers, so that no child waits.

Requests grow from one file to many: the first entry comes soon, and a long scan costs few messages.
What a child is asked for ahead fits into a pipe while nobody reads it.
"""

import os
import sys
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cxrviewer.domain.study import FileKind, RefusedFile, ScanEntry
from cxrviewer.reading import wire
from cxrviewer.reading.child_process import ChildLostError
from cxrviewer.reading.place import Place

REQUESTS_AHEAD = 2
MOST_FILES = 128
# What pipes hold: 64 KB on Linux, 16 on macOS, 4 on Windows. A longer name goes alone.
MOST_NAME_BYTES = 12_000 if sys.platform == "linux" else 1500
# A scan that is shorter is over before help has come.
HELP_AFTER = 256


@dataclass(frozen=True, slots=True)
class _Request:
    """The files that ``place`` was asked for in one message and has not answered."""

    place: Place
    waiting: deque[Path]

    def send(self) -> None:
        self.place.send(wire.Scan(tuple(self.waiting)))


class ScanAhead:
    """The entries of ``files``, in their order.

    ``replace`` gives a place a fresh child. ``helper`` is asked for a second place from time to
    time, once the scan is long.
    """

    def __init__(
        self,
        place: Place,
        files: Iterator[Path],
        replace: Callable[[Place], None],
        helper: Callable[[], Place | None],
    ) -> None:
        self._places = [place]
        self._files = files
        self._replace = replace
        self._helper = helper
        self._requests: deque[_Request] = deque()
        self._size = 1
        self._asked = 0

    def entries(self) -> Iterator[ScanEntry]:
        while True:
            self._ask_ahead()
            if not self._requests:
                return
            try:
                entries = self._receive(self._requests[0])
            except ChildLostError as error:
                yield from self._find_fault(self._requests.popleft(), error)
            else:
                yield from entries

    def _ask_ahead(self) -> None:
        if len(self._places) == 1 and self._asked >= HELP_AFTER:
            found = self._helper()
            self._places += [found] if found is not None else []
        while (place := self._free_place()) is not None and (paths := self._next_files()):
            self._requests.append(_Request(place, deque(paths)))
            self._requests[-1].send()

    def _free_place(self) -> Place | None:
        """Return the place that has least to do, None while all have enough."""
        owed = [sum(request.place is place for request in self._requests) for place in self._places]
        least = min(owed)
        return self._places[owed.index(least)] if least < REQUESTS_AHEAD else None

    def _receive(self, request: _Request) -> list[ScanEntry]:
        entries = request.place.receive_entries(request.waiting)
        for _ in entries:
            request.waiting.popleft()
        if not request.waiting:
            self._requests.popleft()
        return entries

    def _find_fault(self, request: _Request, error: ChildLostError) -> Iterator[RefusedFile]:
        """Refuse the file that has ended the child, or ask again for each file alone."""
        place, waiting = request.place, request.waiting
        is_known = place.alone or len(waiting) == 1
        refused = waiting.popleft() if is_known else None
        parts = [waiting] if is_known else [deque((path,)) for path in waiting]
        self._requests.extendleft(_Request(place, part) for part in reversed(parts) if part)
        self._replace(place)
        for left in self._requests:
            if left.place is place:
                left.send()
        if refused is not None:
            yield RefusedFile(refused, FileKind.OTHER, str(error))

    def _next_files(self) -> list[Path]:
        paths: list[Path] = []
        written = 0
        while len(paths) < self._size and written < MOST_NAME_BYTES:
            path = next(self._files, None)
            if path is None:
                break
            paths.append(path)
            written += len(os.fsencode(path))
        self._asked += len(paths)
        self._size = min(2 * self._size, MOST_FILES)
        return paths
