"""Python's cyclic collector, in the GUI thread alone.

Left to itself it runs in whatever thread has just allocated. A widget that is part of a cycle, as
most are, would then be destroyed in a worker's thread, which Qt forbids: the process ends, seldom
and anywhere. While a window is open the collector is asked by a timer instead.
"""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 250
# New objects before the youngest are looked at, and how many such looks before the older ones are.
THRESHOLDS = (20_000, 20, 50)


class GuiCollector(QObject):
    """Collects in the thread that it lives in, from its making until ``close``."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.collect_what_is_due)
        self._timer.start()
        gc.disable()

    def spare_what_is_there(self) -> None:
        """Keep the collector from the hundred thousand objects that stay until the end.

        It would walk through them again and again while a list of thousands of images comes into
        being, and hold the window up for tenths of a second.
        """
        gc.freeze()

    def collect_what_is_due(self) -> None:
        youngest, middle, oldest = gc.get_count()
        if youngest >= THRESHOLDS[0]:
            gc.collect(2 if oldest >= THRESHOLDS[2] else 1 if middle >= THRESHOLDS[1] else 0)

    def close(self) -> None:
        """Leave the collector to itself again; no worker's thread may run any more."""
        self._timer.stop()
        gc.enable()
