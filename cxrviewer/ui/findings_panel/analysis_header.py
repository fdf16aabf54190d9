"""How far the analysis is, with what can be done about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QVBoxLayout, QWidget

from cxrviewer.app.analysis_state import AnalysisState, Phase
from cxrviewer.app.session import Session
from cxrviewer.ui.icons import icon
from cxrviewer.ui.plain_text import PlainLabel
from cxrviewer.ui.spoken import spoken


class AnalysisHeader(QWidget):
    """Title, state, progress bar, and the buttons to cancel and to run again."""

    cancel_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.state = PlainLabel(role="dim")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of the analysis"))
        self.cancel = self._button("cancel", self.tr("Cancel analysis"))
        self.again = self._button("again", self.tr("Run again"))
        self.cancel.clicked.connect(self.cancel_wanted)
        self.again.clicked.connect(self.again_wanted)
        self._lay_out()
        session.analysis_changed.connect(self._follow)
        self._follow(session.analysis_state)

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        return button

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(PlainLabel(self.tr("FINDINGS"), role="title"))
        line.addStretch(1)
        line.addWidget(self.cancel)
        line.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 6, 6)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.state)
        column.addWidget(self.progress)

    def _follow(self, state: AnalysisState) -> None:
        self.state.setText(self._sentence(state))
        role = "error" if state.phase is Phase.FAILED else "dim"
        self.state.setProperty("role", role)
        self.state.style().polish(self.state)
        self.progress.setVisible(state.busy)
        self.progress.setRange(0, state.steps if state.phase is Phase.RUNNING else 0)
        self.progress.setValue(state.step)
        self.cancel.setEnabled(state.busy)
        shown = self._session.radiograph is not None
        self.again.setEnabled(shown and not state.busy and state.phase is not Phase.REFUSED)

    def _sentence(self, state: AnalysisState) -> str:
        if state.phase is Phase.DONE and state.analysis is not None:
            return self._done_sentence(state)
        waiting = (
            self.tr("Waiting for the models…")
            if self._session.models.provider
            else self.tr("Loading the models…")
        )
        sentences = {
            Phase.NONE: self._nothing_yet(),
            Phase.QUEUED: waiting,
            Phase.RUNNING: self.tr("Running: {0}").format(state.message),
            Phase.CANCELLED: self.tr("Cancelled. Press F5 to run it again."),
            Phase.FAILED: spoken(state.message),
            Phase.REFUSED: self.tr("Not analysed: {0}").format(spoken(state.message)),
        }
        return sentences[state.phase]

    def _nothing_yet(self) -> str:
        if self._session.radiograph is not None:
            return self.tr("Not analysed")
        return self.tr("Open a radiograph: what the models say of it will stand here.")

    def _done_sentence(self, state: AnalysisState) -> str:
        assert state.analysis is not None
        analysis = state.analysis
        if analysis.awaiting:
            hidden = self.tr("Scores are hidden: {0} verdicts to go").format(len(analysis.awaiting))
            return "\n".join((hidden, *analysis.failures))
        labels = self.tr("Labels: {0}, analysed in {1} s").format(
            len(analysis.findings), f"{analysis.seconds:.2f}"
        )
        return "\n".join((labels, *analysis.failures))
