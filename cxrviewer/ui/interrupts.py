"""Ctrl+C in the terminal, and a polite end by the system, close the window as its button does."""

import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QWidget

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class InterruptWatch(QObject):
    """Python sees a signal only while it runs, and Qt's loop does not: a socket wakes it up."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._near, self._far = socket.socketpair()
        self._far.setblocking(False)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._end)
        self._old_descriptor = signal.set_wakeup_fd(self._far.fileno())
        self._old = {number: signal.signal(number, _nothing) for number in SIGNALS}

    def close(self) -> None:
        """Give the signals back to whoever had them."""
        for number, handler in self._old.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._old_descriptor)
        self._notifier.setEnabled(False)
        self._near.close()
        self._far.close()

    def _end(self) -> None:
        self._near.recv(64)
        self._window.close()


def _nothing(_number: int, _frame: object) -> None:
    """Keep the signal from ending the process; the socket says that it came."""
