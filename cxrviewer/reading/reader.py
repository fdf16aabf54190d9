"""Reading behind a process boundary: a hostile file costs itself and nothing else."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.errors import ReadingError, UsageError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import ScanEntry
from cxrviewer.domain.tags import TagPage
from cxrviewer.reading import wire
from cxrviewer.reading.child_process import ChildLostError, ChildProcess
from cxrviewer.reading.discover import walk
from cxrviewer.reading.limits import STANDARD_LIMITS, Limits
from cxrviewer.reading.place import Place
from cxrviewer.reading.scan_ahead import ScanAhead
from cxrviewer.reading.scan_helper import ScanHelper
from cxrviewer.reading.turns import Turns

Answer = TypeVar("Answer")

DECODER_REMEDY = "Ask the sender for a fresh copy, in another transfer syntax if possible."


class Reader:
    """Scans and loads in child processes.

    ``processes`` bounds how many pictures are decoded at once; from two on, one is kept for urgent
    loads. Scans have a child of their own, so that a long scan never delays a picture. Children are
    started when first needed, or by ``start``, and used again. Any thread may call any method.
    """

    def __init__(self, *, processes: int = 1, limits: Limits = STANDARD_LIMITS) -> None:
        if processes < 1:
            raise ValueError("a Reader needs at least one process")
        self._limits = limits
        self._turns = Turns(processes)
        self._lock = threading.Lock()
        self._idle_loaders: list[ChildProcess] = []
        self._idle_scanners: list[ChildProcess] = []
        self._busy: set[ChildProcess] = set()
        self._is_closed = False

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self, *, scans: bool = True) -> None:
        """Start a child for loads, and one for ``scans``, without waiting until they are ready."""
        for idle in (self._idle_loaders, self._idle_scanners)[: 2 if scans else 1]:
            self._give_back(self._take(idle), idle)

    def warm_up(self) -> None:
        """Have a child ready for each load that may come at once, with its decoders loaded."""
        children: list[ChildProcess] = []
        try:
            for _ in range(self._turns.free):
                children.append(self._take(self._idle_loaders))
                children[-1].send(wire.WarmUp())
        finally:
            # The last given back is the first taken: one that runs already, not one that starts.
            for child in reversed(children):
                self._give_back(child, self._idle_loaders)

    def close(self) -> None:
        """End all children at once; what they were reading is refused."""
        with self._lock:
            self._is_closed = True
            idle = [*self._idle_loaders, *self._idle_scanners]
            self._idle_loaders.clear()
            self._idle_scanners.clear()
            busy = list(self._busy)
        for child in idle:
            child.end()
        for child in busy:
            # Its holder meets the end of the pipe, and collects it.
            child.kill()

    def scan(self, paths: Iterable[Path]) -> Iterator[ScanEntry]:
        """Yield an entry for each file under ``paths``, in the order of ``walk``, as it goes on."""
        return self.scan_files(walk(paths))

    def scan_files(self, files: Iterable[Path]) -> Iterator[ScanEntry]:
        """Yield an entry for each of ``files``, in their order; a folder among them is refused."""
        with self._borrowed(self._idle_scanners) as place, self._helper() as helper:
            yield from ScanAhead(place, iter(files), self._replace, helper).entries()

    def load(
        self,
        path: Path,
        *,
        frame: int = 0,
        urgent: bool = False,
        abandoned: Callable[[], bool] | None = None,
    ) -> Radiograph:
        """Decode one frame (from 0) of ``path``; ReadingError says why where that fails.

        An ``urgent`` load goes before the others. A slow one is given up, with a ReadingError, once
        ``abandoned`` says that nobody waits for it any more.
        """
        limits = self._limits
        return self._ask(
            wire.Load(path, frame),
            lambda place: place.receive_radiograph(limits, abandoned),
            urgent=urgent,
        )

    def thumbnail(self, path: Path) -> NDArray[np.uint8]:
        """Return display values of the first frame of ``path``, as in ``imaging.thumbnail``.

        ReadingError says why where that fails. Less is decoded than for ``load`` where that is
        cheaper, so that damage may go unnoticed.
        """
        return self._ask(wire.Thumb(path), Place.receive_thumbnail)

    def tags(self, path: Path, *, offset: int = 0) -> TagPage:
        """Tell what stands in ``path`` from row ``offset`` on; ReadingError where that fails."""
        return self._ask(wire.Tags(path, offset), Place.receive_tags).page

    def _ask(
        self,
        request: wire.Load | wire.Thumb | wire.Tags,
        receive: Callable[[Place], Answer | wire.Failed],
        *,
        urgent: bool = False,
    ) -> Answer:
        """Have a child answer ``request``; ReadingError says why where that fails."""
        with self._turns.turn(urgent=urgent), self._borrowed(self._idle_loaders) as place:
            place.send(request)
            try:
                answer = receive(place)
            except ChildLostError as error:
                self._replace(place)
                answer = wire.Failed(str(error), DECODER_REMEDY)
        if isinstance(answer, wire.Failed):
            raise ReadingError(answer.cause, remedy=answer.remedy, path=request.path)
        return answer

    @contextmanager
    def _borrowed(self, idle: list[ChildProcess]) -> Iterator["Place"]:
        place = Place(self._take(idle))
        try:
            yield place
        finally:
            self._return(place, idle)

    @contextmanager
    def _helper(self) -> Iterator[ScanHelper]:
        helper = ScanHelper(self._turns, self._take_idle_loader)
        try:
            yield helper
        finally:
            place = helper.leave()
            if place is not None:
                self._return(place, self._idle_loaders)

    def _return(self, place: Place, idle: list[ChildProcess]) -> None:
        if place.awaited:
            # What the child still has to say would answer somebody else's question.
            self._drop(place.child)
        else:
            self._give_back(place.child, idle)

    def _take_idle_loader(self) -> ChildProcess | None:
        """Take a loader that nobody needs now, if there is one besides the next load's."""
        with self._lock:
            if self._is_closed or len(self._idle_loaders) < 2:
                return None
            child = self._idle_loaders.pop(0)
            self._busy.add(child)
            return child

    def _take(self, idle: list[ChildProcess]) -> ChildProcess:
        with self._lock:
            self._refuse_closed()
            child = idle.pop() if idle else None
            if child is not None and child.is_alive:
                self._busy.add(child)
                return child
        if child is not None:
            child.end()
        return self._start_child()

    def _start_child(self) -> ChildProcess:
        child = ChildProcess(self._limits)
        with self._lock:
            if not self._is_closed:
                self._busy.add(child)
                return child
        child.end()
        raise _closed()

    def _replace(self, place: "Place") -> None:
        self._drop(place.child)
        place.take(self._start_child())

    def _drop(self, child: ChildProcess) -> None:
        with self._lock:
            self._busy.discard(child)
        child.end()

    def _give_back(self, child: ChildProcess, idle: list[ChildProcess]) -> None:
        with self._lock:
            self._busy.discard(child)
            if not self._is_closed:
                idle.append(child)
                return
        child.end()

    def _refuse_closed(self) -> None:
        if self._is_closed:
            raise _closed()


def _closed() -> UsageError:
    return UsageError("Reading has been closed.", remedy="Open the file again.")
