"""Parts of a radiograph painted out, and what the models say without them."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from cxrviewer.ui.main_window import MainWindow
from tests.data.workplace import HandAnalyzer, HandReader, images_at_hand, make_instance, open_gate
from tests.ui.conftest import WindowOf


@pytest.fixture
def analyzer() -> HandAnalyzer:
    return open_gate()


@pytest.fixture
def window(analysed: WindowOf, analyzer: HandAnalyzer) -> MainWindow:
    return analysed(HandReader.of(make_instance("a"), make_instance("b")), analyzer)


def paint(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_name["tool_erase"].trigger()
    view = window.viewport.viewport()
    middle = view.rect().center()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(view, middle + QPoint(30, 10))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(30, 10))


def test_that_painting_asks_the_models_again_and_says_that_it_is_painted(
    window: MainWindow, analyzer: HandAnalyzer, qtbot: QtBot
) -> None:
    session, panel = window.session, window.findings
    before = (session.radiograph, session.analysis)
    paint(window, qtbot)
    qtbot.waitUntil(lambda: session.painting.state.analysis is not None)
    asked = analyzer.calls[-1]
    assert session.radiograph is not None
    assert (asked.indices != session.radiograph.indices).any()
    assert panel.painting.isVisible()
    assert "PAINTED - NOT THE RADIOGRAPH" in window.viewport.texts.badges.words
    row = panel.model.index(0)
    assert row.data(Qt.ItemDataRole.AccessibleTextRole).endswith("painted 0.81")
    # The radiograph and its analysis, which reports and tables are made of, are as they were.
    assert (session.radiograph, session.analysis) == before
    (image,) = images_at_hand(session)
    assert (image.radiograph, image.analysis) == before


def test_that_escape_shows_the_radiograph_again(
    window: MainWindow, analyzer: HandAnalyzer, qtbot: QtBot
) -> None:
    paint(window, qtbot)
    qtbot.waitUntil(lambda: window.session.painting.state.analysis is not None)
    assert window.actions_by_name["cancel"].isEnabled()
    qtbot.keyClick(window.viewport, Qt.Key.Key_Escape)
    assert window.session.painting.state.radiograph is None
    assert not window.findings.painting.isVisible()
    assert "PAINTED - NOT THE RADIOGRAPH" not in window.viewport.texts.badges.words
    assert "painted" not in window.findings.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_that_strokes_while_the_models_work_are_answered_by_the_last(
    window: MainWindow, analyzer: HandAnalyzer, qtbot: QtBot
) -> None:
    asked = len(analyzer.calls)
    analyzer.gate.clear()
    analyzer.began.clear()
    paint(window, qtbot)
    assert analyzer.began.wait(5)
    for _ in range(3):
        paint(window, qtbot)
    newest = window.session.painting.state.radiograph
    analyzer.gate.set()
    qtbot.waitUntil(lambda: analyzer.calls[-1] is newest)
    assert len(analyzer.calls) == asked + 2


def test_that_another_image_has_nothing_painted(window: MainWindow, qtbot: QtBot) -> None:
    paint(window, qtbot)
    window.session.active.step(1)
    assert window.session.painting.state.radiograph is None
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    assert not window.findings.painting.isVisible()
