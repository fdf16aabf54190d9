"""The mouse and the keys on the radiograph."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from cxrviewer.app.display_state import DisplayState
from cxrviewer.domain.radiograph import Window
from cxrviewer.ui.main_window import MainWindow
from tests.data.mouse import drag, hover, mouse, wheel
from tests.data.workplace import HandReader, make_instance
from tests.ui.conftest import WindowOf

LEFT, MIDDLE, RIGHT = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.RightButton,
)


@pytest.fixture
def window(analysed: WindowOf) -> MainWindow:
    instances = [make_instance(name, patient=name) for name in "abc"]
    window = analysed(HandReader.of(*instances))
    window.viewport.setFocus()
    return window


def display_of(window: MainWindow) -> DisplayState:
    assert window.session.display is not None
    return window.session.display


def voi_of(window: MainWindow) -> Window:
    voi = display_of(window).voi
    assert isinstance(voi, Window)
    return voi


def grey_at_middle(window: MainWindow) -> int:
    image = window.viewport.grab().toImage()
    return int(image.pixelColor(image.width() // 2, image.height() // 2).red())


def test_that_a_left_drag_to_the_right_is_wider(window: MainWindow) -> None:
    drag(window.viewport, LEFT, (200, 200), (240, 200))
    assert voi_of(window) == Window(2000.0, 1200.0)


def test_that_a_left_drag_down_is_brighter_on_the_screen(window: MainWindow) -> None:
    before = grey_at_middle(window)
    drag(window.viewport, LEFT, (200, 200), (200, 240))
    assert voi_of(window) == Window(1800.0, 1000.0)
    assert grey_at_middle(window) > before


def test_that_a_left_drag_down_is_brighter_when_inverted_too(window: MainWindow) -> None:
    window.actions_by_name["invert"].trigger()
    before = grey_at_middle(window)
    drag(window.viewport, LEFT, (200, 200), (200, 240))
    assert voi_of(window).center == 2200.0
    assert grey_at_middle(window) > before


def test_that_the_directions_can_be_switched(window: MainWindow) -> None:
    window.session.preferences = replace(window.session.preferences, switch_window_drag=True)
    drag(window.viewport, LEFT, (200, 200), (240, 240))
    assert voi_of(window) == Window(2200.0, 800.0)


def test_that_a_drag_back_to_its_start_changes_nothing(window: MainWindow) -> None:
    viewport = window.viewport
    mouse(viewport, QEvent.Type.MouseButtonPress, (200, 200), LEFT)
    for at in ((900, 700), (10, 10), (200, 200)):
        mouse(viewport, QEvent.Type.MouseMove, at, LEFT)
    mouse(viewport, QEvent.Type.MouseButtonRelease, (200, 200), LEFT)
    assert voi_of(window) == Window(2000.0, 1000.0)


def test_that_the_middle_button_pans(window: MainWindow) -> None:
    before = window.viewport.framing.placement
    drag(window.viewport, MIDDLE, (200, 200), (230, 190))
    after = window.viewport.framing.placement
    assert (after.left - before.left, after.top - before.top) == (30.0, -10.0)
    assert after.scale == before.scale


def test_that_the_right_button_zooms_about_the_cursor(window: MainWindow) -> None:
    viewport = window.viewport
    point = viewport.framing.placement.point_at(260, 300)
    before = viewport.framing.placement.scale
    drag(viewport, RIGHT, (260, 300), (260, 200))
    assert viewport.framing.placement.scale > before * 1.5
    assert viewport.framing.placement.point_at(260, 300) == pytest.approx(point)


def test_that_ctrl_and_wheel_zoom_and_the_wheel_alone_pages(
    window: MainWindow, qtbot: QtBot
) -> None:
    viewport, before = window.viewport, window.viewport.framing.placement.scale
    wheel(viewport, 120, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert viewport.framing.placement.scale == pytest.approx(before * 1.15)
    wheel(viewport, -120)
    assert window.session.current is window.session.studies[1]
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    wheel(viewport, 120)
    assert window.session.current is window.session.studies[0]


def test_that_a_fine_wheel_pages_once_per_notch(window: MainWindow) -> None:
    for _ in range(7):
        wheel(window.viewport, -15)
    assert window.session.current is window.session.studies[0]
    wheel(window.viewport, -15)
    assert window.session.current is window.session.studies[1]


def test_that_a_double_click_fits(window: MainWindow) -> None:
    fitted = window.viewport.framing.placement
    window.viewport.framing.zoom(3.0, 10, 10)
    mouse(window.viewport, QEvent.Type.MouseButtonDblClick, (50, 50), LEFT)
    assert window.viewport.framing.placement == fitted


def test_that_a_fitted_radiograph_stays_fitted_when_the_window_grows(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = window.viewport.framing.placement.scale
    window.resize(1400, 950)
    qtbot.waitUntil(lambda: window.viewport.framing.placement.scale > before)
    height = window.viewport.viewport().height()
    rows = window.session.radiograph.rows if window.session.radiograph else 0
    assert window.viewport.framing.placement.scale * rows == pytest.approx(height)


def test_that_x_shows_one_pixel_on_one_pixel(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.viewport, Qt.Key.Key_X)
    assert window.viewport.framing.placement.scale * window.devicePixelRatioF() == pytest.approx(
        1.0
    )
    assert "100 %" in window.viewport.texts.image.lines[1]


def test_that_i_inverts_what_is_seen(window: MainWindow, qtbot: QtBot) -> None:
    before = grey_at_middle(window)
    qtbot.keyClick(window.viewport, Qt.Key.Key_I)
    assert grey_at_middle(window) == pytest.approx(255 - before, abs=1)
    assert "inverted" in window.viewport.texts.image.lines[0]


def test_that_digits_choose_presets_and_shift_r_goes_back(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.viewport, Qt.Key.Key_6)
    assert voi_of(window).explanation == "Full range"
    qtbot.keyClick(window.viewport, Qt.Key.Key_2)
    assert voi_of(window).explanation == "Lung"
    qtbot.keyClick(window.viewport, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert voi_of(window) == Window(2000.0, 1000.0)


def test_that_the_preset_menu_leaves_nothing_behind(window: MainWindow, qtbot: QtBot) -> None:
    window.presets.keep_shown("mine")
    window.presets.aboutToShow.emit()
    for _ in range(3):
        old = window.presets.findChildren(QMenu)
        with qtbot.waitSignals([menu.destroyed for menu in old]):
            window.presets.aboutToShow.emit()
    assert len(window.presets.findChildren(QMenu)) == 1


def test_that_the_value_under_the_cursor_is_told_with_its_place(window: MainWindow) -> None:
    placement, radiograph = window.viewport.framing.placement, window.session.radiograph
    assert radiograph is not None
    x = placement.left + 30.5 * placement.scale
    y = placement.top + 40.5 * placement.scale
    hover(window.viewport, (x, y))
    value = round(radiograph.value_at(40, 30))
    assert window.viewport.texts.cursor.lines == (f"(30, 40)  {value}",)
    hover(window.viewport, (placement.left - 5, y))
    assert len(window.viewport.texts.cursor.lines) == 0


def test_that_n_and_p_go_from_study_to_study(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.browser.view, Qt.Key.Key_N)
    assert window.session.current is window.session.studies[1]
    qtbot.keyClick(window.browser.view, Qt.Key.Key_P)
    assert window.session.current is window.session.studies[0]


def test_that_a_synthetic_radiograph_and_a_demo_model_are_marked(analysed: WindowOf) -> None:
    window = analysed(HandReader.of(make_instance("a", synthetic=True)))
    assert window.viewport.texts.badges.words == ("SYNTHETIC", "DEMO MODEL")
