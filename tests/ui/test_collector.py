import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from cxrviewer.ui import collector
from cxrviewer.ui.collector import GuiCollector


class Knot:
    """Part of a cycle; says in which thread it goes."""

    gone: list[threading.Thread] = []

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        Knot.gone.append(threading.current_thread())


@pytest.fixture
def watched(qtbot: QtBot) -> Iterator[GuiCollector]:
    Knot.gone = []
    gc.collect()
    owner = QObject()
    made = GuiCollector(owner)
    yield made
    made.close()
    assert gc.isenabled()


def allocate() -> None:
    Knot()
    kept = [[n] for n in range(60_000)]
    assert len(kept) == 60_000


def test_that_cycles_go_in_the_gui_thread_though_a_worker_allocates(
    watched: GuiCollector, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collector, "THRESHOLDS", (1_000, 0, 0))
    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert not Knot.gone
    # Far more than an earlier test's window gives back while events are worked off.
    kept = [[n] for n in range(50_000)]
    qtbot.waitUntil(lambda: bool(Knot.gone))
    assert Knot.gone == [threading.main_thread()]
    assert kept


def test_that_nothing_is_collected_before_it_is_due(watched: GuiCollector) -> None:
    gc.collect()
    Knot()
    watched.collect_what_is_due()
    assert not Knot.gone
