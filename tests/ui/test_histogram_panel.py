"""The histogram panel: what it counts, and a window dragged in it."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from cxrviewer.domain.radiograph import RegradedVoi, VoiFunction, Window
from cxrviewer.imaging.histogram import histogram_of
from cxrviewer.ui.histogram_panel import Handle, HistogramPanel, moved_window
from cxrviewer.ui.main_window import MainWindow
from tests.data.workplace import HandReader, make_instance, make_radiograph
from tests.ui.conftest import WindowOf

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(analysed: WindowOf) -> MainWindow:
    window = analysed(HandReader.of(make_instance("a"), make_instance("b")))
    window.actions_by_name["histogram"].trigger()
    assert window.histogram.isVisible()
    return window


def voi_of(window: MainWindow) -> Window:
    assert window.session.display is not None
    voi = window.session.display.voi
    assert isinstance(voi, Window)
    return voi


def drag(qtbot: QtBot, panel: HistogramPanel, start: float, end: float) -> None:
    middle = panel.height() // 2
    qtbot.mousePress(panel, LEFT, pos=QPoint(round(start), middle))
    qtbot.mouseMove(panel, QPoint(round((start + end) / 2), middle))
    qtbot.mouseMove(panel, QPoint(round(end), middle))
    qtbot.mouseRelease(panel, LEFT, pos=QPoint(round(end), middle))


def test_that_all_shown_pixels_are_counted_and_padding_is_not() -> None:
    radiograph = make_radiograph(make_instance("a"))
    padding = np.zeros(4096, np.bool_)
    padding[2048:] = True
    padded = replace(radiograph, padding=padding)
    assert histogram_of(radiograph, 64).counts.sum() == 80 * 60
    half = histogram_of(padded, 64)
    assert half.counts.sum() == np.count_nonzero(radiograph.indices < 2048)
    assert half.high == 2047.0


def test_that_a_flat_radiograph_has_a_histogram_too() -> None:
    radiograph = make_radiograph(make_instance("a"))
    flat = replace(radiograph, indices=np.full_like(radiograph.indices, 7))
    found = histogram_of(flat, 64)
    assert (found.low, found.high, found.counts.sum()) == (6.0, 8.0, 4800.0)


def test_that_the_upper_end_is_dragged_alone(window: MainWindow, qtbot: QtBot) -> None:
    panel = window.histogram
    drag(qtbot, panel, panel.place_of(2500.0), panel.place_of(3500.0))
    voi = voi_of(window)
    assert voi.center - voi.width / 2 == pytest.approx(1500.0)
    assert voi.center + voi.width / 2 == pytest.approx(3500.0, abs=10)


def test_that_between_its_ends_all_of_the_window_is_dragged(
    window: MainWindow, qtbot: QtBot
) -> None:
    panel = window.histogram
    drag(qtbot, panel, panel.place_of(2000.0), panel.place_of(2600.0))
    assert voi_of(window).width == 1000.0
    assert voi_of(window).center == pytest.approx(2600.0, abs=10)


def test_that_an_end_does_not_pass_the_other() -> None:
    start = Window(100.0, 50.0, VoiFunction.LINEAR)
    assert moved_window(start, Handle.LOW, 500.0).width == 1.0
    assert moved_window(start, Handle.HIGH, -500.0).width == 1.0


def test_that_the_panel_follows_the_radiograph_and_goes_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    first = window.histogram.histogram
    window.session.active.step(1)
    assert window.histogram.histogram is None
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    assert window.histogram.histogram is not first
    window.actions_by_name["histogram"].trigger()
    assert not window.histogram.isVisible()
    assert window.histogram.histogram is None


def test_that_the_curve_of_a_state_with_values_of_its_own_is_drawn(window: MainWindow) -> None:
    radiograph, display = window.session.radiograph, window.session.display
    assert radiograph is not None
    assert display is not None
    before = window.histogram.grab().toImage()
    own = RegradedVoi(-radiograph.levels, Window(-2000.0, 1000.0))
    window.session.active.change_display(replace(display, voi=own))
    assert window.histogram.grab().toImage() != before
