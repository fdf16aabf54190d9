"""Work that may wait until the radiograph is on the screen: nothing is to delay it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

# Where nothing is painted, as in a window that is put away, the work is done all the same.
LONGEST_WAIT_MS = 50


class AfterPaint(QObject):
    """Does in the order of asking what was put off, once ``tell_painted`` was called."""

    _due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Callable[[], object]] = []
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(LONGEST_WAIT_MS)
        self._patience.timeout.connect(self._work)
        # Queued: nothing is begun inside of painting.
        self._due.connect(self._work, Qt.ConnectionType.QueuedConnection)

    def put_off(self, work: Callable[[], object]) -> None:
        """Do ``work`` when the next radiograph has been painted."""
        self._waiting.append(work)
        self._patience.start()

    def tell_painted(self) -> None:
        if self._waiting:
            self._due.emit()

    def close(self) -> None:
        """Do none of it any more."""
        self._patience.stop()
        self._waiting.clear()

    def _work(self) -> None:
        self._patience.stop()
        waiting, self._waiting = self._waiting, []
        for work in waiting:
            work()
