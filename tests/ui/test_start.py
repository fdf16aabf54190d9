"""What a start does before the window is there, and what only afterwards."""

import builtins

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import cxrviewer.ui  # noqa: F401
from cxrviewer.ui import first_paint
from cxrviewer.ui.first_paint import FirstPaint
from cxrviewer.ui.palette import DARK
from cxrviewer.ui.theme import choose, colour, outfit, put_on

SECOND = 1000


class Sheet(QWidget):
    """Counts how often it is painted, beneath a widget that covers all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.painted = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted += 1


@pytest.fixture
def sheet(qtbot: QtBot) -> Sheet:
    sheet = Sheet()
    qtbot.addWidget(sheet)
    return sheet


def test_that_work_begins_once_and_only_when_the_window_is_painted(
    sheet: Sheet, qtbot: QtBot
) -> None:
    seen: list[int] = []
    sheet.show()
    FirstPaint(sheet, lambda: seen.append(sheet.painted))
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen), timeout=SECOND // 2)
    assert seen[0] > 0
    sheet.hide()
    sheet.show()
    qtbot.wait(20)
    assert len(seen) == 1


def test_that_work_begins_also_where_nobody_sees_the_window(
    sheet: Sheet, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_paint, "LONGEST_WAIT_MS", 1)
    seen: list[int] = []
    sheet.winId()
    FirstPaint(sheet, lambda: seen.append(sheet.painted))
    qtbot.waitUntil(lambda: bool(seen), timeout=SECOND)
    assert seen == [0]


def test_that_a_window_which_is_dressed_last_looks_as_one_that_is_made_in_its_dress(
    themed: QApplication, qtbot: QtBot
) -> None:
    themed.setStyleSheet("")
    choose(themed, outfit("light", 100))
    early = QPushButton("text")
    qtbot.addWidget(early)
    put_on(themed)
    late = QPushButton("text")
    qtbot.addWidget(late)
    assert early.sizeHint() == late.sizeHint()
    assert early.grab().toImage() == late.grab().toImage()
    assert colour("panel").name() != DARK.panel


def test_that_imports_do_not_read_the_source_of_everything_for_a_word_to_pyside() -> None:
    assert builtins.__import__ is not getattr(builtins, "__feature_import__", None)
