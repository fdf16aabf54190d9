"""The threshold lab: a label's curve on the radiographs of a place, and a point chosen on it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSignalBlocker, Qt, Signal
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
from cxrviewer.app.jobs import JobKind
from cxrviewer.app.local_points import LocalPoint
from cxrviewer.app.session import Session
from cxrviewer.app.threshold_lab import Evidence, Examined, Source, examine, finding_keys
from cxrviewer.domain.errors import CxrError
from cxrviewer.domain.roc import STEPS, Cases, Rates, rates_at, youden_threshold
from cxrviewer.ui.dialogs.frame import TextDialog
from cxrviewer.ui.dialogs.roc_plot import RocPlot
from cxrviewer.ui.dialogs.threshold_words import (
    answer_text,
    basis_text,
    current_text,
    refusal_text,
)
from cxrviewer.ui.plain_text import PlainLabel, one_line
from cxrviewer.ui.workers.conductor import Conductor

FIRST_PREVALENCE = 10.0
# Rows of the box of sources.
BLIND_ROW, LIST_ROW = 1, 2

T = TypeVar("T")


class ThresholdLab(TextDialog):
    """``profile_changed`` tells that other local operating points hold."""

    profile_changed = Signal()

    def __init__(
        self, session: Session, conductor: Conductor, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent, size=(900, 620))
        self.setWindowTitle(self.tr("Threshold lab"))
        self._session = session
        self._conductor = conductor
        self._source = Source()
        self._examined: Examined | None = None
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
        self._show_current()
        self._list_findings()

    @property
    def threshold(self) -> float:
        return self.slider.value() / STEPS

    @property
    def key(self) -> FindingKey | None:
        key = self.labels.currentData()
        return key if isinstance(key, FindingKey) else None

    def use_list(self, path: Path) -> None:
        """Take the truth from a CSV file; what is wrong with it is said in the dialog."""
        self._examine(path)

    def _set_up(self) -> None:
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
        self.finished.connect(self._forget)

    def _forget(self, _result: int) -> None:
        self._session.jobs.cancel(JobKind.CURVE)

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
        if number < LIST_ROW:
            self._examine(Source(blind=number == BLIND_ROW))
            return
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("List of labels"), str(Path.home()), self.tr("CSV (*.csv)")
        )
        if name:
            self.use_list(Path(name))
        else:
            self._show_source()

    def _follow_label(self, _: int) -> None:
        self._examine(self._source)

    def _follow_threshold(self, _: int) -> None:
        self._measure()

    def _follow_prevalence(self, _: float) -> None:
        self._measure()

    def _list_findings(self) -> None:
        """Ask which findings were scored; a long list is not gone through in the window."""
        self._ask(partial(finding_keys, Evidence.of(self._session)), self._take_findings)

    def _take_findings(self, keys: tuple[FindingKey, ...]) -> None:
        with QSignalBlocker(self.labels):
            for key in keys:
                name = f"{key.pathology.replace('_', ' ')} ({key.bundle.name} {key.bundle.version})"
                self.labels.addItem(one_line(name), key)
        self._examine(self._source)

    def _examine(self, source: Source | Path) -> None:
        key = self.key
        if key is None:
            self._show(None)
        else:
            evidence = Evidence.of(self._session)
            self._ask(partial(examine, evidence, key, source), self._show)

    def _ask(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Have ``work`` done beside the window; until then nothing is shown of what was before."""
        self._examined = self._rates = None
        self.plot.show_curve(None)
        for label in (self.answer, self.refusal):
            label.setText("")
        self.refusal.hide()
        self.basis.setText(self.tr("Counting…"))
        self._enable()
        job = self._session.jobs.start(JobKind.CURVE)
        self._conductor.work_out(job, work, done=done, failed=self._refuse)

    def _refuse(self, error: CxrError) -> None:
        name = f"{one_line(error.path.name)}: " if error.path is not None else ""
        self.basis.setText("")
        self.refusal.setText(f"{name}{error.cause} {error.remedy}")
        self.refusal.show()
        self._show_source()
        self._show_current()

    def _show(self, examined: Examined | None) -> None:
        self._examined = examined
        found, roc = (None, None) if examined is None else (examined.found, examined.roc)
        if examined is not None:
            self._source = examined.source
        self._show_source()
        self.basis.setText("" if found is None else basis_text(found, roc))
        self.refusal.setText(refusal_text(found))
        self.refusal.setVisible(bool(self.refusal.text()))
        self._show_current()
        self.plot.show_curve(roc)
        if roc is not None:
            self.slider.setValue(round(youden_threshold(roc) * STEPS))
        self._measure()

    def _measure(self) -> None:
        examined = self._examined
        if (
            examined is not None
            and examined.found.cases is not None
            and examined.curves is not None
        ):
            share = self.prevalence.value()
            cases, curves = examined.found.cases, examined.curves
            self._rates = rates_at(cases, curves, self.threshold, share / 100.0)
            self.plot.show_point(self._rates)
            self.answer.setText(answer_text(self._rates, self.threshold, share))
        self._enable()

    def _show_source(self) -> None:
        """Name the source in use, also after another could not be taken."""
        row = LIST_ROW if self._source.listed is not None else BLIND_ROW * self._source.blind
        self.sources.setCurrentIndex(row)

    @property
    def _cases(self) -> Cases | None:
        return None if self._examined is None else self._examined.found.cases

    def _enable(self) -> None:
        cases = self._cases
        for widget in (self.slider, self.prevalence):
            widget.setEnabled(cases is not None)
        self.save.setEnabled(cases is not None and cases.enough and self._rates is not None)

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
        self.current.setText(current_text(key, point))
