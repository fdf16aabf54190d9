"""The first start: what is accepted, what is shown to who begins, and what is asked of others."""

import logging
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cxrviewer import RESEARCH_USE_STATEMENT
from cxrviewer.app.preferences import PreferencesStore
from cxrviewer.app.statement import STATEMENT_VERSION, is_accepted
from cxrviewer.ui.actions.keymap import Keymap
from cxrviewer.ui.application import ask_to_accept
from cxrviewer.ui.dialogs.about import AboutDialog
from cxrviewer.ui.dialogs.getting_started import GettingStartedDialog
from cxrviewer.ui.main_window import MainWindow
from tests.data.workplace import HandReader, make_instance
from tests.ui.conftest import WindowOf

TODAY = date(2026, 3, 1)


def words_of(dialog: object) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))  # type: ignore[attr-defined]


@pytest.fixture
def window(window_of: WindowOf) -> MainWindow:
    return window_of(HandReader.of(make_instance("a")))


def test_that_the_statement_is_accepted_by_ticking_it_and_kept(
    window: MainWindow, tmp_path: Path
) -> None:
    dialog = ask_to_accept(window)
    assert RESEARCH_USE_STATEMENT in words_of(dialog)
    assert not dialog.accept_button.isEnabled()
    dialog.agreed.setChecked(True)
    dialog.accept_button.click()
    kept = PreferencesStore.open(tmp_path / "preferences.json").current
    assert kept.accepted_statement == STATEMENT_VERSION
    assert is_accepted(kept)
    assert window.isVisible()


def test_that_who_does_not_accept_leaves(window: MainWindow) -> None:
    ask_to_accept(window).reject()
    assert not window.isVisible()
    assert not is_accepted(window.preferences.current)


def test_that_radiographs_open_while_the_question_stands(window: MainWindow, qtbot: QtBot) -> None:
    dialog = ask_to_accept(window)
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    dialog.agreed.setChecked(True)
    dialog.accept()


def test_that_a_statement_of_another_version_is_asked_again(window: MainWindow) -> None:
    assert not is_accepted(window.preferences.current)
    window.preferences.save(type(window.preferences.current)(accepted_statement="0"))
    assert not is_accepted(window.preferences.current)


def test_that_the_first_page_names_the_keys_as_they_are_now(qtbot: QtBot, themed: object) -> None:
    usual = GettingStartedDialog(Keymap())
    qtbot.addWidget(usual)
    assert "Ctrl+O" in words_of(usual)
    assert "{" not in words_of(usual)
    changed = GettingStartedDialog(Keymap().with_keys("open_folder", ("F8",)))
    qtbot.addWidget(changed)
    assert "Open folder (F8)" in words_of(changed)
    bare = GettingStartedDialog(Keymap().with_keys("open_folder", ()))
    qtbot.addWidget(bare)
    assert "(File, Open folder)" in words_of(bare)


def test_that_about_lists_libraries_with_version_and_licence(qtbot: QtBot, themed: object) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    table = dialog.table
    cells = [
        [item.text() for column in range(3) if (item := table.item(row, column)) is not None]
        for row in range(table.rowCount())
    ]
    assert len(cells) > 10
    assert all(len(row) == 3 and all(row) for row in cells)
    assert any(row[0] == "PySide6-Essentials" and "LGPL" in row[2] for row in cells)


def test_that_no_answer_to_the_question_for_a_newer_version_stays_in_the_log(
    window: MainWindow, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "cxrviewer.ui.workers.update_check")
    address = "http://127.0.0.1:9/feed.json"
    current = type(window.preferences.current)(update_feed=address)
    before = window.notices.notices
    window.updates.ask(current, TODAY)
    qtbot.waitUntil(lambda: "no newer version" in caplog.text)
    assert window.notices.notices == before
    assert address not in caplog.text
    assert window.preferences.current.update_asked == "2026-03-01"


def test_that_nobody_is_asked_for_a_newer_version_by_itself(window: MainWindow) -> None:
    window.updates.ask(window.preferences.current, TODAY)
    assert window.preferences.current.update_asked == ""
