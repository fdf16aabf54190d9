"""The tools of the left button, what is held beside it, and the menu of the right one."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from pytestqt.qtbot import QtBot

from cxrviewer.domain.radiograph import PixelSpacing, SpacingOrigin, Window
from cxrviewer.ui.dialogs.preferences import PreferencesDialog
from cxrviewer.ui.main_window import MainWindow
from cxrviewer.ui.screen_size import pixels_per_mm
from tests.data.mouse import drag, hover, mouse
from tests.data.workplace import HandReader, make_instance, make_radiograph
from tests.ui.conftest import WindowOf

LEFT, MIDDLE, RIGHT = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.RightButton,
)
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
SPACING = PixelSpacing(0.2, 0.2, SpacingOrigin.DETECTOR)


@pytest.fixture
def window(analysed: WindowOf) -> MainWindow:
    instances = [make_instance("a"), make_instance("b")]
    reader = HandReader.of(*instances)
    first = instances[0]
    reader.radiographs[first.path] = replace(make_radiograph(first), spacing=SPACING)
    window = analysed(reader)
    window.viewport.setFocus()
    return window


def voi_of(window: MainWindow) -> Window:
    assert window.session.display is not None
    voi = window.session.display.voi
    assert isinstance(voi, Window)
    return voi


def test_that_ctrl_drags_faster_and_shift_finer(window: MainWindow) -> None:
    drag(window.viewport, LEFT, (200, 200), (240, 200), CTRL)
    assert voi_of(window).width == pytest.approx(1000.0 + 40 * 5 * 2.5)
    window.actions_by_name["reset"].trigger()
    drag(window.viewport, LEFT, (200, 200), (240, 200), SHIFT)
    assert voi_of(window).width == pytest.approx(1000.0 + 40 * 5 * 0.25)


def test_that_pressing_shift_in_the_middle_of_a_drag_goes_on_from_there(window: MainWindow) -> None:
    viewport = window.viewport
    mouse(viewport, QEvent.Type.MouseButtonPress, (200, 200), LEFT)
    mouse(viewport, QEvent.Type.MouseMove, (240, 200), LEFT)
    mouse(viewport, QEvent.Type.MouseMove, (240, 200), LEFT, SHIFT)
    assert voi_of(window).width == pytest.approx(1200.0)
    mouse(viewport, QEvent.Type.MouseMove, (280, 200), LEFT, SHIFT)
    assert voi_of(window).width == pytest.approx(1250.0)
    mouse(viewport, QEvent.Type.MouseButtonRelease, (280, 200), LEFT, SHIFT)


def test_that_the_sensitivity_is_the_persons(window: MainWindow) -> None:
    window.session.preferences = replace(window.session.preferences, window_sensitivity=0.5)
    drag(window.viewport, LEFT, (200, 200), (240, 200))
    assert voi_of(window).width == pytest.approx(1100.0)


def test_that_w_z_and_t_give_the_left_button_its_tool(window: MainWindow, qtbot: QtBot) -> None:
    viewport, before = window.viewport, window.viewport.framing.placement
    qtbot.keyClick(viewport, Qt.Key.Key_T)
    drag(viewport, LEFT, (200, 200), (230, 190))
    assert (
        viewport.framing.placement.left - before.left,
        viewport.framing.placement.top - before.top,
    ) == (30, -10)
    qtbot.keyClick(viewport, Qt.Key.Key_Z)
    drag(viewport, LEFT, (260, 300), (260, 200))
    assert viewport.framing.placement.scale > before.scale * 1.5
    assert voi_of(window) == Window(2000.0, 1000.0)
    qtbot.keyClick(viewport, Qt.Key.Key_W)
    drag(viewport, LEFT, (200, 200), (240, 200))
    assert voi_of(window).width == 1200.0


def test_that_exactly_one_tool_is_checked(window: MainWindow) -> None:
    names = ("tool_window", "tool_zoom", "tool_pan")
    for name in ("tool_pan", "tool_pan", "tool_zoom", "tool_window"):
        window.actions_by_name[name].trigger()
        assert [n for n in names if window.actions_by_name[n].isChecked()] == [name]


def test_that_a_tool_puts_a_measuring_tool_away_and_space_pans_through_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    viewport, before = window.viewport, window.viewport.framing.placement
    window.actions_by_name["measure_length"].trigger()
    assert not window.actions_by_name["tool_window"].isChecked()
    qtbot.keyPress(viewport, Qt.Key.Key_Space)
    drag(viewport, LEFT, (200, 200), (230, 190))
    qtbot.keyRelease(viewport, Qt.Key.Key_Space)
    assert viewport.framing.placement.left - before.left == 30.0
    assert window.session.measurements.tool is not None
    qtbot.keyClick(viewport, Qt.Key.Key_W)
    assert window.session.measurements.tool is None
    drag(viewport, LEFT, (200, 200), (240, 200))
    assert voi_of(window).width == 1200.0


def test_that_space_pans_while_it_is_held(window: MainWindow, qtbot: QtBot) -> None:
    viewport, before = window.viewport, window.viewport.framing.placement
    qtbot.keyPress(viewport, Qt.Key.Key_Space)
    drag(viewport, LEFT, (200, 200), (230, 190))
    qtbot.keyRelease(viewport, Qt.Key.Key_Space)
    assert viewport.framing.placement.left - before.left == 30.0
    assert voi_of(window) == Window(2000.0, 1000.0)
    drag(viewport, LEFT, (200, 200), (240, 200))
    assert voi_of(window).width == 1200.0


@pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing", extend=True)
def test_that_a_right_click_opens_the_menu_and_a_right_drag_does_not(
    window: MainWindow, qtbot: QtBot
) -> None:
    drag(window.viewport, RIGHT, (200, 200), (200, 260))
    assert not window.context_menu.isVisible()
    before = window.viewport.framing.placement
    drag(window.viewport, RIGHT, (200, 200), (201, 201))
    assert window.context_menu.isVisible()
    assert window.viewport.framing.placement == before
    window.context_menu.close()


def test_that_ctrl_and_shift_window_for_a_region(window: MainWindow) -> None:
    viewport, radiograph = window.viewport, window.session.radiograph
    assert radiograph is not None
    placement = viewport.framing.placement

    def place(x: float, y: float) -> tuple[float, float]:
        return placement.left + x * placement.scale, placement.top + y * placement.scale

    drag(viewport, LEFT, place(50, 60), place(10, 40), CTRL | SHIFT)
    inside = radiograph.levels[radiograph.indices[40:60, 10:50]]
    low, high = voi_of(window).center - voi_of(window).width / 2, 0.0
    high = low + voi_of(window).width
    assert low == pytest.approx(inside.min(), abs=20)
    assert high == pytest.approx(inside.max(), abs=20)
    assert voi_of(window).explanation == "Region"


def test_that_a_region_outside_the_picture_changes_nothing(window: MainWindow) -> None:
    drag(window.viewport, LEFT, (2, 2), (20, 30), CTRL | SHIFT)
    assert voi_of(window) == Window(2000.0, 1000.0)


def test_that_a_drag_does_not_go_on_with_the_next_image(window: MainWindow, qtbot: QtBot) -> None:
    viewport = window.viewport
    mouse(viewport, QEvent.Type.MouseButtonPress, (100, 100), LEFT, CTRL | SHIFT)
    mouse(viewport, QEvent.Type.MouseMove, (300, 300), LEFT, CTRL | SHIFT)
    assert viewport._frame.isVisible()
    window.session.active.step(1)
    assert not viewport._frame.isVisible()
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    mouse(viewport, QEvent.Type.MouseButtonRelease, (300, 300), LEFT, CTRL | SHIFT)
    assert voi_of(window) == Window(2000.0, 1000.0)


def test_that_the_magnifier_shows_more_of_less(window: MainWindow, qtbot: QtBot) -> None:
    viewport = window.viewport
    window.actions_by_name["preset_full_range"].trigger()
    middle = (viewport.width() / 2, viewport.height() / 2)
    hover(viewport, middle)
    below = round(middle[0]), round(middle[1]) + 100
    plain = viewport.grab().toImage().pixelColor(*below).red()
    near = viewport.grab().toImage().pixelColor(below[0], round(middle[1]) + 40).red()
    assert plain != near
    qtbot.keyPress(viewport, Qt.Key.Key_B)
    assert viewport.loupe.isVisible()
    assert viewport.grab().toImage().pixelColor(*below).red() == pytest.approx(near, abs=2)


def test_that_a_tapped_magnifier_stays_until_it_is_tapped_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    hover(window.viewport, (300, 300))
    action = window.actions_by_name["magnifier"]
    action.trigger()
    assert window.viewport.loupe.isVisible()
    assert action.isChecked()
    action.trigger()
    assert not window.viewport.loupe.isVisible()


def test_that_real_size_uses_spacing_and_screen(window: MainWindow) -> None:
    per_mm = pixels_per_mm(window.viewport.screen())
    assert per_mm is not None
    window.actions_by_name["real_size"].trigger()
    assert window.viewport.framing.placement.scale == pytest.approx(0.2 * per_mm)
    assert not window.notices.isVisible()


def test_that_real_size_is_refused_with_a_reason_without_spacing(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.session.active.step(1)
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    window.actions_by_name["real_size"].trigger()
    refused = window.viewport.framing.placement
    window.viewport.framing.fit()
    assert window.viewport.framing.placement == refused
    assert "how large a pixel is" in window.notices.text.text()


def test_that_a_screen_measured_with_a_card_decides_the_real_size(window: MainWindow) -> None:
    dialog = PreferencesDialog(window.preferences.current, window)
    assert dialog.chosen.screens == {}
    dialog.card.slider.setValue(428)
    assert dialog.card.bar.width() == 428
    window.preferences.apply(dialog.chosen)
    dialog.deleteLater()
    window.actions_by_name["real_size"].trigger()
    radiograph = window.session.radiograph
    assert radiograph is not None
    assert radiograph.spacing is not None
    expected = radiograph.spacing.column_mm * 428 / 85.60
    assert window.viewport.framing.placement.scale == pytest.approx(expected)
