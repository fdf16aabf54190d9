"""The one thread that owns the models: they are loaded, used and dropped here."""

import queue
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QThread, Signal

from cxrviewer.app.analysis_state import AnalysisState, Models, Phase
from cxrviewer.app.jobs import Job
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.domain.agreement import Agreement
from cxrviewer.domain.analysis import Analysis, BundleIdentity
from cxrviewer.domain.errors import CxrError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.repeatability import Repeatability
from cxrviewer.inference.progress import Cancelled, Progress
from cxrviewer.ui.override import override
from cxrviewer.ui.workers.unexpected import as_cxr_error

if TYPE_CHECKING:
    from cxrviewer.domain.occlusion import Occlusion

Value = TypeVar("Value")


class AnalyzerLike(Protocol):
    """What the thread needs of an Analyzer."""

    def analyse(
        self,
        radiograph: Radiograph,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Analysis: ...

    def repeatability(
        self, radiograph: Radiograph, *, cancelled: Callable[[], bool] | None = None
    ) -> Repeatability: ...

    def occlusion(
        self, radiograph: Radiograph, *, cancelled: Callable[[], bool] | None = None
    ) -> "Occlusion": ...

    def agreement(
        self,
        radiograph: Radiograph,
        bundle: BundleIdentity,
        *,
        cancelled: Callable[[], bool] | None = None,
    ) -> Agreement: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Opened:
    """The models, None where there are none, and what the window shows of them."""

    analyzer: AnalyzerLike | None
    models: Models


Opener = Callable[[], Opened]


@dataclass(frozen=True, slots=True)
class Request:
    """One radiograph for the models.

    One that ``gives_way`` is left for whatever else is asked for, and taken up again afterwards;
    its steps are not told. At most one of them may be asked for at a time.
    """

    job: Job
    radiograph: Radiograph
    gives_way: bool = False


@dataclass(frozen=True, slots=True)
class Question(Generic[Value]):
    """Something else to ask of the models. ``ask`` runs in the thread; it is given the models and
    what says whether to leave off. ``done`` or ``failed`` is called in the GUI thread, unless the
    job was cancelled.
    """

    job: Job
    ask: Callable[[AnalyzerLike, Callable[[], bool]], Value]
    done: Callable[[Value], None]
    failed: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a Question brought, ready to ``deliver``."""

    job: Job
    deliver: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Advance:
    """How far a job is."""

    job: Job
    state: AnalysisState


@dataclass(frozen=True, slots=True)
class Success:
    """A finished job."""

    job: Job
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that ended in an error."""

    job: Job
    notice: Notice


class AnalysisThread(QThread):
    """Works through requests in order; a cancelled one is skipped."""

    opened = Signal(object)
    advanced = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)
    answered = Signal(object)

    def __init__(self, opener: Opener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("analysis")
        self._requests: queue.SimpleQueue[Request | Question[Any] | Opener | None] = (
            queue.SimpleQueue()
        )
        self._requests.put(opener)
        self._analyzer: AnalyzerLike | None = None

    def request(self, request: Request | Question[Any]) -> None:
        self._requests.put(request)

    def reopen(self, opener: Opener) -> None:
        """Replace the models once the requests before are done."""
        self._requests.put(opener)

    def close(self) -> None:
        """Wait until the request under way has ended; cancel its job first to make that quick."""
        self._requests.put(None)
        self.wait()

    def _handle(self, request: Request | Question[Any] | Opener) -> None:
        if isinstance(request, Request):
            self._analyse(request)
        elif isinstance(request, Question):
            self._answer(request)
        else:
            self._open(request)

    def _open(self, opener: Opener) -> None:
        self._drop()
        try:
            opened = opener()
        except Exception as error:  # noqa: BLE001  (the border of a thread)
            notice = Notice.of(as_cxr_error(error))
            self.opened.emit(Models(provider="no models", failures=(notice,)))
            return
        self._analyzer = opened.analyzer
        self.opened.emit(opened.models)

    def _analyse(self, request: Request) -> None:
        job = request.job
        if job.cancelled() or self._is_put_off(request):
            return
        if self._analyzer is None:
            self.failed.emit(Failure(job, NO_MODELS))
            return

        def report(progress: Progress) -> None:
            if not request.gives_way:
                self.advanced.emit(Advance(job, running(progress)))

        def left() -> bool:
            return job.cancelled() or (request.gives_way and not self._requests.empty())

        try:
            analysis = self._analyzer.analyse(request.radiograph, progress=report, cancelled=left)
        except Cancelled:
            if not job.cancelled():
                self._requests.put(request)
            return
        except Exception as error:  # noqa: BLE001  (the border of a thread)
            self.failed.emit(Failure(job, failure_notice(as_cxr_error(error))))
        else:
            self.succeeded.emit(Success(job, analysis))

    def _answer(self, question: Question[Any]) -> None:
        job = question.job
        if job.cancelled():
            return
        if self._analyzer is None:
            self._tell_failure(question, NO_MODELS.cause)
            return
        try:
            value = question.ask(self._analyzer, job.cancelled)
        except Cancelled:
            return
        except Exception as error:  # noqa: BLE001  (the border of a thread)
            self._tell_failure(question, as_cxr_error(error).cause)
        else:
            self.answered.emit(Answer(job, partial(question.done, value)))

    def _tell_failure(self, question: Question[Any], why: str) -> None:
        self.answered.emit(Answer(question.job, partial(question.failed, why)))

    def _is_put_off(self, request: Request) -> bool:
        """Put ``request`` behind what else waits, where it gives way."""
        if request.gives_way and not self._requests.empty():
            self._requests.put(request)
            return True
        return False

    def _drop(self) -> None:
        if self._analyzer is not None:
            self._analyzer.close()
            self._analyzer = None

    @override
    def run(self) -> None:
        while (request := self._requests.get()) is not None:
            self._handle(request)
        self._drop()


NO_MODELS = Notice(
    Severity.ERROR,
    "There is no model to analyse with.",
    "Install a model bundle, or see the notices about those that were refused.",
)


def running(progress: Progress) -> AnalysisState:
    return AnalysisState(
        Phase.RUNNING, message=progress.what, step=progress.done, steps=progress.total
    )


def failure_notice(error: CxrError) -> Notice:
    """Return ``error`` as a notice about the analysis, not about a file of the person's."""
    return Notice(Severity.ERROR, error.cause, error.remedy)
