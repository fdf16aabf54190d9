"""Opened folders are watched and remembered, in the real window and on a real disk."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, current_thread, main_thread
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cxrviewer.app import folder_watch
from cxrviewer.app.preferences import PreferencesStore
from cxrviewer.reading.reader import Reader
from cxrviewer.ui.application import build_window
from cxrviewer.ui.main_window import MainWindow
from cxrviewer.ui.workers.folder_watcher import FolderWatcher
from tests.data.dicom_files import chest, write
from tests.data.workplace import open_gate

SECONDS = 30_000


@pytest.fixture
def window(themed: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    analyzer = open_gate()
    store = PreferencesStore.open(tmp_path / "preferences.json")
    window = build_window(Reader(processes=2), store, lambda _: analyzer.open)
    window.show()
    qtbot.waitExposed(window)
    window.conductor.start([])
    yield window
    window.close()
    window.deleteLater()


def opened(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    folder.mkdir()
    write(folder / "first", chest())
    (folder / "half").write_bytes(b"")
    with qtbot.waitSignal(window.conductor.watch_started, timeout=SECONDS):
        window.open_paths([folder])
    qtbot.waitUntil(lambda: not window.session.intake.scan.running, timeout=SECONDS)
    assert [one.path.name for one in window.session.studies] == ["first"]


def test_that_files_appear_grow_and_vanish_while_the_folder_is_open(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    opened(window, qtbot, folder)
    assert list(window.session.intake.refused) == [folder / "half"]
    write(folder / "second", chest())
    write(folder / "half", chest())
    qtbot.waitUntil(lambda: len(window.session.studies) == 3, timeout=SECONDS)
    assert not window.session.intake.refused
    assert window.browser.refused_model.rowCount() == 0
    (folder / "second").unlink()
    qtbot.waitUntil(lambda: len(window.session.listing.gone) == 1, timeout=SECONDS)
    assert window.browser.model.rowCount() == 3


def test_that_a_listed_file_that_is_written_anew_renews_its_row_its_thumbnail_and_its_picture(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    opened(window, qtbot, folder)
    session, thumbnails = window.session, window.conductor.thumbnails
    qtbot.waitUntil(lambda: session.analysis is not None, timeout=SECONDS)
    before, row = session.radiograph, window.browser.model.index(0)
    assert before is not None
    qtbot.waitUntil(lambda: thumbnails.get(session.listing[0]) is not None, timeout=SECONDS)
    old = thumbnails.get(session.listing[0])
    other = chest()
    other.PatientName = "Other^Person"
    other.PixelData = bytes(len(other.PixelData))
    write(tmp_path / "next", other)
    (tmp_path / "next").replace(folder / "first")
    qtbot.waitUntil(
        lambda: session.radiograph is not None and session.radiograph.key != before.key,
        timeout=SECONDS,
    )
    assert "Other" in row.data()
    assert len(session.studies) == 1
    assert session.radiograph is not None
    assert session.radiograph.instance.patient.name == "Other, Person"
    assert not session.listing[0].warnings or "other content" not in session.listing[0].warnings[0]
    qtbot.waitUntil(lambda: session.analysis is not None, timeout=SECONDS)
    qtbot.waitUntil(lambda: thumbnails.get(session.listing[0]) not in (None, old), timeout=SECONDS)
    assert any("has changed" in notice.cause for notice in window.notices.notices)


def test_that_a_folder_that_vanishes_while_it_is_scanned_ends_the_scan_in_peace(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder, count = tmp_path / "in", 60
    for number in range(count):
        inner = folder / f"{number % 6}"
        inner.mkdir(parents=True, exist_ok=True)
        write(inner / f"{number:02d}", chest())
    removed: list[int] = []

    def remove_once(_: object) -> None:
        if not removed and len(window.session.studies):
            removed.append(len(window.session.studies))
            shutil.rmtree(folder)

    window.session.intake.scan_changed.connect(remove_once)
    window.open_paths([folder])
    qtbot.waitUntil(
        lambda: bool(removed) and not window.session.intake.scan.running, timeout=SECONDS
    )
    assert removed[0] <= len(window.session.studies) <= count
    # What was found stays listed; what was on its way is refused with a reason or not met at all.
    for refusal in window.session.intake.refused.values():
        assert refusal.reason.endswith((".", ")"))


def test_that_a_folder_that_is_taken_away_is_said_and_nothing_is_lost(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    opened(window, qtbot, folder)
    qtbot.waitUntil(lambda: window.session.radiograph is not None, timeout=SECONDS)
    said: list[str] = []
    window.session.notice_added.connect(lambda notice: said.append(notice.text))
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    qtbot.waitUntil(lambda: any("not there any more" in text for text in said), timeout=SECONDS)
    assert window.session.radiograph is not None
    assert window.browser.model.rowCount() == 1


def test_that_a_folder_that_is_not_watched_stays_as_it_was_opened(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    opened(window, qtbot, folder)
    window.actions_by_name["watch_folders"].trigger()
    assert not window.preferences.current.watch_folders
    write(folder / "second", chest())
    window.actions_by_name["watch_folders"].trigger()
    qtbot.waitUntil(lambda: len(window.session.studies) == 2, timeout=SECONDS)


def test_that_recent_folders_are_offered_and_cleared(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "in & out"
    opened(window, qtbot, folder)
    qtbot.waitUntil(lambda: window.preferences.current.recent_folders != (), timeout=SECONDS)
    menu = window.actions_by_name["recent"].menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    assert menu.actions()[0].text().endswith("in && out")
    menu.actions()[-1].trigger()
    assert window.preferences.current.recent_folders == ()
    assert str(folder) not in window.preferences.path.read_text(encoding="utf-8")


def test_that_the_window_does_not_wait_for_a_folder_that_does_not_answer(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stand-in is a share whose server is away: whoever asks about it waits."""
    folder = tmp_path / "share"
    folder.mkdir()
    write(folder / "first", chest())
    answer, askers = Event(), set()
    is_dir, stat, scandir = Path.is_dir, os.stat, os.scandir

    def wait_for(path: object) -> None:
        if str(path).startswith(str(folder)):
            askers.add(current_thread())
            answer.wait(SECONDS / 1000)

    def patched(real: Callable[..., Any]) -> Callable[..., Any]:
        def ask(path: object = ".", *rest: object, **more: object) -> object:
            wait_for(path)
            return real(path, *rest, **more)

        return ask

    monkeypatch.setattr(Path, "is_dir", patched(is_dir))
    monkeypatch.setattr(os, "stat", patched(stat))
    monkeypatch.setattr(os, "scandir", patched(scandir))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    place, button = QPointF(5, 5), Qt.MouseButton.LeftButton
    copy, key = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(place, copy, mime, button, key))
    qtbot.waitUntil(lambda: bool(askers), timeout=SECONDS)
    assert main_thread() not in askers
    assert window.preferences.current.recent_folders == ()
    answer.set()
    qtbot.waitUntil(lambda: len(window.session.studies) == 1, timeout=SECONDS)
    qtbot.waitUntil(
        lambda: window.preferences.current.recent_folders == (str(folder),), timeout=SECONDS
    )
    assert main_thread() not in askers


def test_that_the_system_is_not_asked_to_watch_a_folder_of_another_machine(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(window, qtbot, tmp_path / "here")
    watcher = window.conductor.findChild(FolderWatcher)
    assert watcher is not None
    assert watcher.heard == (str(tmp_path / "here"),)
    monkeypatch.setattr(folder_watch, "remote_test", lambda: lambda _folder: True)
    with qtbot.waitSignal(window.conductor.watch_started, timeout=SECONDS):
        (tmp_path / "there").mkdir()
        window.open_paths([tmp_path / "there"])
    assert watcher.heard == (str(tmp_path / "here"),)
