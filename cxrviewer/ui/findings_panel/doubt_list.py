"""What the input check found against the radiograph, before any score, and the way past it."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cxrviewer.app.analysis_state import AnalysisState
from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.session import Session
from cxrviewer.domain.doubts import Doubt
from cxrviewer.ui.plain_text import PlainLabel, one_line, plain_tip
from cxrviewer.ui.spoken import spoken


class DoubtList(QWidget):
    """Hidden while nothing is doubted. Scores stay hidden until the person asks for them."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.reasons = PlainLabel(role="warning")
        self.override = QPushButton(self.tr("Show scores anyway"))
        self.override.setCheckable(True)
        self.override.toggled.connect(self._switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 2, 10, 8)
        column.addWidget(PlainLabel(self.tr("INPUT CHECK"), role="title"))
        column.addWidget(self.reasons)
        column.addWidget(self.override)
        session.analysis_changed.connect(self._follow_analysis)
        session.display_changed.connect(self._follow_display)
        self._follow_analysis(session.analysis_state)

    def _switch(self, on: bool) -> None:
        display = self._session.display
        if display is not None:
            self._session.active.change_display(replace(display, scores_anyway=on))

    def _follow_analysis(self, state: AnalysisState) -> None:
        doubts = state.analysis.doubts if state.analysis is not None else ()
        self.setVisible(bool(doubts))
        self.reasons.setText("\n".join(doubt_line(doubt) for doubt in doubts))
        self.reasons.setToolTip(plain_tip("\n".join(one_line(doubt.text) for doubt in doubts)))
        if self._session.display is not None:
            self._follow_display(self._session.display)

    def _follow_display(self, display: DisplayState) -> None:
        anyway = display.scores_anyway
        self.override.blockSignals(True)
        self.override.setChecked(anyway)
        self.override.blockSignals(False)
        self.override.setText(
            self.tr("Hide the scores again") if anyway else self.tr("Show scores anyway")
        )


def doubt_line(doubt: Doubt) -> str:
    """Return what was found with its code; the figures stand in the tool tip and the report."""
    return QCoreApplication.translate("findings", "• {0} [{1}]").format(
        one_line(spoken(doubt.sentence)), doubt.code.value
    )
