"""The panes in a window of their own."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxrviewer.ui.main_window import MainWindow
from tests.data.mouse import mouse
from tests.data.workplace import HandReader, make_instance
from tests.ui.conftest import WindowOf


@pytest.fixture
def reader() -> HandReader:
    return HandReader.of(*(make_instance(name, patient=name) for name in "ab"))


@pytest.fixture
def window(analysed: WindowOf, reader: HandReader) -> MainWindow:
    window = analysed(reader)
    window.viewport.setFocus()
    return window


def detach(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.viewport, Qt.Key.Key_F12)
    image = window.stand.window_of_panes
    assert image is not None
    qtbot.waitExposed(image)
    image.activateWindow()
    qtbot.waitUntil(image.isActiveWindow)
    window.viewport.setFocus()


def test_that_the_image_moves_to_its_own_window_and_back(window: MainWindow, qtbot: QtBot) -> None:
    detach(window, qtbot)
    assert window.viewport.window() is window.stand.window_of_panes
    assert window.viewport.isVisible()
    assert window.stand.back.isVisible()
    assert window.actions_by_name["image_window"].isChecked()
    qtbot.mouseClick(window.stand.back, Qt.MouseButton.LeftButton)
    assert window.viewport.window() is window
    assert window.viewport.isVisible()
    assert not window.actions_by_name["image_window"].isChecked()


def test_that_the_keys_work_in_the_images_window(window: MainWindow, qtbot: QtBot) -> None:
    detach(window, qtbot)
    qtbot.keyClick(window.viewport, Qt.Key.Key_I)
    assert window.session.display is not None
    assert window.session.display.inverted
    qtbot.keyClick(window.viewport, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert len(window.session.panes.shown) == 2
    qtbot.keyClick(window.viewport, Qt.Key.Key_F12)
    assert window.viewport.window() is window


def test_that_closing_the_images_window_brings_the_image_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    detach(window, qtbot)
    assert window.stand.window_of_panes is not None
    window.stand.window_of_panes.close()
    assert window.viewport.window() is window
    assert not window.stand.detached


def test_that_a_double_click_works_there_too(window: MainWindow, qtbot: QtBot) -> None:
    detach(window, qtbot)
    window.viewport.framing.zoom(3.0, 10, 10)
    left = Qt.MouseButton.LeftButton
    mouse(window.viewport, QEvent.Type.MouseButtonDblClick, (50, 50), left)
    assert window.viewport.framing.fitted


def test_that_files_can_be_dropped_on_the_images_window(
    window: MainWindow, reader: HandReader, qtbot: QtBot
) -> None:
    detach(window, qtbot)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/elsewhere")])
    image = window.stand.window_of_panes
    assert image is not None
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(image, QDragEnterEvent(QPoint(20, 20), *how, none))
    QApplication.sendEvent(image, QDropEvent(QPointF(20, 20), *how, none))
    qtbot.waitUntil(lambda: reader.asked[-1] == (Path("/elsewhere"),))


def test_that_the_next_start_remembers_the_images_window(
    window: MainWindow, window_of: WindowOf, reader: HandReader, qtbot: QtBot
) -> None:
    detach(window, qtbot)
    window.close()
    assert window.preferences.current.image_window
    again = window_of(reader)
    assert again.stand.detached
    again.stand.attach()
    again.close()
    assert not again.preferences.current.image_window
