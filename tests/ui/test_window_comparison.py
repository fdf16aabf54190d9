"""Comparing with an earlier study, in the window."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxrviewer.app.comparison import Shown
from cxrviewer.domain.analysis import Analysis, LungMask
from cxrviewer.domain.measurement import MeasurementKind
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance
from cxrviewer.ui.main_window import MainWindow
from cxrviewer.ui.viewport.viewport import Viewport
from tests.data.mouse import drag
from tests.data.workplace import HandAnalyzer, HandReader, make_analysis, make_instance
from tests.ui.conftest import WindowOf


def dated(name: str, date: str, patient: str = "P1") -> Instance:
    plain = make_instance(name, patient=patient)
    return replace(plain, series=replace(plain.series, study=replace(plain.study, date=date)))


class LungAnalyzer(HandAnalyzer):
    """Finds two lungs in each picture; in the one called a further to the right."""

    two_lungs = True

    def analyse(self, radiograph: Radiograph, **more: object) -> Analysis:
        super().analyse(radiograph, **more)  # type: ignore[arg-type]
        plain = make_analysis(radiograph)
        mask = np.zeros((radiograph.rows, radiograph.columns), np.bool_)
        rows, columns = mask.shape
        right = columns // 10 if radiograph.instance.path.name == "a" else 0
        for left in (0.15, 0.50) if self.two_lungs else (0.15,):
            start = round(left * columns) + right
            mask[rows // 4 : rows * 3 // 4, start : start + columns // 5] = True
        assert plain.lung_mask is not None
        return replace(plain, lung_mask=LungMask(plain.lung_mask.bundle, mask))


@pytest.fixture
def analyzer() -> LungAnalyzer:
    analyzer = LungAnalyzer()
    analyzer.gate.set()
    return analyzer


@pytest.fixture
def window(window_of: WindowOf, analyzer: LungAnalyzer, qtbot: QtBot) -> MainWindow:
    instances = (dated("a", "20200101"), dated("b", "20240101"), dated("c", "20230101", "P2"))
    window = window_of(HandReader.of(*instances), analyzer)
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: len(window.session.studies) == 3)
    return window


def open_image(window: MainWindow, qtbot: QtBot, name: str) -> None:
    window.session.active.select(next(i for i in window.session.studies if i.path.name == name))
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    window.viewport.setFocus()


def compare(window: MainWindow, qtbot: QtBot) -> tuple[Viewport, Viewport]:
    """Return the viewports of the later and of the earlier study."""
    open_image(window, qtbot, "b")
    qtbot.keyClick(window.viewport, Qt.Key.Key_S)
    state = window.session.comparison
    qtbot.waitUntil(lambda: state.state.fit is not None and len(state.state.noise) == 2)
    later, earlier = state.state.later, state.state.earlier
    assert later is not None
    assert earlier is not None
    return window.panes.viewport_of(later), window.panes.viewport_of(earlier)


def test_that_the_prior_is_put_beside_with_both_dates(window: MainWindow, qtbot: QtBot) -> None:
    later, earlier = compare(window, qtbot)
    assert earlier.pane.current is not None
    assert earlier.pane.current.path.name == "a"
    assert "LATER · 2024-01-01" in later.texts.badges.words
    assert "EARLIER · 2020-01-01" in earlier.texts.badges.words
    assert window.comparison.isVisible()
    assert "overlap" in window.comparison.quality.text()


def test_that_without_a_prior_a_notice_says_so(window: MainWindow, qtbot: QtBot) -> None:
    open_image(window, qtbot, "c")
    qtbot.keyClick(window.viewport, Qt.Key.Key_S)
    assert "No earlier" in window.notices.notices[0].cause
    assert not window.comparison.isVisible()


def test_that_registered_views_show_the_same_part_of_the_chest(
    window: MainWindow, qtbot: QtBot
) -> None:
    later, earlier = compare(window, qtbot)
    assert later.pane.radiograph is not None
    offset = later.pane.radiograph.columns // 10
    later.framing.zoom(2.0, 100, 100)
    assert earlier.framing.middle[0] - later.framing.middle[0] == pytest.approx(offset, abs=2.0)


def test_that_registered_views_stay_so_when_the_window_grows(
    window: MainWindow, qtbot: QtBot
) -> None:
    later, earlier = compare(window, qtbot)
    assert later.pane.radiograph is not None
    before = later.framing.placement.scale
    window.resize(1500, 1000)
    qtbot.waitUntil(lambda: later.framing.placement.scale > before)
    qtbot.waitUntil(lambda: earlier.width() == later.width())
    assert earlier.framing.placement.scale == pytest.approx(later.framing.placement.scale, rel=0.02)
    offset = later.pane.radiograph.columns // 10
    assert earlier.framing.middle[0] - later.framing.middle[0] == pytest.approx(offset, abs=2.0)


def test_that_l_blinks_while_it_is_held(window: MainWindow, qtbot: QtBot) -> None:
    later, _ = compare(window, qtbot)
    for kind, seconds, covered in (
        (QEvent.Type.KeyPress, 1.0, True),
        (QEvent.Type.KeyRelease, 2.0, False),
    ):
        event = QKeyEvent(kind, Qt.Key.Key_L, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(round(seconds * 1000))
        QApplication.sendEvent(later, event)
        assert later.cover.visible is covered


def test_that_a_tap_on_l_leaves_the_earlier_one_there_and_says_so(
    window: MainWindow, qtbot: QtBot
) -> None:
    later, _ = compare(window, qtbot)
    qtbot.keyClick(later, Qt.Key.Key_L)
    assert later.cover.visible
    assert "EARLIER, LAID ON · 2020-01-01" in later.texts.badges.words
    assert "2020-01-01" in later.texts.study.lines
    qtbot.keyClick(later, Qt.Key.Key_L)
    assert not later.cover.visible
    assert "2024-01-01" in later.texts.study.lines


def test_that_blink_shows_the_earlier_pixels_where_they_belong(
    window: MainWindow, qtbot: QtBot
) -> None:
    later, earlier = compare(window, qtbot)
    qtbot.keyClick(later, Qt.Key.Key_L)
    image, there = later.grab().toImage(), earlier.grab().toImage()
    # Registered views show the same part at the same place of the screen.
    at = (image.width() // 2, image.height() // 2)
    assert image.pixelColor(*at).red() == pytest.approx(there.pixelColor(*at).red(), abs=4)


def test_that_the_subtraction_is_marked_as_one(window: MainWindow, qtbot: QtBot) -> None:
    later, _ = compare(window, qtbot)
    qtbot.keyClick(later, Qt.Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    assert later.cover.visible
    assert later.texts.badges.words[0].startswith("SUBTRACTION")
    assert window.comparison.subtraction.isChecked()


def test_that_nothing_is_measured_on_a_subtraction(window: MainWindow, qtbot: QtBot) -> None:
    later, _ = compare(window, qtbot)
    assert later.pane.radiograph is not None
    key = later.pane.radiograph.key
    subtraction = window.actions_by_name["subtraction"]
    subtraction.trigger()
    for wanted in (0, 1):
        assert later.cover.visible is (wanted == 0)
        window.session.measurements.take_tool(MeasurementKind.LENGTH)
        drag(later, Qt.MouseButton.LeftButton, (120, 150), (170, 220))
        assert len(window.session.measurements.of(key).items) == wanted
        subtraction.trigger()


def test_that_no_heatmap_is_explained_where_none_is_seen(window: MainWindow, qtbot: QtBot) -> None:
    compare(window, qtbot)
    window.findings.step_finding(1)
    bar = window.viewport.texts.colour_bar
    qtbot.waitUntil(bar.isVisible)
    window.actions_by_name["subtraction"].trigger()
    assert not bar.isVisible()
    window.actions_by_name["subtraction"].trigger()
    assert bar.isVisible()


def test_that_the_table_holds_the_changes_with_their_noise(
    window: MainWindow, qtbot: QtBot
) -> None:
    compare(window, qtbot)
    model = window.comparison.model
    assert model.rowCount() == 3
    assert {row.marked for row in model.rows} == {False}
    assert "simulated repeats" in window.comparison.noise.text()


def test_that_ending_shows_plain_radiographs_again(window: MainWindow, qtbot: QtBot) -> None:
    later, earlier = compare(window, qtbot)
    qtbot.keyClick(later, Qt.Key.Key_L)
    qtbot.mouseClick(window.comparison.end, Qt.MouseButton.LeftButton)
    assert not later.cover.visible
    assert not window.comparison.isVisible()
    assert earlier.texts.badges.words == ("DEMO MODEL",)


def test_that_masks_that_are_no_lungs_are_refused_with_the_reason(
    window: MainWindow, analyzer: LungAnalyzer, qtbot: QtBot
) -> None:
    analyzer.two_lungs = False
    open_image(window, qtbot, "b")
    # What was analysed before has two lungs still.
    window.conductor.analyse_again()
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    qtbot.keyClick(window.viewport, Qt.Key.Key_S)
    qtbot.waitUntil(lambda: window.session.comparison.state.refusal != "")
    assert "two lungs" in window.comparison.quality.text()
    assert not window.comparison.blink.isEnabled()
    window.session.comparison.show(Shown.EARLIER)
    assert not window.viewport.cover.visible
