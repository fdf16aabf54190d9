"""Writes what could not be written at once, as soon as the database can be had."""

from PySide6.QtCore import QObject, QTimer

from cxrviewer.app.database import Database

EVERY_MS = 3000


class DatabaseWatch(QObject):
    """Tries again every few seconds while changes wait."""

    def __init__(self, database: Database, parent: QObject) -> None:
        super().__init__(parent)
        self._database = database
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._retry)
        self._timer.start()

    def _retry(self) -> None:
        if self._database.pending:
            self._database.retry()
