"""The folder scan: entries reach the window in small batches while it runs."""

import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QObject

from cxrviewer.app.jobs import Job
from cxrviewer.app.notices import Notice
from cxrviewer.app.session import Session
from cxrviewer.domain.errors import CxrError
from cxrviewer.domain.study import ScanEntry
from cxrviewer.reading.validator.file_set import FileSet
from cxrviewer.ui.workers.pool import TaskPool
from cxrviewer.ui.workers.radiographs import ReaderLike

# The first files come soon; of a long scan they come in larger steps, because the list is laid out
# as a whole with each of them.
BATCH_SECONDS = 0.05
LATER_BATCH_SECONDS = 0.25
LATER = 512
MAX_BATCH = 256

Batch = tuple[ScanEntry, ...]


class Scanner(QObject):
    """Starts scans. Paths opened while one runs are taken up after it."""

    def __init__(self, session: Session, reader: ReaderLike, pool: TaskPool) -> None:
        super().__init__()
        self._session = session
        self._reader = reader
        self._pool = pool
        self._files = FileSet()
        self._job: Job | None = None
        self._next: list[Iterable[Path]] = []

    def scan(self, paths: Iterable[Path]) -> None:
        """Look at ``paths``, which may come into being only while they are asked for."""
        if self._job is not None:
            self._next.append(paths)
            return
        self._job = job = self._session.intake.begin_scan()
        self._pool.submit(
            partial(self._work, job, paths),
            done=lambda _: self._end(job),
            failed=partial(self._fail, job),
        )

    def _work(self, job: Job, paths: Iterable[Path]) -> None:
        def send(batch: Batch) -> None:
            self._pool.post(partial(self._session.intake.add_entries, job), batch)

        # One by one: a path that is still being made must not hold up the one before it.
        entries = chain.from_iterable(self._reader.scan([path]) for path in paths)
        in_batches(self._files.watch(entries), send, stopped=job.cancelled)

    def _end(self, job: Job) -> None:
        self._session.intake.end_scan(job)
        self._job = None
        if self._next:
            paths, self._next = chain.from_iterable(self._next), []
            self.scan(paths)

    def _fail(self, job: Job, error: CxrError) -> None:
        self._session.notify(Notice.of(error))
        self._end(job)


def in_batches(
    entries: Iterable[ScanEntry], send: Callable[[Batch], None], *, stopped: Callable[[], bool]
) -> None:
    """Send the entries in order; the first at once, the others every BATCH_SECONDS or later."""
    batch: list[ScanEntry] = []
    sent = 0.0
    for number, entry in enumerate(entries):
        if stopped():
            return
        batch.append(entry)
        pause = BATCH_SECONDS if number < LATER else LATER_BATCH_SECONDS
        if time.monotonic() - sent >= pause or len(batch) >= MAX_BATCH:
            send(tuple(batch))
            batch, sent = [], time.monotonic()
    if batch:
        send(tuple(batch))
