"""Measurements to a JSON file and back, with a dialog for where."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from cxrviewer.app.database_tables import key_values
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.session import Session
from cxrviewer.domain.errors import CxrError, printable

if TYPE_CHECKING:
    from cxrviewer.app.measurement_file import FileOfImage

DEFAULT_NAME = "measurements.json"


class MeasurementFiles:
    """Names proposed here say nothing about the patient."""

    def __init__(self, session: Session, window: QWidget) -> None:
        self._session = session
        self._window = window
        self._folder = Path.home()

    def export_shown(self) -> None:
        radiograph = self._session.radiograph
        path = self._ask_target() if radiograph is not None else None
        if radiograph is not None and path is not None:
            self.write(path, self._session.measurements.exported(radiograph.key))

    def export_all(self) -> None:
        path = self._ask_target()
        if path is not None:
            self.write(path, self._session.measurements.exported())

    def ask_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._window, _tr("Import measurements"), str(self._folder), _tr("JSON (*.json)")
        )
        if name:
            self.read(Path(name))

    def write(self, path: Path, images: "tuple[FileOfImage, ...]") -> None:
        """Write ``images``; a notice tells how many measurements there are, or what went wrong."""
        from cxrviewer.app.measurement_file import write_measurements  # noqa: PLC0415  (not before it is asked for)

        try:
            write_measurements(path, images)
        except CxrError as error:
            self._session.notify(Notice.of(error))
            return
        count = sum(len(image.items) for image in images)
        said = _tr("{0} measurements of {1} radiographs were written.").format(count, len(images))
        self._session.notify(Notice(Severity.NOTE, said, subject=printable(path.name)))

    def read(self, path: Path) -> None:
        """Draw what ``path`` holds; a notice tells how much of it is on the shown radiograph."""
        from cxrviewer.app.measurement_file import read_measurements  # noqa: PLC0415  (not before it is asked for)

        try:
            images = read_measurements(path)
        except CxrError as error:
            self._session.notify(Notice.of(error))
            return
        self._session.measurements.take_in_file(images)
        radiograph = self._session.radiograph
        shown = key_values(radiograph.key) if radiograph is not None else None
        here = sum(len(image.items) for image in images if key_values(image.key) == shown)
        said = _tr("{0} measurements were read; {1} are of the radiograph on the screen.").format(
            sum(len(image.items) for image in images), here
        )
        self._session.notify(Notice(Severity.NOTE, said, subject=printable(path.name)))

    def _ask_target(self) -> Path | None:
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            _tr("Export measurements"),
            str(self._folder / DEFAULT_NAME),
            _tr("JSON (*.json)"),
        )
        if not name:
            return None
        self._folder = Path(name).parent
        return Path(name)


def _tr(text: str) -> str:
    return QCoreApplication.translate("MeasurementFiles", text)
