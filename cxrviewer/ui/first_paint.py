"""The moment at which a window is there: what takes time begins only then."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from cxrviewer.ui.override import override

# A window that nobody can see, on another desktop or minimised, is not painted.
LONGEST_WAIT_MS = 1000


class FirstPaint(QObject):
    """Calls ``then`` once, when the shown ``window`` has been painted for the first time."""

    def __init__(self, window: QWidget, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._surface = window.windowHandle()
        self._then = then
        self._over = False
        self._surface.installEventFilter(self)
        QTimer.singleShot(LONGEST_WAIT_MS, self, self._call)

    def _call(self) -> None:
        if not self._over:
            self._over = True
            self._surface.removeEventFilter(self)
            self._then()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Expose and self._surface.isExposed():
            # What is exposed is painted at once: within this event, or in this turn of the loop.
            QTimer.singleShot(0, self, self._call)
        return False
