"""A folder of many files fills, searches and sorts without holding the window up.

``CXRVIEWER_MANY_FILES=10000 python -m pytest -s tests/end2end/test_many_files.py`` prints the
figures of docs/performance.md; by default the folder is small.
"""

import gc
import os
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxrviewer.app.preferences import PreferencesStore
from cxrviewer.app.sorting import Column, Order
from cxrviewer.reading.reader import Reader
from cxrviewer.ui.application import (
    READER_PROCESSES,
    build_window,
    make_application,
)
from cxrviewer.ui.main_window import MainWindow
from tests.data.many_files import write_many
from tests.data.workplace import open_gate
from tests.end2end.test_gui_stalls import SLACK_SECONDS, StallWatch

COUNT = int(os.environ.get("CXRVIEWER_MANY_FILES", "400"))


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    make_application()
    store = PreferencesStore.open(tmp_path / "preferences.json")
    analyzer = open_gate()
    window = build_window(Reader(processes=READER_PROCESSES), store, lambda _: analyzer.open)
    window.show()
    qtbot.waitExposed(window)
    window.conductor.start([])
    window.collector.spare_what_is_there()
    yield window
    gc.unfreeze()
    window.close()
    window.deleteLater()


class WorkWatch(StallWatch):
    """Also remembers the most work of the GUI thread between two ticks, which other programs'
    use of the machine does not change.
    """

    def __init__(self) -> None:
        super().__init__()
        self.most_work = 0.0
        self._before = time.thread_time()

    def _tick(self) -> None:
        super()._tick()
        now = time.thread_time()
        self.most_work = max(self.most_work, now - self._before)
        self._before = now


def resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


@pytest.mark.skipif(not Path("/proc/self/statm").is_file(), reason="memory is told by /proc only")
def test_that_many_files_fill_the_list_without_a_stall(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    write_many(folder, COUNT)
    watch = WorkWatch()
    qtbot.wait(500)
    quiet = watch.longest
    watch.restart()
    watch.most_work = 0.0
    before, began = resident_megabytes(), time.perf_counter()
    window.open_paths([folder])
    qtbot.waitUntil(
        lambda: (
            not window.session.intake.scan.running and window.session.intake.scan.instances == COUNT
        ),
        timeout=280_000,
    )
    filled, grown = time.perf_counter() - began, resident_megabytes() - before
    print(
        f"{COUNT} files in {filled:.1f} s, longest stall {watch.longest * 1000:.0f} ms, "
        f"{quiet * 1000:.0f} ms without work"
    )
    print(f"{grown:.0f} MB more")
    most_work = watch.most_work
    print(f"most work at a time: {most_work * 1000:.0f} ms")
    assert window.browser.model.rowCount() == COUNT
    search = window.browser.head.search
    searched = [timed(window, partial(search.setText, text)) for text in WORDS]
    print("search per key: " + ", ".join(f"{seconds * 1000:.0f} ms" for seconds in searched))
    window.browser.head.clear()
    listing = window.session.listing
    for column in Column:
        seconds = timed(window, partial(listing.set_order, Order(column, descending=True)))
        print(f"sort by {column.value}: {seconds * 1000:.0f} ms")
    assert most_work < SLACK_SECONDS
    assert max(searched) < SLACK_SECONDS


WORDS = ("p", "pe", "per", "person 1", "person 12", "person 123", "person 12", "", "2003-04")


def timed(window: MainWindow, change: Callable[[], object]) -> float:
    """Return the GUI thread's seconds of work from a change until the list is painted with it."""
    began = time.thread_time()
    change()
    window.browser.repaint()
    return time.thread_time() - began
