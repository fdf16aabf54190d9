"""The tag browser over the real window."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cxrviewer.ui.dialogs.tags import TagDialog
from cxrviewer.ui.main_window import MainWindow
from tests.data.workplace import TAG_ROWS, HandReader, make_instance
from tests.ui.conftest import WindowOf


def opened(window: MainWindow, qtbot: QtBot) -> TagDialog:
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: window.session.current is not None)
    window.actions_by_name["tags"].trigger()
    dialog = window.findChild(TagDialog)
    assert isinstance(dialog, TagDialog)
    return dialog


def test_that_pages_come_until_everything_is_there(window_of: WindowOf, qtbot: QtBot) -> None:
    dialog = opened(window_of(HandReader.of(make_instance("a"))), qtbot)
    qtbot.waitUntil(lambda: len(dialog.model.rows) == len(TAG_ROWS))
    qtbot.waitUntil(lambda: "5 of 5" in dialog.state.text())
    top = [dialog.model.index(row, 1).data() for row in range(dialog.model.rowCount())]
    assert top == ["Rows", "View Code Sequence", "Private [ACME]"]
    item = dialog.model.index(0, 0, dialog.model.index(1, 0))
    code = dialog.model.index(0, 3, item)
    assert code.data() == "<b>caudal</b>\\x07"
    assert dialog.model.parent(code).internalId() == item.internalId()


def test_that_the_search_keeps_what_a_match_belongs_to(window_of: WindowOf, qtbot: QtBot) -> None:
    dialog = opened(window_of(HandReader.of(make_instance("a"))), qtbot)
    qtbot.waitUntil(lambda: len(dialog.model.rows) == len(TAG_ROWS))
    QTest.keyClicks(dialog.search, "CAUDAL lo")
    assert "1 of 5" in dialog.state.text()
    assert dialog.model.rowCount() == 1
    sequence = dialog.model.index(0, 0)
    assert dialog.model.index(0, 1).data() == "View Code Sequence"
    assert dialog.view.isExpanded(sequence)
    dialog.search.clear()
    assert dialog.model.rowCount() == 3


def test_that_a_value_and_a_row_are_copied(window_of: WindowOf, qtbot: QtBot) -> None:
    dialog = opened(window_of(HandReader.of(make_instance("a"))), qtbot)
    qtbot.waitUntil(lambda: len(dialog.model.rows) == len(TAG_ROWS))
    dialog.view.setCurrentIndex(dialog.model.index(0, 0))
    dialog.copy_value()
    assert QGuiApplication.clipboard().text() == "80"
    dialog.copy_row()
    assert QGuiApplication.clipboard().text() == "(0028,0010)\tRows\tUS\t80\t50 00\t2"


def test_that_a_file_that_cannot_be_parsed_says_why(window_of: WindowOf, qtbot: QtBot) -> None:
    broken = make_instance("broken")
    reader = HandReader.of(broken)
    del reader.radiographs[broken.path]
    dialog = opened(window_of(reader), qtbot)
    qtbot.waitUntil(lambda: "damaged" in dialog.state.text())
