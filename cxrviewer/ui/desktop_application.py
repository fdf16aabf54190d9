"""The application as the desktop sees it."""

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from cxrviewer.ui.override import override


class DesktopApplication(QApplication):
    """Says which file or folder it is asked to open.

    macOS asks the application that runs; elsewhere a path stands in the command line.
    """

    asked_to_open = Signal(object)  # Path

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.asked_to_open.emit(Path(event.file()))
            return True
        return super().event(event)
