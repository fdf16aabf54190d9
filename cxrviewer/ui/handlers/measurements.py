"""Drawing, naming, calibrating, taking back, handing on of measurements."""

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QInputDialog, QLineEdit

from cxrviewer.app.measurements import ImageMeasurements
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.picture import Picture
from cxrviewer.app.ratio_proposal import propose_ratio
from cxrviewer.app.session import Session
from cxrviewer.domain.errors import UsageError
from cxrviewer.domain.measurement import LONGEST_NAME, Measurement, MeasurementKind
from cxrviewer.domain.radiograph import Radiograph, RadiographKey
from cxrviewer.ui.dialogs.shelf import DialogShelf
from cxrviewer.ui.handlers.area import Actions, Handlers
from cxrviewer.ui.measurement_files import MeasurementFiles
from cxrviewer.ui.viewport.pane_grid import PaneGrid

TOOLS = {
    "measure_length": MeasurementKind.LENGTH,
    "measure_angle": MeasurementKind.ANGLE,
    "measure_cobb": MeasurementKind.COBB,
    "measure_ellipse": MeasurementKind.ELLIPSE,
    "measure_rectangle": MeasurementKind.RECTANGLE,
    "measure_polygon": MeasurementKind.POLYGON,
    "measure_ratio": MeasurementKind.CARDIOTHORACIC,
    "draw_arrow": MeasurementKind.ARROW,
    "draw_text": MeasurementKind.TEXT,
}
NEEDS_CHOSEN = ("rename_measurement", "remove_measurement")
NEEDS_RADIOGRAPH = (*TOOLS, "propose_ratio", "export_measurements")
LONGEST_MM, DECIMALS = 2000.0, 2


class MeasurementArea:
    """Everything is about the active pane's radiograph; drawing itself is the viewport's."""

    def __init__(self, session: Session, grid: PaneGrid, shelf: DialogShelf) -> None:
        self._session = session
        self._book = session.measurements
        self._grid = grid
        self._shelf = shelf
        self.files = MeasurementFiles(session, shelf.window)
        self.handlers: Handlers = {
            **{name: partial(self._take_tool, kind) for name, kind in TOOLS.items()},
            "propose_ratio": self.propose_ratio,
            "rename_measurement": self._rename_chosen,
            "remove_measurement": self._remove_chosen,
            "calibrate": self._ask_length,
            "forget_calibration": self._forget_calibration,
            "export_measurements": self.files.export_shown,
            "export_all_measurements": self.files.export_all,
            "import_measurements": self.files.ask_import,
            "undo": self._undo,
            "redo": self._redo,
        }

    def follow(self, actions: Actions) -> None:
        self._actions = actions
        self._session.picture_changed.connect(self._follow_picture)
        self._book.changed.connect(self._follow_state)
        self._book.tool_changed.connect(self._follow_tool)
        self._book.name_wanted.connect(self._ask_words)
        self._enable()

    def propose_ratio(self) -> None:
        """Draw the ratio that the lung fields show, with what has to be said about it."""
        radiograph = self._session.radiograph
        if radiograph is None:
            return
        try:
            proposal = propose_ratio(radiograph, self._session.analysis)
        except UsageError as error:
            self._session.notify(Notice.of(error, Severity.WARNING))
            return
        kind = MeasurementKind.CARDIOTHORACIC
        self._book.add(radiograph.key, kind, proposal.points, proposed=True)
        self._session.notify(Notice(Severity.NOTE, " ".join(proposal.caveats)))

    def calibrate(self, millimetres: float) -> None:
        """Let the chosen line be ``millimetres`` long."""
        radiograph, item = self._session.radiograph, self._chosen()
        if radiograph is None or item is None:
            return
        try:
            self._book.calibrate(radiograph, item.points, millimetres)
        except ValueError as error:
            cause = _tr("This line cannot be calibrated by: {0}.").format(error)
            self._session.notify(Notice(Severity.WARNING, cause))

    def _take_tool(self, kind: MeasurementKind) -> None:
        """Take the tool, or put it away where it is in hand already."""
        self._grid.viewport.measuring.give_up() if self._book.tool is kind else self._begin(kind)
        self._follow_tool(self._book.tool)

    def _begin(self, kind: MeasurementKind) -> None:
        self._book.take_tool(kind)
        # The viewport has to hear Esc and Enter.
        self._grid.viewport.setFocus()

    def _rename_chosen(self) -> None:
        radiograph, item = self._session.radiograph, self._chosen()
        if radiograph is not None and item is not None:
            self._ask_name(radiograph.key, item)

    def _ask_words(self, key: RadiographKey, item: Measurement) -> None:
        """Ask for the words of a text; one without any is nothing and goes again."""
        dialog = self._ask_name(key, item)
        dialog.rejected.connect(partial(self._book.remove, key, item.uid))

    def _ask_name(self, key: RadiographKey, item: Measurement) -> QInputDialog:
        dialog = QInputDialog(self._shelf.window)
        dialog.setWindowTitle(_tr("Measurement"))
        dialog.setLabelText(_tr("Text") if item.kind.is_note else _tr("Name"))
        dialog.setTextValue(item.name)
        for line in dialog.findChildren(QLineEdit):
            line.setMaxLength(LONGEST_NAME)
        # Another radiograph may be on the screen by the time of the answer.
        dialog.textValueSelected.connect(partial(self._book.rename, key, item.uid))
        self._shelf.show(dialog)
        return dialog

    def _remove_chosen(self) -> None:
        radiograph, item = self._session.radiograph, self._chosen()
        if radiograph is not None and item is not None:
            self._book.remove(radiograph.key, item.uid)

    def _ask_length(self) -> None:
        dialog = QInputDialog(self._shelf.window)
        dialog.setWindowTitle(_tr("Calibrate"))
        dialog.setLabelText(_tr("Length of the chosen line in millimetres"))
        dialog.setInputMode(QInputDialog.InputMode.DoubleInput)
        dialog.setDoubleDecimals(DECIMALS)
        dialog.setDoubleRange(10.0**-DECIMALS, LONGEST_MM)
        dialog.setDoubleValue(10.0)
        dialog.doubleValueSelected.connect(self.calibrate)
        self._shelf.show(dialog)

    def _forget_calibration(self) -> None:
        radiograph = self._session.radiograph
        if radiograph is not None:
            self._book.forget_calibration(radiograph.key)

    def _undo(self) -> None:
        radiograph = self._session.radiograph
        if radiograph is not None:
            self._book.undo(radiograph.key)

    def _redo(self) -> None:
        radiograph = self._session.radiograph
        if radiograph is not None:
            self._book.redo(radiograph.key)

    def _chosen(self) -> Measurement | None:
        radiograph = self._session.radiograph
        if radiograph is None:
            return None
        state = self._book.of(radiograph.key)
        return state.find(state.chosen)

    def _follow_picture(self, _: Picture) -> None:
        self._enable()

    def _follow_state(self, state: ImageMeasurements) -> None:
        radiograph = self._session.radiograph
        if radiograph is not None and radiograph.key == state.key:
            self._enable()

    def _follow_tool(self, tool: MeasurementKind | None) -> None:
        for name, kind in TOOLS.items():
            self._actions[name].setChecked(tool is kind)

    def _enable(self) -> None:
        radiograph, item = self._session.radiograph, self._chosen()
        for name in NEEDS_RADIOGRAPH:
            self._actions[name].setEnabled(radiograph is not None)
        for name in NEEDS_CHOSEN:
            self._actions[name].setEnabled(item is not None)
        is_length = item is not None and item.kind is MeasurementKind.LENGTH
        self._actions["calibrate"].setEnabled(is_length)
        self._enable_steps(radiograph)

    def _enable_steps(self, radiograph: Radiograph | None) -> None:
        key = radiograph.key if radiograph is not None else None
        calibrated = key is not None and self._book.of(key).mm_per_column is not None
        self._actions["forget_calibration"].setEnabled(calibrated)
        self._actions["undo"].setEnabled(key is not None and self._book.can_undo(key))
        self._actions["redo"].setEnabled(key is not None and self._book.can_redo(key))


def _tr(text: str) -> str:
    return QCoreApplication.translate("MeasurementArea", text)
