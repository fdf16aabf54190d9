"""The real window without models, and how to wait for what it shows."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from cxrviewer.app.picture import Loading
from cxrviewer.app.preferences import PreferencesStore
from cxrviewer.reading.reader import Reader
from cxrviewer.ui.application import READER_PROCESSES, build_window, make_application
from cxrviewer.ui.main_window import MainWindow
from tests.data.workplace import open_gate

PATIENCE_SECONDS = 60.0


@contextmanager
def desk(folder: Path) -> Iterator[MainWindow]:
    """Show the window with its own decode processes; the analyses are made up."""
    make_application()
    store = PreferencesStore.open(folder / "preferences.json")
    window = build_window(Reader(processes=READER_PROCESSES), store, lambda _: open_gate().open)
    window.resize(1500, 950)
    window.show()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()


def wait_until(ready: Callable[[], bool]) -> None:
    """Let the window work until ``ready``, looking after each event."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not ready():
        QApplication.processEvents()
        time.sleep(0.0002)
        if time.monotonic() > deadline:
            raise SystemExit(f"nothing within {PATIENCE_SECONDS:.0f} s")


def open_folder(window: MainWindow, folder: Path, count: int) -> None:
    """Open ``folder`` and wait for its list and its first picture."""
    window.conductor.start([folder])
    wait_until(
        lambda: len(window.session.listing) == count and not window.session.intake.scan.running
    )
    wait_until(lambda: is_loaded(window))


def is_loaded(window: MainWindow) -> bool:
    return window.session.picture.loading is Loading.LOADED


def painted(window: MainWindow, change: Callable[[], object]) -> float:
    """Return milliseconds from ``change`` until the radiograph that it asks for is painted."""
    started = time.perf_counter()
    change()
    wait_until(lambda: is_loaded(window))
    window.viewport.viewport().repaint()
    return (time.perf_counter() - started) * 1e3
