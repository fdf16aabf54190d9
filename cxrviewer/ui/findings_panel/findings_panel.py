"""The panel on the right."""

from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from cxrviewer.app.analysis_state import AnalysisState
from cxrviewer.app.display_state import DisplayState, FindingKey
from cxrviewer.app.painting import PaintingState
from cxrviewer.app.session import Session
from cxrviewer.domain.analysis import BundleStatus
from cxrviewer.ui.findings_panel.analysis_header import AnalysisHeader
from cxrviewer.ui.findings_panel.delegate import ROW_HEIGHT, FindingDelegate
from cxrviewer.ui.findings_panel.doubt_list import DoubtList
from cxrviewer.ui.findings_panel.impression import ImpressionEditor
from cxrviewer.ui.findings_panel.model import FindingsModel
from cxrviewer.ui.findings_panel.order import Order
from cxrviewer.ui.findings_panel.overlay_controls import OverlayControls
from cxrviewer.ui.findings_panel.painting_strip import PaintingStrip
from cxrviewer.ui.findings_panel.prevalence import PrevalenceControls
from cxrviewer.ui.findings_panel.verdict_panel import VerdictPanel
from cxrviewer.ui.measurement_list import MeasurementList
from cxrviewer.ui.plain_text import PlainLabel
from cxrviewer.ui.tall_area import TallArea

# Fewer findings than these are never in sight at once.
LEAST_ROWS = 3
ORDER_LETTERS = 20


class FindingsPanel(QWidget):
    """Findings, overlays and impression; choosing a row shows its heatmap."""

    cancel_wanted = Signal()
    again_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.header = AnalysisHeader(session)
        self.doubts = DoubtList(session)
        self.model = FindingsModel(self)
        self.view = self._make_view()
        self.painting = PaintingStrip(session)
        self.verdicts = VerdictPanel(session)
        self.caveat = PlainLabel(role="dim")
        self.prevalence = PrevalenceControls(session)
        self.order = self._make_order()
        self.overlays = OverlayControls(session)
        self.measurements = MeasurementList(session)
        self.impression = ImpressionEditor(session)
        self._lay_out()
        self.header.cancel_wanted.connect(self.cancel_wanted)
        self.header.again_wanted.connect(self.again_wanted)
        self.impression.export_wanted.connect(self.export_wanted)
        self.view.clicked.connect(self._choose_index)
        self.view.activated.connect(self._choose_index)
        self.view.selectionModel().currentChanged.connect(self._follow_keyboard)
        session.analysis_changed.connect(self._follow_analysis)
        session.display_changed.connect(self._follow_display)
        session.painting.changed.connect(self._follow_painting)

    def step_finding(self, step: int) -> None:
        """Choose the next (1) or the previous (-1) finding and show its heatmap."""
        display = self._session.display
        if display is None or not self.model.findings:
            return
        row = self.model.row_of(display.chosen) + step
        self._choose(min(max(row, 0), len(self.model.findings) - 1))

    def _make_view(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(FindingDelegate(view))
        view.setMouseTracking(True)
        view.setUniformItemSizes(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        view.setAccessibleName(self.tr("Findings"))
        return view

    def _make_order(self) -> QComboBox:
        order = QComboBox()
        names = {
            Order.OVER_POINT: self.tr("Furthest above its operating point first"),
            Order.SCORE: self.tr("Highest score first"),
            Order.NAME: self.tr("By name"),
            Order.BUNDLE: self.tr("Grouped by model"),
        }
        for key, name in names.items():
            order.addItem(name, key)
        # Its longest words do not decide how wide the panel has to be.
        order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        order.setMinimumContentsLength(ORDER_LETTERS)
        order.setAccessibleName(self.tr("Order of the findings"))
        order.currentIndexChanged.connect(self._follow_order)
        order.hide()
        return order

    def _follow_order(self, _index: int) -> None:
        self.model.sort_by(Order(self.order.currentData()))
        if self._session.display is not None:
            self._follow_display(self._session.display)

    def _lay_out(self) -> None:
        content = QWidget()
        column = self._column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.painting)
        column.addWidget(self.doubts)
        order = QHBoxLayout()
        order.setContentsMargins(10, 0, 10, 4)
        order.addWidget(self.order)
        column.addLayout(order)
        column.addWidget(self.view, 1)
        column.addWidget(self.verdicts)
        column.addWidget(self.prevalence)
        self.caveat.setContentsMargins(10, 4, 10, 6)
        column.addWidget(self.caveat)
        column.addWidget(_section(self.tr("OVERLAYS"), self.overlays))
        column.addWidget(self.measurements)
        column.addWidget(_section(self.tr("IMPRESSION"), self.impression))
        self.view.setMinimumHeight(LEAST_ROWS * ROW_HEIGHT)
        # A small screen scrolls what a large one shows at once.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(TallArea(content), 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 8, 10, 10)
        foot.addWidget(self.impression.export)
        whole.addLayout(foot)

    def _follow_analysis(self, state: AnalysisState) -> None:
        self._show_findings(state)
        if self._session.display is not None:
            self._follow_display(self._session.display)

    def _follow_painting(self, state: PaintingState) -> None:
        mine = state.pane == self._session.active.number
        self.model.show_painted(state if mine else PaintingState())

    def _show_findings(self, state: AnalysisState) -> None:
        display = self._session.display
        withheld = display is not None and display.withholds(state.analysis)
        findings = () if state.analysis is None or withheld else state.analysis.findings
        self.model.show(findings)
        self.order.setVisible(bool(findings))
        blind = self.verdicts.blind
        self.view.setVisible(not blind)
        # While scores are hidden the labels take the findings' place.
        self._column.setStretchFactor(self.verdicts, int(blind))
        demo = any(finding.bundle.status is BundleStatus.DEMO for finding in findings)
        self.caveat.setText(
            self.tr("Demo models are weak: their scores are for trying the program out.")
            if demo
            else ""
        )
        self.caveat.setVisible(demo)

    def _follow_display(self, display: DisplayState) -> None:
        self._show_findings(self._session.analysis_state)
        row = self.model.row_of(display.chosen)
        if row != self.view.currentIndex().row() and row >= 0:
            self.view.selectionModel().setCurrentIndex(
                self.model.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def _follow_keyboard(self, index: QModelIndex) -> None:
        if index.isValid() and self.view.hasFocus():
            self._choose(index.row())

    def _choose_index(self, index: QModelIndex) -> None:
        self._choose(index.row())

    def _choose(self, row: int) -> None:
        display = self._session.display
        if display is not None:
            key = FindingKey.of(self.model.findings[row])
            self._session.active.change_display(replace(display, chosen=key, heatmap_shown=True))


def _section(title: str, content: QWidget) -> QFrame:
    frame = QFrame()
    frame.setProperty("role", "section")
    column = QVBoxLayout(frame)
    column.setContentsMargins(10, 8, 10, 10)
    column.setSpacing(6)
    column.addWidget(PlainLabel(title, role="title"))
    column.addWidget(content)
    return frame
