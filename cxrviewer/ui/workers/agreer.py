"""Has the agreement of heatmaps measured where a pane wants to show it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cxrviewer.app.agreements import AgreementKey
from cxrviewer.app.jobs import JobKind
from cxrviewer.app.pane import Pane
from cxrviewer.app.session import Session
from cxrviewer.domain.agreement import Agreement
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.ui.workers.analysis_thread import AnalyzerLike

if TYPE_CHECKING:
    from cxrviewer.ui.workers.conductor import Conductor


class Agreer(QObject):
    """One job a pane; it ends when the pane shows another radiograph, model or no heatmap."""

    def __init__(self, session: Session, conductor: "Conductor") -> None:
        super().__init__(conductor)
        self._session = session
        self._conductor = conductor
        self._asked: dict[int, AgreementKey] = {}
        for pane in session.panes:
            self._watch(pane)
        session.panes.added.connect(self._watch)

    def _watch(self, pane: Pane) -> None:
        follow = partial(self._follow, pane)
        pane.picture_changed.connect(follow)
        pane.display_changed.connect(follow)
        pane.analysis_changed.connect(follow)

    def _follow(self, pane: Pane, _: object) -> None:
        key = pane.agreement_key
        if key == self._asked.get(pane.number):
            return
        self._session.jobs.cancel(JobKind.AGREEMENT, pane.number)
        self._asked.pop(pane.number, None)
        known = self._session.agreements
        if key is None or known.of(key) is not None or pane.radiograph is None:
            return
        self._asked[pane.number] = key
        self._conductor.ask(
            self._session.jobs.start(JobKind.AGREEMENT, pane.number),
            partial(_agreement_of, pane.radiograph, key),
            done=partial(self._take, pane),
            failed=partial(known.fail, key),
        )

    def _take(self, pane: Pane, agreement: Agreement) -> None:
        self._asked.pop(pane.number, None)
        self._session.agreements.take(agreement)


def _agreement_of(
    radiograph: Radiograph,
    key: AgreementKey,
    analyzer: AnalyzerLike,
    cancelled: Callable[[], bool],
) -> Agreement:
    """Runs in the analysis thread."""
    return analyzer.agreement(radiograph, key.bundle, cancelled=cancelled)
