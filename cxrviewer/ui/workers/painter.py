"""Asks the models about what is painted, one picture at a time: the newest one is next."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cxrviewer.app.jobs import JobKind
from cxrviewer.app.painting import PaintingState
from cxrviewer.app.pane import Pane
from cxrviewer.app.session import Session
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.ui.workers.analysis_thread import AnalyzerLike

if TYPE_CHECKING:
    from cxrviewer.ui.workers.conductor import Conductor


class Painter(QObject):
    """Strokes that come while the models work are answered together, by the last of them."""

    def __init__(self, session: Session, conductor: "Conductor") -> None:
        super().__init__(conductor)
        self._session = session
        self._conductor = conductor
        self._asked: Radiograph | None = None
        self._running = False
        session.painting.changed.connect(self._follow)
        for pane in session.panes:
            self._watch(pane)
        session.panes.added.connect(self._watch)

    def _watch(self, pane: Pane) -> None:
        pane.picture_changed.connect(partial(self._leave, pane))

    def _leave(self, pane: Pane, _: object) -> None:
        """A pane with another picture has nothing painted."""
        if self._session.painting.state.pane == pane.number:
            self._session.painting.restore()

    def _follow(self, state: PaintingState) -> None:
        if state.radiograph is None:
            self._session.jobs.cancel(JobKind.PAINTING)
            self._asked, self._running = None, False
        elif not self._running and state.radiograph is not self._asked:
            self._ask(state.pane, state.radiograph)

    def _ask(self, pane: int, radiograph: Radiograph) -> None:
        # Only where the models were asked about the radiograph itself are there scores to compare.
        analysed = any(p.number == pane and p.analysis is not None for p in self._session.panes)
        if not analysed:
            return
        self._asked, self._running = radiograph, True
        self._conductor.ask(
            self._session.jobs.start(JobKind.PAINTING),
            partial(_analysis_of, radiograph),
            done=self._take,
            failed=self._fail,
        )

    def _take(self, analysis: Analysis) -> None:
        self._running = False
        self._session.painting.take(analysis)

    def _fail(self, why: str) -> None:
        self._running = False
        self._session.painting.fail(why)


def _analysis_of(
    radiograph: Radiograph, analyzer: AnalyzerLike, cancelled: Callable[[], bool]
) -> Analysis:
    """Runs in the analysis thread."""
    return analyzer.analyse(radiograph, progress=lambda _: None, cancelled=cancelled)
