"""The measurements of the radiograph on the screen as a list."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from cxrviewer.app.measurement_wording import remark, title, value_text
from cxrviewer.app.measurements import ImageMeasurements
from cxrviewer.app.picture import Picture
from cxrviewer.app.session import Session
from cxrviewer.domain.measurement import Measurement
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.ui.plain_text import one_line, plain_tip
from cxrviewer.ui.spoken import spoken

NAME, VALUE, LABEL = range(3)
MOST_ROWS_SHOWN = 5
NAME_WIDTH, LABEL_WIDTH = 84, 86
UID = Qt.ItemDataRole.UserRole
EDITABLE = Qt.ItemFlag.ItemIsEditable


class MeasurementList(QTableWidget):
    """Choosing a row chooses on the radiograph; a name is edited in place. Hidden while empty."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(0, 3, parent)
        self._session = session
        self._book = session.measurements
        self._set_up()
        self.currentCellChanged.connect(self._choose_row)
        self.itemChanged.connect(self._rename)
        session.picture_changed.connect(self._follow_picture)
        self._book.changed.connect(self._follow)
        self._fill()

    def _set_up(self) -> None:
        self.setHorizontalHeaderLabels([self.tr("Name"), self.tr("Value"), self.tr("Reference")])
        self.setAccessibleName(self.tr("Measurements"))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(NAME, NAME_WIDTH)
        header.resizeSection(LABEL, LABEL_WIDTH)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _follow_picture(self, _: Picture) -> None:
        self._fill()

    def _follow(self, state: ImageMeasurements) -> None:
        if self._session.active.shows(state.key):
            self._fill()

    def _fill(self) -> None:
        blocker = QSignalBlocker(self)
        radiograph = self._session.radiograph
        items = self._book.of(radiograph.key).items if radiograph is not None else ()
        self.setRowCount(len(items))
        for row, item in enumerate(items):
            if radiograph is not None:
                self._fill_row(row, item, radiograph)
        # Most radiographs say no more than pixels: the room is for the values then.
        remarks = [self.item(row, LABEL) for row in range(len(items))]
        self.setColumnHidden(LABEL, not any(cell is not None and cell.text() for cell in remarks))
        self._mark_chosen(radiograph)
        self.setVisible(bool(items))
        rows = min(len(items), MOST_ROWS_SHOWN)
        self.setFixedHeight(self.horizontalHeader().height() + rows * self.rowHeight(0) + 4)
        del blocker

    def _fill_row(self, row: int, item: Measurement, radiograph: Radiograph) -> None:
        outcome = self._book.outcome(radiograph, item)
        texts = (
            title(item, spoken),
            value_text(outcome, spoken),
            remark(item, outcome, radiograph, spoken),
        )
        for column, text in enumerate(texts):
            cell = QTableWidgetItem(one_line(text))
            cell.setToolTip(plain_tip(text))
            cell.setData(UID, item.uid)
            if column != NAME:
                cell.setFlags(cell.flags() & ~EDITABLE)
            self.setItem(row, column, cell)

    def _mark_chosen(self, radiograph: Radiograph | None) -> None:
        chosen = self._book.of(radiograph.key).chosen if radiograph is not None else ""
        rows = [row for row in range(self.rowCount()) if self._uid_of(row) == chosen]
        if rows:
            self.setCurrentCell(rows[0], max(self.currentColumn(), 0))
        else:
            self.clearSelection()
            self.setCurrentCell(-1, -1)

    def _uid_of(self, row: int) -> str:
        cell = self.item(row, NAME)
        return str(cell.data(UID)) if cell is not None else ""

    def _choose_row(self, row: int, _column: int, _old_row: int, _old_column: int) -> None:
        radiograph = self._session.radiograph
        if radiograph is not None:
            self._book.choose(radiograph.key, self._uid_of(row))

    def _rename(self, cell: QTableWidgetItem) -> None:
        radiograph = self._session.radiograph
        if radiograph is not None and cell.column() == NAME:
            self._book.rename(radiograph.key, str(cell.data(UID)), cell.text())
            self._fill()
