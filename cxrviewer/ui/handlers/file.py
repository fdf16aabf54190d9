"""Opening, exporting, preferences, leaving."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from cxrviewer.app.picture import Loading, Picture
from cxrviewer.app.session import Session
from cxrviewer.ui.handlers.area import Actions, Handlers
from cxrviewer.ui.handlers.preferences import PreferencesEditor
from cxrviewer.ui.report_export import ReportExport

OpenPaths = Callable[[Sequence[Path]], None]


class FileArea:
    """``open_paths`` takes what the person chose."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        open_paths: OpenPaths,
        *,
        export: ReportExport,
        preferences: PreferencesEditor,
    ) -> None:
        self._window = window
        self._session = session
        self._open_paths = open_paths
        self.handlers: Handlers = {
            "open_folder": self.open_folder,
            "open_files": self.open_files,
            "export_report": export.ask,
            "preferences": preferences.edit,
            "quit": window.close,
        }

    def follow(self, actions: Actions) -> None:
        self._export = actions["export_report"]
        self._session.picture_changed.connect(self._follow_picture)
        self._follow_picture(self._session.picture)

    def open_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self._window, _tr("Open folder"))
        if name:
            self._open_paths([Path(name)])

    def open_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self._window, _tr("Open files"))
        self._open_paths([Path(name) for name in names])

    def _follow_picture(self, picture: Picture) -> None:
        self._export.setEnabled(picture.loading is Loading.LOADED)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FileArea", text)
