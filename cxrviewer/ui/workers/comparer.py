"""Does the work of a comparison beside the window: registration, subtraction, noise."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from cxrviewer.app.analysis_state import AnalysisState, Phase
from cxrviewer.app.comparison import ComparisonState, Fit
from cxrviewer.app.jobs import Job, JobKind
from cxrviewer.app.pane import Pane
from cxrviewer.app.session import Session
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.errors import CxrError, UsageError
from cxrviewer.domain.radiograph import Radiograph, RadiographKey
from cxrviewer.domain.repeatability import Repeatability
from cxrviewer.ui.workers.analysis_thread import AnalysisThread, AnalyzerLike, Question
from cxrviewer.ui.workers.pool import TaskPool

Keys = tuple[RadiographKey, RadiographKey]


class Comparer(QObject):
    """Waits for both analyses, asking for them where nobody has, and then does its part."""

    def __init__(
        self,
        session: Session,
        pool: TaskPool,
        thread: AnalysisThread,
        analyse: Callable[[Pane], None],
    ) -> None:
        super().__init__()
        self._session = session
        self._comparison = session.comparison
        self._pool = pool
        self._thread = thread
        self._analyse = analyse
        self._asked: Keys | None = None
        self._comparison.changed.connect(self._follow)
        for pane in session.panes:
            self._watch(pane)
        session.panes.added.connect(self._watch)

    def _watch(self, pane: Pane) -> None:
        pane.analysis_changed.connect(self._follow_analysis)

    def _follow_analysis(self, _: AnalysisState) -> None:
        # Not at once: the pane is still telling everybody about this state.
        self._pool.post(self._go_on, None)

    def _follow(self, state: ComparisonState) -> None:
        if not state.running:
            self._asked = None
            for kind in (JobKind.FIT, JobKind.REPEATABILITY):
                for pane in self._session.panes:
                    self._session.jobs.cancel(kind, pane.number)
        elif state.fit is None and not state.refusal and not state.noise:
            self._asked = None
            self._pool.post(self._go_on, None)

    def _go_on(self, _: None) -> None:
        """Do what can be done by now."""
        state = self._comparison.state
        keys = state.keys
        if state.earlier is None or state.later is None or keys is None or keys == self._asked:
            return
        for pane in (state.later, state.earlier):
            if pane.analysis_state.phase is Phase.NONE:
                self._analyse(pane)
        refusal = _refusal(state.earlier) or _refusal(state.later)
        if refusal:
            self._asked = keys
            self._comparison.refuse_fit(keys, refusal)
            return
        if state.earlier.analysis is not None and state.later.analysis is not None:
            self._asked = keys
            self._ask(keys, state.earlier, state.later)

    def _ask(self, keys: Keys, earlier: Pane, later: Pane) -> None:
        pictures = (earlier.radiograph, later.radiograph)
        analyses = (earlier.analysis, later.analysis)
        job = self._session.jobs.start(JobKind.FIT, later.number)
        self._pool.submit(
            partial(_fit, job, pictures, analyses),
            done=partial(self._take_fit, job, keys),
            failed=partial(self._fail_fit, job, keys),
        )
        for pane in (later, earlier):
            if pane.radiograph is not None:
                repeat = self._session.jobs.start(JobKind.REPEATABILITY, pane.number)
                self._thread.request(
                    Question(
                        repeat,
                        partial(_noise_of, pane.radiograph),
                        self._comparison.take_noise,
                        partial(self._comparison.refuse_noise, pane.radiograph.key),
                    )
                )

    def _take_fit(self, job: Job, keys: Keys, fit: Fit | None) -> None:
        if self._session.jobs.is_newest(job) and fit is not None:
            self._comparison.take_fit(keys, fit)

    def _fail_fit(self, job: Job, keys: Keys, error: CxrError) -> None:
        if self._session.jobs.is_newest(job):
            self._comparison.refuse_fit(keys, f"{error.cause} {error.remedy}")


def _refusal(pane: Pane) -> str:
    """Return why ``pane`` will have no analysis; empty where it has one or may get one."""
    state = pane.analysis_state
    if state.phase in (Phase.REFUSED, Phase.FAILED):
        return f"There is no analysis to compare by. {state.message}"
    if state.phase is Phase.CANCELLED:
        return "The analysis was cancelled; run it again to compare."
    return ""


def _noise_of(
    radiograph: Radiograph, analyzer: AnalyzerLike, cancelled: Callable[[], bool]
) -> Repeatability:
    """Runs in the analysis thread."""
    return analyzer.repeatability(radiograph, cancelled=cancelled)


def _fit(
    job: Job,
    pictures: tuple[Radiograph | None, Radiograph | None],
    analyses: tuple[Analysis | None, Analysis | None],
) -> Fit | None:
    """Runs in a thread. Raises UsageError where the two cannot be laid on each other."""
    earlier, later = pictures
    if job.cancelled() or earlier is None or later is None:
        return None
    masks = [analysis.lung_mask if analysis is not None else None for analysis in analyses]
    if masks[0] is None or masks[1] is None:
        raise UsageError(
            "The two radiographs cannot be laid on each other: a lung mask is missing.",
            remedy="Install a bundle that finds the lungs, or compare them side by side.",
        )
    aspects = (earlier.aspect, later.aspect)
    from cxrviewer.imaging.registration import register_lungs  # noqa: PLC0415  (in its own thread)
    from cxrviewer.imaging.subtraction import subtract  # noqa: PLC0415

    registration = register_lungs(masks[0].mask, masks[1].mask, aspects=aspects)
    difference = subtract(later, earlier, registration.transform, masks[1].mask)
    return Fit(registration, difference)
