"""The chosen finding's probability where the disease is rarer or more common."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSlider, QVBoxLayout, QWidget

from cxrviewer.app.analysis_state import AnalysisState
from cxrviewer.app.display_state import DisplayState, FindingKey
from cxrviewer.app.session import Session
from cxrviewer.domain.analysis import Finding
from cxrviewer.domain.prevalence import at_prevalence, one_in
from cxrviewer.ui.plain_text import PlainLabel

STEPS = 100
LEAST, MOST = 1e-4, 0.8


class PrevalenceControls(QWidget):
    """Shown for a calibrated finding alone: a bare score has no probability to change."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._key: FindingKey | None = None
        self.answer = PlainLabel()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, STEPS)
        self.slider.setAccessibleName(self.tr("Prevalence among your patients"))
        self.slider.setToolTip(self.tr("How common the disease is among your patients"))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 8)
        column.addWidget(self.answer)
        column.addWidget(self.slider)
        self.slider.valueChanged.connect(self._tell)
        session.display_changed.connect(self._follow_display)
        session.analysis_changed.connect(self._follow_analysis)
        self._follow()

    def _follow_display(self, _: DisplayState) -> None:
        self._follow()

    def _follow_analysis(self, _: AnalysisState) -> None:
        self._follow()

    def _follow(self) -> None:
        finding = self._finding()
        calibrated = None if finding is None else self._calibrated(finding)
        self.setVisible(calibrated is not None)
        key = None if finding is None else FindingKey.of(finding)
        if calibrated is not None and key != self._key:
            self.slider.setValue(step_of(calibrated))
        self._key = key
        self._tell()

    def _finding(self) -> Finding | None:
        analysis, display = self._session.analysis, self._session.display
        if analysis is None or display is None or display.withholds(analysis):
            return None
        for finding in analysis.findings:
            if FindingKey.of(finding) == display.chosen and finding.probability is not None:
                return finding
        return None

    def _calibrated(self, finding: Finding) -> float | None:
        """Return the label's share among the patients of the calibration."""
        for bundle in self._session.models.bundles:
            decision = bundle.manifest.decision
            if bundle.identity == finding.bundle and decision is not None:
                share = decision.prevalence[bundle.manifest.output.labels.index(finding.pathology)]
                return share if share is not None and 0.0 < share < 1.0 else None
        return None

    def _tell(self, _step: int = 0) -> None:
        finding = self._finding()
        calibrated = None if finding is None else self._calibrated(finding)
        if finding is None or finding.probability is None or calibrated is None:
            return
        wanted = prevalence_at(self.slider.value())
        after = at_prevalence(finding.probability, calibrated=calibrated, wanted=wanted)
        self.answer.setText(
            self.tr(
                "{0} of patients with this score, where {1} of all have it\n"
                "(calibrated where {2} have it)"
            ).format(one_in(after), one_in(wanted), one_in(calibrated))
        )


def prevalence_at(step: int) -> float:
    """Return the prevalence of a place on the slider: each step is the same factor."""
    return float(LEAST * (MOST / LEAST) ** (step / STEPS))


def step_of(prevalence: float) -> int:
    """Return the place on the slider nearest to ``prevalence``."""
    return min(range(STEPS + 1), key=lambda step: abs(prevalence_at(step) - prevalence))
