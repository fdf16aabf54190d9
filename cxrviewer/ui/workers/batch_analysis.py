"""Has all listed images analysed, one after another, behind whatever the person looks at."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from cxrviewer.app.jobs import Job, JobKind
from cxrviewer.app.session import Session
from cxrviewer.app.sorting import Column
from cxrviewer.domain.errors import CxrError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance
from cxrviewer.ui.workers.analysis_thread import AnalysisThread, Request
from cxrviewer.ui.workers.pool import TaskPool
from cxrviewer.ui.workers.radiographs import LoadsRadiographs, load_reconciled


@dataclass(frozen=True, slots=True)
class BatchState:
    """How far a batch is. ``failed`` could not be read or analysed; they count as done."""

    running: bool = False
    done: int = 0
    failed: int = 0
    total: int = 0


class BatchAnalysis(QObject):
    """One image at a time: a decode that waits for urgent ones, then a request that gives way."""

    progressed = Signal(object)

    def __init__(
        self,
        session: Session,
        reader: LoadsRadiographs,
        pool: TaskPool,
        thread: AnalysisThread,
    ) -> None:
        super().__init__()
        self._session = session
        self._reader = reader
        self._pool = pool
        self._thread = thread
        self._waiting: deque[Instance] = deque()
        self._job: Job | None = None
        self.state = BatchState()

    def start(self, instances: Iterable[Instance]) -> None:
        """Analyse those of ``instances`` that the models may be asked about and were not yet."""
        listing = self._session.listing
        wanted = [
            one
            for one in instances
            if not one.analysis_refusal
            and not listing.triage.is_analysed(one.path)
            and one.path not in listing.gone
        ]
        self._waiting = deque(wanted)
        self._job = self._session.jobs.start(JobKind.BACKGROUND)
        self._become(BatchState(running=True, total=len(wanted)))
        self._go_on()

    def stop(self) -> None:
        """Leave the rest; what was analysed stays."""
        self._session.jobs.cancel(JobKind.BACKGROUND)
        self._job = None
        self._waiting.clear()
        if self.state.running:
            self._become(replace(self.state, running=False))

    def settle(self, job: Job, *, failed: bool) -> None:
        """Take in that the models are done with an image of ``job``."""
        if job is not self._job:
            return
        lost = self.state.failed + failed
        self._become(replace(self.state, done=self.state.done + 1, failed=lost))
        self._go_on()

    def _go_on(self) -> None:
        if self._job is None:
            return
        if not self._waiting:
            self._end()
            return
        instance, job = self._waiting.popleft(), self._job
        self._pool.submit(
            partial(load_reconciled, self._reader, instance, 0, job),
            done=partial(self._ask, job),
            failed=partial(self._skip, job),
        )

    def _ask(self, job: Job, radiograph: Radiograph) -> None:
        if job is self._job:
            self._session.listing.triage.name(radiograph.key, radiograph.instance.path)
            self._thread.request(Request(job, radiograph, gives_way=True))

    def _skip(self, job: Job, _error: CxrError) -> None:
        # What cannot be read says why when the person comes to it.
        self.settle(job, failed=True)

    def _end(self) -> None:
        listing = self._session.listing
        self._job = None
        self._become(replace(self.state, running=False))
        if listing.state.stale and listing.order.column is Column.TRIAGE:
            listing.arrange()

    def _become(self, state: BatchState) -> None:
        self.state = state
        self.progressed.emit(state)
