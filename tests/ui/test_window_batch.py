"""All listed images are analysed behind what the person looks at."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from cxrviewer.domain.study import Instance
from cxrviewer.ui.main_window import MainWindow
from tests.data.workplace import HandAnalyzer, HandReader, make_instance, open_gate
from tests.ui.conftest import WindowOf


def opened(
    window_of: WindowOf, qtbot: QtBot, *instances: Instance, analyzer: HandAnalyzer
) -> MainWindow:
    window = window_of(HandReader.of(*instances), analyzer)
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    qtbot.waitUntil(lambda: not window.session.intake.scan.running)
    return window


def test_that_all_listed_images_are_analysed_and_arranged(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    images = [make_instance(name) for name in "abcd"]
    refused = make_instance("knee", analysis_refusal="A knee.")
    window = opened(window_of, qtbot, refused, *images, analyzer=open_gate())
    window.actions_by_name["triage_order"].trigger()
    window.actions_by_name["analyse_listed"].trigger()
    qtbot.waitUntil(lambda: not window.conductor.batch.state.running)
    assert window.conductor.batch.state.done == 4
    listing = window.session.listing
    assert all(listing.triage.is_analysed(one.path) for one in images)
    assert [one.path.name for one in listing] == ["a", "b", "c", "d", "knee"]
    assert not listing.state.stale
    assert not window.browser.batch.isVisible()


def test_that_the_shown_radiograph_goes_before_the_rest(window_of: WindowOf, qtbot: QtBot) -> None:
    shown, other = make_instance("shown"), make_instance("other")
    first = make_instance("first", analysis_refusal="A knee.")
    analyzer = HandAnalyzer()
    window = opened(window_of, qtbot, first, other, shown, analyzer=analyzer)
    window.actions_by_name["analyse_listed"].trigger()
    qtbot.waitUntil(lambda: len(analyzer.calls) == 1)
    assert analyzer.calls[0].instance is other
    window.session.active.select(shown)
    # The model leaves the other image half done, and comes back to it afterwards.
    qtbot.waitUntil(lambda: len(analyzer.calls) == 2)
    assert analyzer.calls[1].instance is shown
    assert window.session.analysis_state.busy
    analyzer.gate.set()
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    qtbot.waitUntil(lambda: not window.conductor.batch.state.running)
    assert window.session.listing.triage.is_analysed(other.path)


def test_that_a_batch_is_stopped_and_keeps_what_it_has(window_of: WindowOf, qtbot: QtBot) -> None:
    images = [make_instance(name) for name in "abc"]
    first = make_instance("first", analysis_refusal="A knee.")
    analyzer = HandAnalyzer()
    window = opened(window_of, qtbot, first, *images, analyzer=analyzer)
    window.actions_by_name["analyse_listed"].trigger()
    qtbot.waitUntil(lambda: len(analyzer.calls) == 1)
    assert window.browser.batch.stop.isVisible()
    window.browser.batch.stop.click()
    assert not window.conductor.batch.state.running
    assert not window.actions_by_name["analyse_listed"].isChecked()
    analyzer.gate.set()


def test_that_images_that_cannot_be_read_are_counted(window_of: WindowOf, qtbot: QtBot) -> None:
    sound, broken = make_instance("sound"), make_instance("broken")
    window = opened(window_of, qtbot, sound, broken, analyzer=open_gate())
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    reader = window.conductor._reader
    assert isinstance(reader, HandReader)
    del reader.radiographs[broken.path]
    window.actions_by_name["analyse_listed"].trigger()
    qtbot.waitUntil(lambda: not window.conductor.batch.state.running)
    assert window.conductor.batch.state.failed == 1
    assert "1 could not be" in window.browser.batch.words.text()
