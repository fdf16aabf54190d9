"""An image of several frames: one is shown, and keys and a slider lead to the others."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from cxrviewer.app.session import Session
from cxrviewer.domain.radiograph import Window
from cxrviewer.domain.study import Instance
from cxrviewer.ui.main_window import MainWindow
from tests.data.workplace import HandReader, make_analysis, make_instance, make_radiograph
from tests.ui.conftest import WindowOf

FRAMES = 4


@pytest.fixture
def moving() -> Instance:
    return replace(make_instance("a", patient="a", study="1.2"), frames=FRAMES)


@pytest.fixture
def window(analysed: WindowOf, moving: Instance) -> MainWindow:
    single = make_instance("b", patient="b", study="1.3")
    return analysed(HandReader.of(moving, single))


def shown_frame(window: MainWindow) -> int | None:
    radiograph = window.session.radiograph
    return None if radiograph is None else radiograph.frame


def wait_for(window: MainWindow, qtbot: QtBot, frame: int) -> None:
    qtbot.waitUntil(lambda: shown_frame(window) == frame)


def go_to(window: MainWindow, qtbot: QtBot, frame: int) -> None:
    window.panes.active_view.frames.slider.setValue(frame + 1)
    wait_for(window, qtbot, frame)


def test_that_the_slider_leads_to_a_frame_and_says_which(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.panes.active_view.frames
    assert bar.isVisible()
    assert bar.label.text() == "frame 1 of 4"
    go_to(window, qtbot, 2)
    assert bar.label.text() == "frame 3 of 4"
    assert any("frame 3 of 4" in line for line in window.viewport.texts.image.lines)


def test_that_keys_step_through_the_frames_and_stop_at_the_ends(
    window: MainWindow, qtbot: QtBot
) -> None:
    ahead, back = window.actions_by_name["next_frame"], window.actions_by_name["previous_frame"]
    assert ahead.isEnabled()
    assert not back.isEnabled()
    for frame in range(1, FRAMES):
        ahead.trigger()
        wait_for(window, qtbot, frame)
    assert not ahead.isEnabled()
    back.trigger()
    qtbot.waitUntil(lambda: shown_frame(window) == FRAMES - 2)


def test_that_each_frame_has_its_own_analysis(window: MainWindow, qtbot: QtBot) -> None:
    go_to(window, qtbot, 1)
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    assert window.session.analysis is not None
    assert window.session.analysis.key.frame == 1


def test_that_window_and_place_stay_from_frame_to_frame(window: MainWindow, qtbot: QtBot) -> None:
    display = window.session.display
    assert display is not None
    window.session.active.change_display(replace(display, voi=Window(500.0, 300.0)))
    window.viewport.framing.zoom(3.0, 50.0, 50.0)
    placement = window.viewport.framing.placement
    go_to(window, qtbot, 3)
    assert window.session.display is not None
    assert window.session.display.voi == Window(500.0, 300.0)
    assert window.viewport.framing.placement == placement


def test_that_an_image_of_one_frame_has_no_slider(window: MainWindow, qtbot: QtBot) -> None:
    go_to(window, qtbot, 2)
    window.session.active.step(1)
    qtbot.waitUntil(lambda: shown_frame(window) == 0)
    assert not window.panes.active_view.frames.isVisible()
    assert not window.actions_by_name["next_frame"].isEnabled()
    window.session.active.step(-1)
    qtbot.waitUntil(lambda: shown_frame(window) == 2)


def test_that_no_result_of_one_frame_is_shown_on_another(moving: Instance) -> None:
    session = Session()
    session.intake.add_entries(session.intake.begin_scan(), (moving,))
    first = make_radiograph(moving)
    session.finish_loading(session.active.begin_loading(), first)
    job = session.active.begin_analysis()
    assert job is not None
    late = session.active.begin_loading()
    session.active.show_frame(1)
    session.finish_loading(late, first)
    assert session.radiograph is None
    session.finish_analysis(job, make_analysis(first))
    session.finish_loading(session.active.begin_loading(), first)
    assert session.radiograph is None
    session.finish_loading(session.active.begin_loading(), replace(first, frame=1))
    assert session.radiograph is not None
    assert session.analysis is None
