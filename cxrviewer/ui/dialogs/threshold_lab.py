"""The threshold lab: a label's curve on the radiographs of a place, and a point chosen on it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from cxrviewer.app.display_state import FindingKey
from cxrviewer.app.label_file import read_labels
from cxrviewer.app.local_points import LocalPoint
from cxrviewer.app.session import Session
from cxrviewer.app.threshold_lab import Gathered, Source, gather
from cxrviewer.domain.errors import CxrError
from cxrviewer.domain.roc import (
    ENOUGH,
    Cases,
    Floats,
    Interval,
    Rates,
    draws_of,
    rates_at,
    roc_of,
    youden_threshold,
)
from cxrviewer.ui.dialogs.frame import TextDialog
from cxrviewer.ui.dialogs.roc_plot import RocPlot
from cxrviewer.ui.plain_text import PlainLabel, one_line

STEPS = 1000
FIRST_PREVALENCE = 10.0


class ThresholdLab(TextDialog):
    """``profile_changed`` tells that other local operating points hold."""

    profile_changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", parent, size=(900, 620))
        self.setWindowTitle(self.tr("Threshold lab"))
        self._session = session
        self._source = Source()
        self._cases: Cases | None = None
        self._draws: Floats | None = None
        self._rates: Rates | None = None
        self.labels, self.sources = QComboBox(), QComboBox()
        self.plot, self.slider = RocPlot(), QSlider(Qt.Orientation.Horizontal)
        self.prevalence = QDoubleSpinBox()
        self.basis, self.answer = PlainLabel(role="dim"), PlainLabel()
        self.refusal, self.current = PlainLabel(role="warning"), PlainLabel(role="dim")
        self.save = QPushButton(self.tr("Use this operating point here"))
        self.drop = QPushButton(self.tr("Back to the model's own"))
        self._set_up()
        self._lay_out()
        self._gather()

    @property
    def threshold(self) -> float:
        return self.slider.value() / STEPS

    @property
    def key(self) -> FindingKey | None:
        key = self.labels.currentData()
        return key if isinstance(key, FindingKey) else None

    def use_list(self, path: Path) -> None:
        """Take the truth from a CSV file; what is wrong with it is said in the dialog."""
        try:
            self._source = Source(read_labels(path))
            self.sources.setCurrentIndex(self.sources.count() - 1)
        except CxrError as error:
            self._show(None)
            self.refusal.setText(f"{one_line(path.name)}: {error.cause} {error.remedy}")
            self.refusal.show()
            return
        self._gather()

    def _set_up(self) -> None:
        for key in finding_keys(self._session):
            name = f"{key.pathology.replace('_', ' ')} ({key.bundle.name} {key.bundle.version})"
            self.labels.addItem(one_line(name), key)
        self.sources.addItems(
            [
                self.tr("My verdicts"),
                self.tr("My verdicts before the scores were shown"),
                self.tr("A list of labels (CSV)…"),
            ]
        )
        self.labels.setAccessibleName(self.tr("Label"))
        self.sources.setAccessibleName(self.tr("Truth"))
        self.slider.setRange(0, STEPS)
        self.slider.setAccessibleName(self.tr("Threshold"))
        self.prevalence.setRange(0.01, 99.0)
        self.prevalence.setDecimals(2)
        self.prevalence.setSuffix(" %")
        self.prevalence.setValue(FIRST_PREVALENCE)
        self.prevalence.setAccessibleName(self.tr("Prevalence among your patients"))
        self.labels.currentIndexChanged.connect(self._follow_label)
        self.sources.activated.connect(self._choose_source)
        self.slider.valueChanged.connect(self._follow_threshold)
        self.prevalence.valueChanged.connect(self._follow_prevalence)
        self.save.clicked.connect(self.save_point)
        self.drop.clicked.connect(self.drop_point)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Label"), self.labels)
        form.addRow(self.tr("Truth"), self.sources)
        form.addRow(self.tr("Threshold"), self.slider)
        form.addRow(self.tr("Prevalence"), self.prevalence)
        right = QVBoxLayout()
        right.addLayout(form)
        for widget in (self.basis, self.answer, self.refusal, self.current):
            right.addWidget(widget)
        right.addStretch(1)
        right.addWidget(self.save)
        right.addWidget(self.drop)
        row = QHBoxLayout()
        row.addWidget(self.plot, 3)
        row.addLayout(right, 2)
        self.column.addLayout(row, 1)
        self.finish()

    def _choose_source(self, number: int) -> None:
        if number < 2:
            self._source = Source(blind=number == 1)
            self._gather()
            return
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("List of labels"), str(Path.home()), self.tr("CSV (*.csv)")
        )
        if name:
            self.use_list(Path(name))

    def _follow_label(self, _: int) -> None:
        self._gather()

    def _follow_threshold(self, _: int) -> None:
        self._measure()

    def _follow_prevalence(self, _: float) -> None:
        self._measure()

    def _gather(self) -> None:
        key = self.key
        self._show(None if key is None else gather(self._session, key, self._source))

    def _show(self, found: Gathered | None) -> None:
        self._cases = None if found is None else found.cases
        self._draws = None if self._cases is None else draws_of(self._cases)
        self.basis.setText("" if found is None else self._basis_text(found))
        self.refusal.setText(self._refusal_text(found))
        self.refusal.setVisible(bool(self.refusal.text()))
        self._show_current()
        if self._cases is None or self._draws is None:
            self._rates = None
            self.plot.show_curve(None)
            self.answer.setText("")
            self._enable()
            return
        roc = roc_of(self._cases, self._draws)
        self.plot.show_curve(roc)
        area = self.tr("\nArea under the curve {0}").format(_plain(roc.area))
        self.basis.setText(self.basis.text() + area)
        self.slider.setValue(round(youden_threshold(roc) * STEPS))
        self._measure()

    def _measure(self) -> None:
        if self._cases is not None and self._draws is not None:
            share = self.prevalence.value() / 100.0
            self._rates = rates_at(self._cases, self._draws, self.threshold, share)
            self.plot.show_point(self._rates)
            self.answer.setText(self._answer_text(self._rates))
        self._enable()

    def _enable(self) -> None:
        enough = self._cases is not None and self._cases.enough
        for widget in (self.slider, self.prevalence):
            widget.setEnabled(self._cases is not None)
        self.save.setEnabled(enough and self._rates is not None)

    def save_point(self) -> None:
        """Let this threshold take the place of the model's own, for this version of the model."""
        key, cases, rates = self.key, self._cases, self._rates
        if key is None or cases is None or rates is None or not cases.enough:
            return
        self._session.use_local_point(
            LocalPoint(
                key.bundle,
                key.pathology,
                self.threshold,
                rates.sensitivity.value,
                rates.specificity.value,
                cases.positives,
                cases.negatives,
            )
        )
        self._show_current()
        self.profile_changed.emit()

    def drop_point(self) -> None:
        """Let the model's own operating point hold again."""
        key = self.key
        if key is not None:
            self._session.drop_local_point(key.bundle.name, key.pathology)
            self._show_current()
            self.profile_changed.emit()

    def _show_current(self) -> None:
        key = self.key
        points = self._session.local_points
        point = None if key is None else points.of(key.bundle.name, key.pathology)
        self.drop.setEnabled(point is not None)
        if key is None or point is None:
            self.current.setText(self.tr("There is no local operating point."))
        elif point.bundle.checksum != key.bundle.checksum:
            self.current.setText(
                self.tr("A local operating point was chosen for another version: it is not used.")
            )
        else:
            self.current.setText(
                self.tr("Local operating point {0} is in use ({1} with, {2} without).").format(
                    f"{point.threshold:.3f}", point.positives, point.negatives
                )
            )

    def _basis_text(self, found: Gathered) -> str:
        said = self.tr("{0} radiographs with it, {1} without").format(
            found.positives, found.negatives
        )
        if found.unanalysed:
            more = self.tr("{0} more have no score to be seen yet: Studies, Analyse all listed.")
            said += "\n" + more.format(found.unanalysed)
        if found.doubted:
            said += "\n" + self.tr("{0} left out by the input check").format(found.doubted)
        return said

    def _refusal_text(self, found: Gathered | None) -> str:
        if found is None:
            return self.tr("Nothing is analysed yet. Open a folder, and analyse all listed.")
        if found.cases is None:
            return self.tr("There must be radiographs with the finding and without it.")
        if not found.cases.enough:
            return self.tr(
                "Too few to choose an operating point: {0} with it and {0} without are needed. "
                "The rate of few is chance."
            ).format(ENOUGH)
        return ""

    def _answer_text(self, rates: Rates) -> str:
        values = (
            self.tr("Threshold {0}").format(f"{self.threshold:.3f}"),
            self.tr("Sensitivity {0}").format(_percent(rates.sensitivity)),
            self.tr("Specificity {0}").format(_percent(rates.specificity)),
            self.tr("Of those above, {0} have it (PPV)").format(_share(rates.ppv)),
            self.tr("Of those below, {0} do not have it (NPV)").format(_share(rates.npv)),
            self.tr("where {0} % have it").format(f"{self.prevalence.value():g}"),
        )
        return "\n".join(values)


def finding_keys(session: Session) -> tuple[FindingKey, ...]:
    """Return the findings that were scored, by name and model."""
    found = {
        FindingKey.of(finding)
        for analysis in session.listing.triage.analyses()
        for finding in analysis.findings
    }
    return tuple(sorted(found, key=lambda key: (key.pathology.casefold(), key.bundle.name)))


def _plain(one: Interval) -> str:
    return f"{one.value:.2f} ({one.low:.2f} - {one.high:.2f})"


def _percent(one: Interval) -> str:
    return f"{one.value:.0%} ({one.low:.0%} - {one.high:.0%})"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"
