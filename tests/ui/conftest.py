"""The real window over a reader and an analyzer that the test holds in its hands."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxrviewer.app.preferences import PreferencesStore
from cxrviewer.ui.application import build_window, make_application
from cxrviewer.ui.main_window import MainWindow
from tests.data.workplace import HandAnalyzer, HandReader, open_gate

WindowOf = Callable[..., MainWindow]
FOLDER = Path("/there")


def leftover_threads() -> list[str]:
    """Return the names of Python's threads beside the main one.

    Python keeps a dummy for a thread of Qt that has logged something, also when it has ended.
    """
    threads = set(threading.enumerate()) - {threading.main_thread()}
    return [thread.name for thread in threads if not thread.name.startswith("Dummy")]


@pytest.fixture
def themed(qapp: QApplication) -> QApplication:
    return make_application()


@pytest.fixture
def window_of(themed: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[WindowOf]:
    """Return a function that shows a window whose threads run; it is closed after the test."""
    windows = []

    def show(reader: HandReader, analyzer: HandAnalyzer | None = None) -> MainWindow:
        chosen = analyzer or open_gate()
        store = PreferencesStore.open(tmp_path / "preferences.json")
        window = build_window(reader, store, lambda _: chosen.open)
        windows.append(window)
        window.resize(1200, 800)
        window.show()
        qtbot.waitExposed(window)
        window.conductor.start([])
        return window

    yield show
    for window in windows:
        window.close()
        window.deleteLater()
    assert leftover_threads() == []


@pytest.fixture
def analysed(window_of: WindowOf, qtbot: QtBot) -> WindowOf:
    """Return a function that shows a window whose first radiograph is analysed."""

    def show(reader: HandReader, analyzer: HandAnalyzer | None = None) -> MainWindow:
        window = window_of(reader, analyzer)
        window.open_paths([FOLDER])
        qtbot.waitUntil(lambda: window.session.analysis is not None)
        return window

    return show
