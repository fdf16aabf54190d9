"""The agreement of a heatmap over small changes, on the screen."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from cxrviewer.domain.errors import InferenceError
from cxrviewer.ui.main_window import MainWindow
from tests.data.workplace import (
    BUNDLE,
    OTHER_BUNDLE,
    HandAnalyzer,
    HandReader,
    make_instance,
    open_gate,
)
from tests.ui.conftest import WindowOf


@pytest.fixture
def analyzer() -> HandAnalyzer:
    return open_gate()


@pytest.fixture
def window(analysed: WindowOf, analyzer: HandAnalyzer) -> MainWindow:
    return analysed(HandReader.of(make_instance("a"), make_instance("b")), analyzer)


def switch_on(window: MainWindow, qtbot: QtBot) -> None:
    """Click the switch, which stands below the heatmap's while a heatmap is shown."""
    switch = window.findings.overlays.agreement.switch
    assert window.session.display is not None
    if not window.session.display.heatmap_shown:
        window.actions_by_name["heatmap"].trigger()
    qtbot.waitUntil(lambda: switch.isVisible() and switch.height() > 10)
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(8, switch.height() // 2))
    assert window.session.display is not None
    assert window.session.display.agreement_shown


def test_that_the_agreed_attention_is_outlined_on_request_only(
    window: MainWindow, analyzer: HandAnalyzer, qtbot: QtBot
) -> None:
    assert analyzer.agreements_asked == []
    switch_on(window, qtbot)
    qtbot.waitUntil(lambda: window.viewport.agreement_drawn)
    assert window.viewport.heatmap_drawn
    assert "% of the drawn area is agreed on" in window.findings.overlays.agreement.answer.text()
    window.actions_by_name["agreement"].trigger()
    assert not window.viewport.agreement_drawn
    assert not window.findings.overlays.agreement.answer.isVisible()


def test_that_one_model_is_asked_once_for_all_its_labels(
    window: MainWindow, analyzer: HandAnalyzer, qtbot: QtBot
) -> None:
    switch_on(window, qtbot)
    qtbot.waitUntil(lambda: window.viewport.agreement_drawn)
    window.findings.step_finding(1)
    qtbot.waitUntil(lambda: window.viewport.agreement_drawn)
    window.findings.step_finding(1)
    qtbot.waitUntil(lambda: window.viewport.agreement_drawn)
    assert [bundle for _, bundle in analyzer.agreements_asked] == [BUNDLE, OTHER_BUNDLE]


def test_that_it_goes_with_the_person_to_the_next_radiograph(
    window: MainWindow, analyzer: HandAnalyzer, qtbot: QtBot
) -> None:
    switch_on(window, qtbot)
    qtbot.waitUntil(lambda: window.viewport.agreement_drawn)
    window.session.active.step(1)
    assert not window.viewport.agreement_drawn
    qtbot.waitUntil(lambda: window.viewport.agreement_drawn)
    keys = [key for key, _ in analyzer.agreements_asked]
    assert len(set(keys)) == 2


def test_that_a_failure_is_told_and_not_tried_again(
    window: MainWindow, analyzer: HandAnalyzer, qtbot: QtBot
) -> None:
    analyzer.error = InferenceError("The device went away.", remedy="Try cpu.")
    switch_on(window, qtbot)
    controls = window.findings.overlays.agreement
    qtbot.waitUntil(lambda: "went away" in controls.answer.text())
    assert not window.viewport.agreement_drawn
    assert len(analyzer.agreements_asked) == 1
