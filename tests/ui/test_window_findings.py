"""The analysis on the screen: progress, rows, overlays, cancelling."""

import threading
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from cxrviewer.app.analysis_state import Phase
from cxrviewer.app.jobs import JobKind
from cxrviewer.app.preferences import PreferencesStore
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.doubts import Doubt, DoubtCode
from cxrviewer.domain.errors import InferenceError
from cxrviewer.domain.heatmap_style import ColourMap, HeatmapStyle
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.ui.dialogs.occlusion import OcclusionDialog
from cxrviewer.ui.main_window import MainWindow
from cxrviewer.ui.study_browser.delegate import badge_of
from tests.data.workplace import (
    HandAnalyzer,
    HandReader,
    images_at_hand,
    make_analysis,
    make_instance,
)
from tests.ui.conftest import WindowOf

FOLDER = Path("/there")


def opened(window: MainWindow, qtbot: QtBot) -> MainWindow:
    window.open_paths([FOLDER])
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    return window


@pytest.fixture
def window(window_of: WindowOf, qtbot: QtBot) -> MainWindow:
    """Analysed, with the heatmap off."""
    window = opened(window_of(HandReader.of(make_instance("a"), make_instance("b"))), qtbot)
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    window.viewport.setFocus()
    return window


def test_that_findings_stand_in_order_of_score_with_their_bundle(window: MainWindow) -> None:
    rows = [window.findings.model.index(row) for row in range(3)]
    assert [row.data() for row in rows] == ["Effusion", "Tuberculosis", "Pleural Thickening"]
    spoken = [row.data(Qt.ItemDataRole.AccessibleTextRole) for row in rows]
    assert spoken[0] == (
        "Effusion, score 0.81, above operating point, sensitivity 91 %, specificity 78 %"
    )
    assert "Tuberculosis, score 0.34, below operating point" in spoken[1]
    tip = rows[0].data(Qt.ItemDataRole.ToolTipRole)
    assert "Sensitivity 91 %, specificity 78 %" in tip
    assert "nih14 0.1.0" in tip
    assert "negative" not in " ".join([*spoken, tip])


def test_that_choosing_a_row_shows_its_heatmap_with_an_absolute_colour_bar(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert not window.viewport.heatmap_drawn
    view = window.findings.view
    place = view.visualRect(window.findings.model.index(1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.viewport.heatmap_drawn
    assert window.viewport.texts.colour_bar.isVisible()
    assert window.viewport.texts.colour_bar.scale_end == 2.0
    display = window.session.display
    assert display is not None
    assert display.chosen is not None
    assert display.chosen.pathology == "Tuberculosis"


def test_that_the_heatmap_is_hottest_where_the_model_looked(window: MainWindow) -> None:
    window.findings.step_finding(0)
    image = window.viewport.grab().toImage()
    placement, radiograph = window.viewport.framing.placement, window.session.radiograph
    assert radiograph is not None
    hot_x = placement.left + radiograph.columns * 0.625 * placement.scale
    hot_y = placement.top + radiograph.rows * 0.375 * placement.scale
    hot = image.pixelColor(round(hot_x), round(hot_y))
    cold = image.pixelColor(round(hot_x), round(placement.top + radiograph.rows * 0.9))
    assert hot.red() - hot.blue() > 60
    assert abs(cold.red() - cold.blue()) < 5


def send_g(window: MainWindow, kind: QEvent.Type, milliseconds: int) -> None:
    event = QKeyEvent(kind, Qt.Key.Key_G, Qt.KeyboardModifier.NoModifier, "g")
    event.setTimestamp(milliseconds)
    QApplication.sendEvent(window.viewport, event)


def test_that_a_tap_on_g_toggles_and_a_hold_peeks(window: MainWindow) -> None:
    send_g(window, QEvent.Type.KeyPress, 1000)
    assert window.viewport.heatmap_drawn
    send_g(window, QEvent.Type.KeyRelease, 1100)
    assert window.viewport.heatmap_drawn
    send_g(window, QEvent.Type.KeyPress, 5000)
    assert not window.viewport.heatmap_drawn
    send_g(window, QEvent.Type.KeyRelease, 7000)
    assert window.viewport.heatmap_drawn


def test_that_g_does_nothing_where_there_is_no_heatmap(window_of: WindowOf, qtbot: QtBot) -> None:
    analyzer = HandAnalyzer()
    window = opened(window_of(HandReader.of(make_instance("a")), analyzer), qtbot)
    before = window.session.display
    assert not window.actions_by_name["heatmap"].isEnabled()
    send_g(window, QEvent.Type.KeyPress, 1000)
    assert window.session.display == before
    send_g(window, QEvent.Type.KeyRelease, 1100)
    assert window.session.display == before
    analyzer.gate.set()


def test_that_g_works_from_the_lists_and_is_a_letter_in_the_impression(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(window.browser.view, Qt.Key.Key_G)
    assert window.viewport.heatmap_drawn
    qtbot.keyClick(window.findings.view, Qt.Key.Key_G)
    assert not window.viewport.heatmap_drawn
    window.findings.impression.text.setFocus()
    qtbot.keyClicks(window.findings.impression.text, "gmi j")
    assert window.session.impression == "gmi j"
    assert not window.viewport.heatmap_drawn


def test_that_m_toggles_the_lung_mask_and_its_share_is_told(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert "25 %" in window.findings.overlays.fraction.text()
    qtbot.keyClick(window.viewport, Qt.Key.Key_M)
    assert window.viewport.mask_drawn
    qtbot.keyClick(window.viewport, Qt.Key.Key_M)
    assert not window.viewport.mask_drawn


def test_that_the_sliders_change_how_much_is_seen(window: MainWindow) -> None:
    window.findings.step_finding(0)
    strong = window.viewport.grab().toImage()
    window.findings.overlays.heatmap_opacity.setValue(0)
    weak = window.viewport.grab().toImage()
    assert strong != weak
    assert window.session.display is not None
    assert window.session.display.heatmap_opacity == 0.0


def test_that_j_and_k_step_through_the_findings(window: MainWindow, qtbot: QtBot) -> None:
    for key, row in ((Qt.Key.Key_J, 1), (Qt.Key.Key_J, 2), (Qt.Key.Key_J, 2), (Qt.Key.Key_K, 1)):
        qtbot.keyClick(window.viewport, key)
        assert window.findings.view.currentIndex().row() == row
    assert window.viewport.heatmap_drawn


def test_that_progress_is_shown_and_escape_cancels(window_of: WindowOf, qtbot: QtBot) -> None:
    analyzer = HandAnalyzer()
    window = opened(window_of(HandReader.of(make_instance("a")), analyzer), qtbot)
    header = window.findings.header
    qtbot.waitUntil(lambda: window.session.analysis_state.phase is Phase.RUNNING)
    assert header.progress.isVisible()
    assert (header.progress.value(), header.progress.maximum()) == (0, 2)
    assert "Lung fields" in header.state.text()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.session.analysis_state.phase is Phase.CANCELLED
    assert not header.progress.isVisible()
    analyzer.gate.set()
    qtbot.keyClick(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    assert len(analyzer.calls) == 2


def test_that_paging_on_cancels_and_a_late_result_is_not_drawn(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    analyzer = HandAnalyzer()
    first, second = make_instance("a"), make_instance("b")
    reader = HandReader.of(first, second)
    window = opened(window_of(reader, analyzer), qtbot)
    qtbot.waitUntil(analyzer.began.is_set)
    job = window.session.jobs._newest[JobKind.ANALYSIS, 0]
    window.session.active.step(1)
    assert job.cancelled()
    window.session.finish_analysis(job, make_analysis(reader.radiographs[first.path]))
    assert window.session.analysis is None
    assert window.findings.model.findings == ()
    analyzer.gate.set()
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    assert window.session.analysis is not None
    assert window.session.analysis.key.sop_uid == "b"


def test_that_a_failed_analysis_says_why_and_can_be_run_again(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    analyzer = HandAnalyzer(error=InferenceError("The device is gone.", remedy="Use the CPU."))
    analyzer.gate.set()
    window = opened(window_of(HandReader.of(make_instance("a")), analyzer), qtbot)
    qtbot.waitUntil(lambda: window.session.analysis_state.phase is Phase.FAILED)
    assert window.findings.header.state.text() == "The device is gone. Use the CPU."
    analyzer.error = None
    window.findings.header.again.click()
    qtbot.waitUntil(lambda: window.session.analysis is not None)


def test_that_a_mistake_of_a_model_does_not_quote_what_it_was_given(
    window_of: WindowOf, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    analyzer = HandAnalyzer(error=RuntimeError("Name^Secret"))
    analyzer.gate.set()
    window = opened(window_of(HandReader.of(make_instance("a")), analyzer), qtbot)
    qtbot.waitUntil(lambda: window.session.analysis_state.phase is Phase.FAILED)
    assert "RuntimeError" in window.findings.header.state.text()
    assert "RuntimeError" in caplog.text
    assert "Secret" not in window.findings.header.state.text() + caplog.text


def test_that_what_is_no_chest_radiograph_is_not_analysed_and_says_so(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    analyzer = HandAnalyzer()
    knee = make_instance("knee", analysis_refusal="The header says that this is a knee.")
    window = opened(window_of(HandReader.of(knee), analyzer), qtbot)
    qtbot.waitUntil(lambda: window.session.analysis_state.phase is Phase.REFUSED)
    assert "knee" in window.findings.header.state.text()
    assert analyzer.calls == []


def test_that_the_models_run_in_one_thread_that_is_not_the_windows(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    threads = set()

    class Watching(HandAnalyzer):
        def analyse(self, *args: object, **more: object) -> object:  # type: ignore[override]
            threads.add(threading.get_ident())
            return super().analyse(*args, **more)  # type: ignore[arg-type]

    analyzer = Watching()
    analyzer.gate.set()
    window = opened(
        window_of(HandReader.of(make_instance("a"), make_instance("b")), analyzer), qtbot
    )
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    window.session.active.step(1)
    qtbot.waitUntil(lambda: len(analyzer.calls) == 2 and window.session.analysis is not None)
    assert len(threads) == 1
    assert threads != {threading.get_ident()}


def test_that_closing_during_an_analysis_cancels_it_and_drops_the_models(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    analyzer = HandAnalyzer()
    window = opened(window_of(HandReader.of(make_instance("a")), analyzer), qtbot)
    qtbot.waitUntil(analyzer.began.is_set)
    window.close()
    assert analyzer.closed


def test_that_the_heatmap_is_drawn_in_the_style_that_is_chosen(window: MainWindow) -> None:
    window.findings.step_finding(0)
    controls = window.findings.overlays.style_of_heatmap
    pictures = [window.viewport.grab().toImage()]
    changes: tuple[Callable[[], None], ...] = (
        lambda: controls.colours.setCurrentIndex(1),
        lambda: controls.colours.setCurrentIndex(2),
        lambda: controls.native.setChecked(True),
        lambda: controls.contour.setChecked(True),
        lambda: controls.floor.setValue(60),
    )
    for change in changes:
        change()
        pictures.append(window.viewport.grab().toImage())
    assert all(a != b for a, b in pairwise(pictures))
    assert window.session.display is not None
    assert window.session.display.heatmap_style == HeatmapStyle(ColourMap.JET, 0.6, True, True)


def test_that_attention_in_the_lungs_is_told_without_an_alarm(
    window: MainWindow, qtbot: QtBot
) -> None:
    outside = window.findings.overlays.style_of_heatmap.outside
    qtbot.waitUntil(lambda: "of the attention lies outside the lungs" in outside.text())
    assert outside.property("role") == "dim"


def test_that_attention_beside_the_lungs_raises_an_alarm(window_of: WindowOf, qtbot: QtBot) -> None:
    class Beside(HandAnalyzer):
        """Its lungs lie where its models did not look."""

        def analyse(self, radiograph: Radiograph, **asked: Any) -> Analysis:
            analysis = super().analyse(radiograph, **asked)
            assert analysis.lung_mask is not None
            turned = np.ascontiguousarray(analysis.lung_mask.mask[::-1])
            return replace(analysis, lung_mask=replace(analysis.lung_mask, mask=turned))

    analyzer = Beside()
    analyzer.gate.set()
    window = opened(window_of(HandReader.of(make_instance("a")), analyzer), qtbot)
    outside = window.findings.overlays.style_of_heatmap.outside
    qtbot.waitUntil(lambda: "The model did not look at the lungs" in outside.text())
    assert outside.property("role") == "warning"


def doubted(window_of: WindowOf, qtbot: QtBot) -> MainWindow:
    """A window whose radiograph the input check doubts."""
    doubt = Doubt(DoubtCode.INVERTED, "Black and white look inverted.", "score", 3.0, 1.0)
    analyzer = HandAnalyzer(doubts=(doubt,))
    analyzer.gate.set()
    window = opened(window_of(HandReader.of(make_instance("a")), analyzer), qtbot)
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    return window


def test_that_scores_wait_behind_doubts_until_they_are_asked_for(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    window = doubted(window_of, qtbot)
    panel = window.findings
    assert panel.doubts.isVisible()
    assert "Black and white look inverted. [inverted]" in panel.doubts.reasons.text()
    assert panel.model.findings == ()
    panel.step_finding(0)
    assert not window.viewport.heatmap_drawn
    qtbot.mouseClick(panel.doubts.override, Qt.MouseButton.LeftButton)
    assert len(panel.model.findings) == 3
    panel.step_finding(0)
    assert window.viewport.heatmap_drawn
    (image,) = images_at_hand(window.session)
    assert image.display is not None
    assert image.display.scores_anyway
    qtbot.mouseClick(panel.doubts.override, Qt.MouseButton.LeftButton)
    assert panel.model.findings == ()
    assert not window.viewport.heatmap_drawn


def test_that_covered_corners_show_which_score_leans_on_them(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.actions_by_name["cover"].trigger()
    dialogs = window.findChildren(OcclusionDialog)
    assert len(dialogs) == 1
    qtbot.waitUntil(lambda: dialogs[0].findChild(QTableWidget) is not None)
    table = dialogs[0].findChild(QTableWidget)
    assert isinstance(table, QTableWidget)
    cells = [table.model().index(0, column).data() for column in (0, 3)]
    assert cells == ["Tuberculosis", "-0.30"]
    assert "distrust that score" in dialogs[0].state.text()
    dialogs[0].close()


def test_that_parts_are_covered_again_while_the_dialog_stands(
    window: MainWindow, qtbot: QtBot
) -> None:
    # The window of the panes has the same keys, and no dialog stands over it.
    window.actions_by_name["cover"].trigger()
    window.actions_by_name["cover"].trigger()
    dialog = window.findChildren(OcclusionDialog)[-1]
    qtbot.waitUntil(lambda: dialog.findChild(QTableWidget) is not None)
    dialog.close()


def test_that_nothing_is_covered_while_scores_are_withheld(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    window = doubted(window_of, qtbot)
    assert not window.actions_by_name["cover"].isEnabled()
    window.findings.doubts.override.click()
    assert window.actions_by_name["cover"].isEnabled()


def test_that_a_doubted_image_has_a_badge_in_the_list(window_of: WindowOf, qtbot: QtBot) -> None:
    window = doubted(window_of, qtbot)
    current = window.session.current
    assert current is not None
    facts = window.session.listing.facts(current)
    assert badge_of(current, facts) == ("doubted", "warning")
    row = window.browser.model.index(0)
    assert "input doubted" in row.data(Qt.ItemDataRole.AccessibleTextRole)


def test_that_the_style_of_the_heatmap_is_kept_for_the_next_start(window: MainWindow) -> None:
    display = window.session.display
    assert display is not None
    style = HeatmapStyle(ColourMap.TURBO, floor=0.3, contour=True)
    window.session.active.change_display(replace(display, heatmap_style=style))
    window.close()
    path = window.preferences.path
    assert PreferencesStore.open(path).current.heatmap_style == style
