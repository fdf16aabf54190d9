"""Gathers the images of a study for its report: reads and analyses those that are not at hand."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from cxrviewer.app.analysis_state import Models, analysis_bytes
from cxrviewer.app.jobs import Job, JobKind
from cxrviewer.app.memory import radiograph_bytes
from cxrviewer.app.report_image import ReportImage
from cxrviewer.app.report_images import ReportImages
from cxrviewer.app.session import Session
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.errors import CxrError, printable
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance
from cxrviewer.ui.workers.analysis_thread import AnalyzerLike
from cxrviewer.ui.workers.pool import TaskPool
from cxrviewer.ui.workers.radiographs import LoadsRadiographs, load_reconciled

if TYPE_CHECKING:
    from cxrviewer.report.content import LeftOut

NO_ROOM = "There is not enough memory for more images in one report."


class Asks(Protocol):
    """The way to the models: see Conductor.ask."""

    def __call__(
        self,
        job: Job,
        ask: Callable[[AnalyzerLike, Callable[[], bool]], Analysis],
        *,
        done: Callable[[Analysis], None],
        failed: Callable[[str], None],
    ) -> None: ...


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """What a report shows, and what of its study it cannot show; both in the study's order."""

    images: tuple[ReportImage, ...] = ()
    left_out: "tuple[LeftOut, ...]" = ()

    def plus(self, image: ReportImage) -> "Gathered":
        return replace(self, images=(*self.images, image))

    def without(self, instance: Instance, reason: str) -> "Gathered":
        from cxrviewer.report.content import LeftOut  # noqa: PLC0415  (not before a report is made)

        left_out = LeftOut(printable(instance.path.name), reason)
        return replace(self, left_out=(*self.left_out, left_out))

    @property
    def count(self) -> int:
        return len(self.images) + len(self.left_out)


class ReportGathering(QObject):
    """One image at a time, so that whatever the person looks at waits for one at most.

    ``advanced`` carries how many images are done, and of how many.
    """

    advanced = Signal(int, int)

    def __init__(
        self, session: Session, reader: LoadsRadiographs, pool: TaskPool, ask: Asks
    ) -> None:
        super().__init__()
        self._session = session
        self._images = ReportImages(session)
        self._reader = reader
        self._pool = pool
        self._ask_models = ask
        self._waiting: deque[tuple[Instance, ReportImage | None]] = deque()
        self._gathered = Gathered()
        self._used = 0
        self._job: Job | None = None
        self._done: Callable[[Gathered | None], None] | None = None
        session.models_changed.connect(self._follow_models)

    def start(
        self, instances: Iterable[Instance], *, done: Callable[[Gathered | None], None]
    ) -> None:
        """Gather ``instances``, then call ``done``; with None where it was stopped.

        What is on the screen is taken as it is now.
        """
        self._waiting = deque((one, self._images.at_hand(one)) for one in instances)
        self._gathered, self._used, self._done = Gathered(), 0, done
        self._job = self._session.jobs.start(JobKind.GATHERING)
        self._go_on()

    def stop(self) -> None:
        """Gather no more; what was analysed stays known."""
        self._session.jobs.cancel(JobKind.GATHERING)
        self._waiting.clear()
        self._end(None)

    def _go_on(self) -> None:
        while self._waiting and self._job is not None:
            self.advanced.emit(self._gathered.count, self._gathered.count + len(self._waiting))
            instance, known = self._waiting.popleft()
            if known is not None and known.settled:
                self._keep(known)
            elif self._used >= self._session.radiographs.limit:
                self._gathered = self._gathered.without(instance, NO_ROOM)
            elif known is not None:
                self._ask(self._job, known)
                return
            else:
                self._load(self._job, instance)
                return
        self._end(self._gathered)

    def _load(self, job: Job, instance: Instance) -> None:
        self._pool.submit(
            partial(load_reconciled, self._reader, instance, self._images.frame_of(instance), job),
            done=partial(self._take, job, instance),
            failed=partial(self._leave_out, job, instance),
        )

    def _take(self, job: Job, instance: Instance, radiograph: Radiograph) -> None:
        if job is not self._job:
            return
        self._session.listing.triage.name(radiograph.key, instance.path)
        image = self._images.of_radiograph(instance, radiograph)
        if image.settled:
            self._keep_and_go_on(image)
        else:
            self._ask(job, image)

    def _leave_out(self, job: Job, instance: Instance, error: CxrError) -> None:
        if job is self._job:
            self._gathered = self._gathered.without(instance, error.cause)
            self._go_on()

    def _ask(self, job: Job, image: ReportImage) -> None:
        self._ask_models(
            job,
            partial(_analyse, image.radiograph),
            done=partial(self._take_analysis, job, image),
            failed=lambda why: self._keep_and_go_on(replace(image, failure=why)),
        )

    def _take_analysis(self, job: Job, image: ReportImage, analysis: Analysis) -> None:
        self._keep_and_go_on(self._images.finish(job, image, analysis))

    def _keep_and_go_on(self, image: ReportImage) -> None:
        self._keep(image)
        self._go_on()

    def _keep(self, image: ReportImage) -> None:
        analysis = analysis_bytes(image.analysis) if image.analysis is not None else 0
        self._used += radiograph_bytes(image.radiograph) + analysis
        self._gathered = self._gathered.plus(image)

    def _follow_models(self, models: Models) -> None:
        # Others are about to be opened: one report must not hold what two sets of models said.
        if not models.provider:
            self.stop()

    def _end(self, gathered: Gathered | None) -> None:
        done, self._done, self._job = self._done, None, None
        if done is not None:
            done(gathered)


def _analyse(
    radiograph: Radiograph, analyzer: AnalyzerLike, cancelled: Callable[[], bool]
) -> Analysis:
    return analyzer.analyse(radiograph, cancelled=cancelled)
