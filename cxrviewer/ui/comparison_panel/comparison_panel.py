"""Below the panes while two studies are compared."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from cxrviewer.app.analysis_state import AnalysisState
from cxrviewer.app.comparison import ComparisonState, Shown
from cxrviewer.app.pane import Pane
from cxrviewer.app.session import Session
from cxrviewer.ui.comparison_panel.model import MODEL, ChangesModel
from cxrviewer.ui.override import override
from cxrviewer.ui.plain_text import PlainLabel, one_line, readable_date
from cxrviewer.ui.tall_area import TallArea
from cxrviewer.ui.theme import text_scale

# With texts of the usual size, and how much of the screen it may be with larger ones.
HEIGHT, SCREEN_SHARE = 210, 0.3
ROW_HEIGHT = 22


class ComparisonPanel(QFrame):
    """Dates, how well the lungs lie on each other, and the table of score changes."""

    shown_wanted = Signal(object)
    end_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison = session.comparison
        self.title = PlainLabel(role="title")
        self.quality = PlainLabel(role="dim")
        self.noise = PlainLabel(role="dim")
        self.model = ChangesModel(self)
        self.table = self._make_table()
        self.blink = self._make_button(self.tr("Blink"), Shown.EARLIER)
        self.subtraction = self._make_button(self.tr("Subtraction"), Shown.DIFFERENCE)
        self.end = QPushButton(self.tr("End comparison"))
        self.end.clicked.connect(self.end_wanted)
        self._lay_out()
        self._follow_style()
        self._comparison.changed.connect(self._follow)
        for pane in session.panes:
            self._watch(pane)
        session.panes.added.connect(self._watch)
        self._follow(self._comparison.state)

    def _make_button(self, text: str, shown: Shown) -> QPushButton:
        button = QPushButton(text)
        button.setCheckable(True)
        button.clicked.connect(
            lambda checked: self.shown_wanted.emit(shown if checked else Shown.LATER)
        )
        return button

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setAccessibleName(self.tr("Changes of the scores"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(MODEL, QHeaderView.ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        for button in (self.blink, self.subtraction, self.end):
            head.addWidget(button)
        said = QWidget()
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        for label in (self.quality, self.noise):
            words.addWidget(label)
        words.addStretch(1)
        row = QHBoxLayout()
        # Where there is little room the words scroll: the table is what is looked at.
        row.addWidget(TallArea(said), 1)
        row.addWidget(self.table, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addLayout(head)
        column.addLayout(row, 1)

    def _follow_style(self) -> None:
        """Be as high as the texts ask for; most of a small screen is the radiographs'."""
        most = round(SCREEN_SHARE * self.screen().availableSize().height())
        self.setFixedHeight(min(round(HEIGHT * text_scale()), max(most, HEIGHT)))
        self.table.verticalHeader().setDefaultSectionSize(round(ROW_HEIGHT * text_scale()))

    def _watch(self, pane: Pane) -> None:
        pane.analysis_changed.connect(self._follow_analysis)

    def _follow_analysis(self, _: AnalysisState) -> None:
        self._follow(self._comparison.state)

    def _follow(self, state: ComparisonState) -> None:
        self.setVisible(state.running)
        if state.later is None or state.earlier is None:
            return
        self.title.setText(
            self.tr("{0} COMPARED WITH {1}").format(_date(state.later), _date(state.earlier))
        )
        self.quality.setText(self._quality_of(state))
        self.noise.setText(self._noise_of(state))
        for button, shown in ((self.blink, Shown.EARLIER), (self.subtraction, Shown.DIFFERENCE)):
            button.setEnabled(state.fit is not None)
            button.setChecked(state.shown is shown)
        self.model.show(state.changes())

    def _quality_of(self, state: ComparisonState) -> str:
        if state.refusal:
            return state.refusal
        if state.fit is None:
            return self.tr("Laying the radiographs on each other by their lung fields…")
        fit = state.fit.registration
        return self.tr(
            "Laid on each other by the lung fields: overlap {0} % ({1} % before), turned by {2}°."
        ).format(
            round(100 * fit.overlap), round(100 * fit.before), f"{round(fit.tilt, 1) + 0.0:.1f}"
        )

    def _noise_of(self, state: ComparisonState) -> str:
        left_out = state.bundles_left_out()
        lines = []
        if left_out:
            names = ", ".join(one_line(name) for name in left_out)
            lines.append(
                self.tr(
                    "Not compared, because it did not speak of both in one version: {0}."
                ).format(names)
            )
        if state.noise_failure:
            lines.append(self.tr("The noise could not be measured. ") + state.noise_failure)
        elif len(state.noise) < len(set(state.keys or ())) or not state.noise:
            lines.append(self.tr("Measuring how far the scores move without a cause…"))
        else:
            measured = next(iter(state.noise.values()))
            seconds = sum(noise.seconds for noise in state.noise.values())
            lines.append(
                self.tr(
                    "Noise: 95 % limit from {0} simulated repeats of each radiograph (shift, turn, "
                    "breath, exposure; {1} s). Real repeats vary more."
                ).format(measured.exposures, f"{seconds:.1f}")
            )
        return "\n".join(lines)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._follow_style()


def _date(pane: Pane) -> str:
    return readable_date(pane.current.study.date) if pane.current is not None else ""
