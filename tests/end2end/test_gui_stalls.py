"""The GUI thread goes on while models load and run: a 10 ms timer tells how long it was held up."""

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxrviewer.app.demo import make_demo
from cxrviewer.app.preferences import PreferencesStore
from cxrviewer.reading.reader import Reader
from cxrviewer.ui.application import build_window, make_application, preferred
from cxrviewer.ui.main_window import MainWindow
from cxrviewer.ui.workers.open_models import ModelChoice

SECONDS = 60_000
# The aim on a quiet machine is 0.05 s; other work on a busy one holds the thread up as well.
SLACK_SECONDS = 0.25


class StallWatch(QObject):
    """Remembers the longest time between two ticks of a timer of 10 ms, less those 10 ms."""

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(10)

    def restart(self) -> None:
        self.longest, self._last = 0.0, time.perf_counter()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last - 0.010)
        self._last = now


@pytest.fixture
def window(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    tiny_models: Path,
    shipped_models: Path,
) -> Iterator[MainWindow]:
    make_application()
    shipped = any(shipped_models.glob("*/manifest.json"))
    choice = ModelChoice((shipped_models if shipped else tiny_models,), "onnx", "cpu")
    store = PreferencesStore.open(tmp_path / "preferences.json")
    window = build_window(Reader(processes=1), store, partial(preferred, choice))
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    window.deleteLater()


def test_that_loading_and_running_models_does_not_hold_the_window_up(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, record_property: pytest.FixtureRequest
) -> None:
    paths = tuple(make_demo(tmp_path / "demo"))
    qtbot.wait(50)
    watch = StallWatch()
    qtbot.wait(500)
    quiet = watch.longest
    watch.restart()
    window.conductor.start(paths)
    qtbot.waitUntil(lambda: window.session.analysis is not None, timeout=SECONDS)
    for _ in range(3):
        window.conductor.analyse_again()
        qtbot.waitUntil(lambda: window.session.analysis is not None, timeout=SECONDS)
    record_property("longest_stall_seconds", watch.longest)  # type: ignore[operator]
    print(f"longest stall: {watch.longest * 1000:.0f} ms, {quiet * 1000:.0f} ms without models")
    assert watch.longest < SLACK_SECONDS + 3 * quiet
