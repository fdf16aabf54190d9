"""Several panes in the window, by mouse and by keys."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cxrviewer.app.pane import Pane
from cxrviewer.domain.radiograph import Window
from cxrviewer.ui.instance_mime import mime_of
from cxrviewer.ui.main_window import MainWindow
from cxrviewer.ui.viewport.viewport import Viewport
from tests.data.mouse import drag, mouse, wheel
from tests.data.workplace import HandReader, make_instance, make_radiograph
from tests.ui.conftest import WindowOf

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def reader() -> HandReader:
    reader = HandReader.of(*(make_instance(name, patient=name) for name in "abc"))
    other = make_instance("b", patient="b")
    twice = make_radiograph(other)
    # The same picture with another unit of its values, and no window of the sender's.
    reader.radiographs[other.path] = replace(twice, levels=2.0 * twice.levels + 100.0, vois=())
    return reader


@pytest.fixture
def window(analysed: WindowOf, reader: HandReader) -> MainWindow:
    window = analysed(reader)
    window.viewport.setFocus()
    return window


def two_panes(window: MainWindow, qtbot: QtBot) -> tuple[Viewport, Viewport]:
    """Show the first study beside the second; the first is active."""
    qtbot.keyClick(window.viewport, Qt.Key.Key_2, CTRL)
    first, second = window.session.panes.shown
    second.select(window.session.studies[1])
    qtbot.waitUntil(lambda: second.radiograph is not None)
    grid = window.panes
    qtbot.waitUntil(lambda: grid.viewport_of(second).width() == grid.viewport_of(first).width())
    return grid.viewport_of(first), grid.viewport_of(second)


def window_of_pane(pane: Pane) -> Window:
    assert pane.display is not None
    assert isinstance(pane.display.voi, Window)
    return pane.display.voi


def drop(target: QWidget, mime: QMimeData) -> bool:
    """Drag ``mime`` in and let it go; return whether it was taken."""
    copy, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(20, 20), copy, mime, LEFT, none)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    event = QDropEvent(QPointF(20, 20), copy, mime, LEFT, none)
    QApplication.sendEvent(target, event)
    return event.isAccepted()


@pytest.mark.parametrize(
    ("key", "rows", "columns"),
    [
        (Qt.Key.Key_1, 1, 1),
        (Qt.Key.Key_2, 1, 2),
        (Qt.Key.Key_3, 2, 1),
        (Qt.Key.Key_4, 2, 2),
    ],
)
def test_that_keys_choose_the_layout(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, rows: int, columns: int
) -> None:
    qtbot.keyClick(window.viewport, key, CTRL)
    views = [window.panes.view_of(pane) for pane in window.session.panes.shown]
    layout = window.panes.layout()
    assert layout is not None
    layout.activate()
    assert len({view.x() for view in views}) == columns
    assert len({view.y() for view in views}) == rows
    assert all(view.isVisible() for view in views)
    name = f"layout_{rows}x{columns}"
    assert window.actions_by_name[name].isChecked()


def test_that_a_click_makes_a_pane_active_and_the_panels_follow(
    window: MainWindow, qtbot: QtBot
) -> None:
    first, second = two_panes(window, qtbot)
    assert window.panes.view_of(first.pane).framed
    mouse(second, QEvent.Type.MouseButtonPress, (30, 30), LEFT)
    mouse(second, QEvent.Type.MouseButtonRelease, (30, 30), LEFT)
    assert window.session.active is second.pane
    assert window.panes.view_of(second.pane).framed
    assert not window.panes.view_of(first.pane).framed
    assert window.browser.view.currentIndex().row() == 1


def test_that_f6_goes_from_pane_to_pane_and_takes_the_keys_along(
    window: MainWindow, qtbot: QtBot
) -> None:
    first, second = two_panes(window, qtbot)
    qtbot.keyClick(first, Qt.Key.Key_F6)
    assert window.session.active is second.pane
    qtbot.keyClick(second, Qt.Key.Key_I)
    assert second.pane.display is not None
    assert second.pane.display.inverted
    qtbot.keyClick(second, Qt.Key.Key_F6, SHIFT)
    assert window.session.active is first.pane


def test_that_a_double_click_makes_one_pane_full_and_back(window: MainWindow, qtbot: QtBot) -> None:
    first, second = two_panes(window, qtbot)
    mouse(second, QEvent.Type.MouseButtonPress, (30, 30), LEFT)
    mouse(second, QEvent.Type.MouseButtonRelease, (30, 30), LEFT)
    mouse(second, QEvent.Type.MouseButtonDblClick, (30, 30), LEFT)
    assert second.isVisible()
    assert not first.isVisible()
    mouse(second, QEvent.Type.MouseButtonDblClick, (30, 30), LEFT)
    assert first.isVisible()


def test_that_the_wheel_pages_the_pane_below_it(window: MainWindow, qtbot: QtBot) -> None:
    first, second = two_panes(window, qtbot)
    wheel(second, -120)
    assert second.pane.current is window.session.studies[2]
    assert first.pane.current is window.session.studies[0]


def test_that_an_image_is_dropped_into_a_pane(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.viewport, Qt.Key.Key_2, CTRL)
    pane = window.session.panes[1]
    assert drop(window.panes.view_of(pane), mime_of(window.session.studies[2]))
    assert pane.current is window.session.studies[2]
    assert window.session.active is pane


def test_that_files_dropped_on_a_pane_are_the_windows(
    window: MainWindow, reader: HandReader, qtbot: QtBot
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/elsewhere")])
    assert drop(window.panes.active_view, mime)
    qtbot.waitUntil(lambda: reader.asked[-1] == (Path("/elsewhere"),))


def test_that_what_is_dragged_says_nothing_of_file_or_patient(window: MainWindow) -> None:
    mime = window.browser.model.mimeData([window.browser.model.index(0)])
    assert mime.formats() == ["application/x-cxrviewer-image"]
    assert b"there" not in mime.data(mime.formats()[0]).data()


def test_that_pressing_a_row_to_drag_it_leaves_the_active_pane_alone(
    window: MainWindow, qtbot: QtBot
) -> None:
    view = window.browser.view
    place = view.visualRect(window.browser.rows.index(2, 0)).center()
    qtbot.mousePress(view.viewport(), LEFT, pos=place)
    assert window.session.current is window.session.studies[0]
    qtbot.mouseRelease(view.viewport(), LEFT, pos=place)
    assert window.session.current is window.session.studies[2]


def test_that_a_window_drag_is_carried_over_in_each_images_own_values(
    window: MainWindow, qtbot: QtBot
) -> None:
    first, second = two_panes(window, qtbot)
    qtbot.keyClick(first, Qt.Key.Key_0)
    drag(first, LEFT, (100, 100), (150, 130))
    here, there = window_of_pane(first.pane), window_of_pane(second.pane)
    assert there.width == pytest.approx(2.0 * here.width, rel=2e-3)
    assert there.center == pytest.approx(2.0 * here.center + 100.0, rel=2e-3)


def test_that_a_link_that_is_switched_off_leaves_the_other_pane_alone(
    window: MainWindow, qtbot: QtBot
) -> None:
    first, second = two_panes(window, qtbot)
    for name in ("link_window", "link_zoom", "link_pan"):
        window.actions_by_name[name].trigger()
        assert not window.actions_by_name[name].isChecked()
    voi, placement = window_of_pane(second.pane), second.framing.placement
    drag(first, LEFT, (100, 100), (150, 130))
    drag(first, MIDDLE, (100, 100), (150, 130))
    first.framing.zoom(2.0, 50, 50)
    assert (window_of_pane(second.pane), second.framing.placement) == (voi, placement)


def test_that_linked_views_show_the_same_part(window: MainWindow, qtbot: QtBot) -> None:
    first, second = two_panes(window, qtbot)
    first.framing.zoom(3.0, 40, 60)
    drag(first, MIDDLE, (100, 100), (70, 130))
    assert second.framing.placement.scale == pytest.approx(first.framing.placement.scale)
    assert second.framing.middle == pytest.approx(first.framing.middle)
    first.framing.fit()
    assert second.framing.fitted


def test_that_zoom_alone_can_be_linked(window: MainWindow, qtbot: QtBot) -> None:
    first, second = two_panes(window, qtbot)
    window.actions_by_name["link_pan"].trigger()
    middle = second.framing.middle
    first.framing.zoom(3.0, 40, 60)
    assert second.framing.placement.scale == pytest.approx(first.framing.placement.scale)
    assert second.framing.middle == pytest.approx(middle)


def test_that_pan_alone_can_be_linked(window: MainWindow, qtbot: QtBot) -> None:
    first, second = two_panes(window, qtbot)
    window.actions_by_name["link_zoom"].trigger()
    scale = second.framing.placement.scale
    first.framing.zoom(3.0, 40, 60)
    assert second.framing.placement.scale == scale
    assert second.framing.middle == pytest.approx(first.framing.middle)


def test_that_reset_resets_all_linked_panes(window: MainWindow, qtbot: QtBot) -> None:
    first, second = two_panes(window, qtbot)
    before = window_of_pane(second.pane)
    drag(first, LEFT, (100, 100), (150, 130))
    first.framing.zoom(2.0, 50, 50)
    qtbot.keyClick(first, Qt.Key.Key_R, SHIFT)
    assert window_of_pane(second.pane) == before
    assert second.framing.fitted


def test_that_a_smaller_layout_keeps_the_active_image(window: MainWindow, qtbot: QtBot) -> None:
    _, second = two_panes(window, qtbot)
    window.session.panes.activate(second.pane)
    qtbot.keyClick(second, Qt.Key.Key_1, CTRL)
    assert second.isVisible()
    assert window.session.current is window.session.studies[1]
    qtbot.keyClick(second, Qt.Key.Key_2, CTRL)
    assert window.session.panes[0].current is window.session.studies[0]


def test_that_each_panes_analysis_comes_without_asking(window: MainWindow, qtbot: QtBot) -> None:
    _, second = two_panes(window, qtbot)
    qtbot.waitUntil(lambda: second.pane.analysis is not None)
