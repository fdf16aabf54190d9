"""Writes what could not be written at once, and tells of what another window has written."""

from PySide6.QtCore import QObject, QTimer, Signal

from cxrviewer.app.database import Database

EVERY_MS = 3000


class DatabaseWatch(QObject):
    """Looks every few seconds. ``changed_elsewhere``: what was read may be old."""

    changed_elsewhere = Signal()

    def __init__(self, database: Database, parent: QObject) -> None:
        super().__init__(parent)
        self._database = database
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def close(self) -> None:
        """Stop looking: the database is about to be closed."""
        self._timer.stop()

    def look(self) -> None:
        if self._database.pending:
            self._database.retry()
        if self._database.changed_elsewhere():
            self.changed_elsewhere.emit()
