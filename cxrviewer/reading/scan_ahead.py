"""A scan seen from the parent: files asked for ahead of the answers, so that the child never waits.

Requests grow from one file to many: the first entry comes soon, and a long scan costs few messages.
What is asked for ahead fits into a pipe while nobody reads it.
"""

from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from cxrviewer.domain.study import FileKind, RefusedFile, ScanEntry
from cxrviewer.reading import wire
from cxrviewer.reading.child_process import ChildLostError
from cxrviewer.reading.place import Place

REQUESTS_AHEAD = 2
MOST_FILES = 32
# Windows gives a pipe 4096 bytes. A longer name goes alone.
MOST_LETTERS = 1500


class ScanAhead:
    """The entries of ``files``, in their order; ``replace`` gives ``place`` a fresh child."""

    def __init__(
        self, place: Place, files: Iterator[Path], replace: Callable[[Place], None]
    ) -> None:
        self._place = place
        self._files = files
        self._replace = replace
        self._requests: deque[deque[Path]] = deque()
        self._size = 1
        # So many files are asked for one by one, because one of them has ended a child.
        self._suspects = 0

    def entries(self) -> Iterator[ScanEntry]:
        while True:
            while len(self._requests) < REQUESTS_AHEAD and (paths := self._next_files()):
                self._requests.append(deque(paths))
                self._place.send(wire.Scan(tuple(paths)))
            if not self._requests:
                return
            yield from self._receive(self._requests[0])

    def _receive(self, waiting: deque[Path]) -> Iterator[ScanEntry]:
        try:
            entries = self._place.receive_entries(waiting)
        except ChildLostError as error:
            yield from self._find_fault(waiting, error)
            return
        for _ in entries:
            waiting.popleft()
        if not waiting:
            self._requests.popleft()
        yield from entries

    def _find_fault(self, waiting: deque[Path], error: ChildLostError) -> Iterator[RefusedFile]:
        """Refuse the file that has ended the child, or ask again for each file alone."""
        is_known = self._place.alone or len(waiting) == 1
        self._replace(self._place)
        refused = waiting.popleft() if is_known else None
        self._suspects = 0 if is_known else len(waiting)
        self._files = chain(*self._requests, self._files)
        self._requests.clear()
        if refused is not None:
            yield RefusedFile(refused, FileKind.OTHER, str(error))

    def _next_files(self) -> list[Path]:
        size = 1 if self._suspects else self._size
        paths: list[Path] = []
        letters = 0
        while len(paths) < size and letters < MOST_LETTERS:
            path = next(self._files, None)
            if path is None:
                break
            paths.append(path)
            letters += len(str(path))
        self._suspects = max(self._suspects - len(paths), 0)
        self._size = min(2 * self._size, MOST_FILES)
        return paths
