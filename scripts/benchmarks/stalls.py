"""How long the GUI thread was not there for a person."""

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

TICK_SECONDS = 0.010


@dataclass(frozen=True, slots=True)
class Stall:
    """Milliseconds: the longest wait for the thread, and its own most work at a time.

    On a machine that others use as well, the wait is theirs too; the work is the window's alone.
    """

    wait: float
    work: float


class StallWatch(QObject):
    """Looks every 10 ms how late it is."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self.restart()
        self._timer.start(round(TICK_SECONDS * 1e3))

    def restart(self) -> None:
        self._wait = self._work = 0.0
        self._last, self._before = time.perf_counter(), time.thread_time()

    def stop(self) -> Stall:
        """Return what was since the last restart."""
        self._tick()
        return Stall(max(self._wait, 0.0) * 1e3, self._work * 1e3)

    def _tick(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self._wait = max(self._wait, now - self._last - TICK_SECONDS)
        self._work = max(self._work, worked - self._before)
        self._last, self._before = now, worked
