"""Verdicts: giving them, reading first, and what is made of them."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from cxrviewer.app.analysis_state import AnalysisState
from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.session import Session
from cxrviewer.app.verdicts import Answer
from cxrviewer.domain.radiograph import RadiographKey
from cxrviewer.ui.findings_panel.verdict_panel import VerdictPanel
from cxrviewer.ui.handlers.area import Actions, Handlers
from cxrviewer.ui.handlers.preferences import PreferencesEditor
from cxrviewer.ui.verdict_files import VerdictFiles


class VerdictsArea:
    """A verdict can be given where the panel knows on what."""

    def __init__(
        self,
        session: Session,
        panel: VerdictPanel,
        preferences: PreferencesEditor,
        files: VerdictFiles,
        show_lab: Callable[[], None],
    ) -> None:
        self._session = session
        self._panel = panel
        self._preferences = preferences
        self.handlers: Handlers = {
            "read_first": self._switch_first,
            "verdict_yes": partial(panel.answer, Answer.YES),
            "verdict_no": partial(panel.answer, Answer.NO),
            "verdict_unsure": partial(panel.answer, Answer.UNSURE),
            "verdict_rest_absent": panel.answer_rest,
            "reveal_scores": panel.reveal_scores,
            "export_verdicts": files.ask,
            "threshold_lab": show_lab,
        }

    def follow(self, actions: Actions) -> None:
        self._actions = actions
        session = self._session
        session.analysis_changed.connect(self._follow_analysis)
        session.display_changed.connect(self._follow_display)
        session.verdicts.given.connect(self._follow_given)
        session.verdicts.mode_changed.connect(self._follow_mode)
        self._follow_mode(session.verdicts.on)

    def _switch_first(self) -> None:
        on = not self._session.verdicts.on
        self._session.verdicts.switch(on)
        self._preferences.save(replace(self._preferences.current, read_first=on))

    def _follow_analysis(self, _: AnalysisState) -> None:
        self._follow()

    def _follow_display(self, _: DisplayState) -> None:
        self._follow()

    def _follow_given(self, _: RadiographKey) -> None:
        self._follow()

    def _follow_mode(self, on: bool) -> None:
        self._actions["read_first"].setChecked(on)
        self._follow()

    def _follow(self) -> None:
        blind = self._panel.blind
        for name in ("verdict_yes", "verdict_no", "verdict_unsure"):
            self._actions[name].setEnabled(bool(self._panel.label))
        self._actions["verdict_rest_absent"].setEnabled(blind)
        self._actions["reveal_scores"].setEnabled(
            blind and self._session.active.unveiled is not None
        )
