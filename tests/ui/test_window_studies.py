"""The study list in the real window: searched, filtered, sorted, marked."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cxrviewer.app.sorting import Column
from cxrviewer.app.studies import study_key
from cxrviewer.domain.study import Instance
from cxrviewer.ui.main_window import MainWindow
from cxrviewer.ui.study_browser.model import FACTS_ROLE, INSTANCE_ROLE
from tests.data.workplace import HandReader, make_instance
from tests.ui.conftest import WindowOf


def opened(window_of: WindowOf, qtbot: QtBot, *instances: Instance) -> MainWindow:
    window = window_of(HandReader.of(*instances))
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    qtbot.waitUntil(lambda: not window.session.intake.scan.running)
    return window


def rows(window: MainWindow) -> list[str]:
    model = window.browser.model
    found = (model.index(row).data(INSTANCE_ROLE) for row in range(model.rowCount()))
    return [instance.path.name for instance in found]


def test_that_the_list_is_searched_while_one_types(window_of: WindowOf, qtbot: QtBot) -> None:
    window = opened(
        window_of, qtbot, make_instance("a", patient="Ann"), make_instance("b", patient="Bob")
    )
    head = window.browser.head
    window.actions_by_name["search_studies"].trigger()
    assert not head.hidden.isVisible()
    QTest.keyClicks(head.search, "bo")
    assert rows(window) == ["b"]
    assert head.hidden.isVisible()
    assert "1 of 2" in head.hidden.text()
    # What is shown stays, though the filter hides its row.
    assert window.session.current is not None
    assert window.session.current.path.name == "a"
    head.show_all.click()
    assert rows(window) == ["a", "b"]
    assert head.search.text() == ""
    assert window.browser.view.currentIndex().row() == 0


def test_that_the_filter_offers_what_the_list_holds(window_of: WindowOf, qtbot: QtBot) -> None:
    lateral = make_instance("side", view_position="LL")
    window = opened(window_of, qtbot, make_instance("front"), lateral)
    window.actions_by_name["filter_studies"].trigger()
    panel = window.browser.head.panel
    assert panel.isVisible()
    choices = [panel.view.itemText(n) for n in range(panel.view.count())]
    assert choices == ["any", "LL", "PA"]
    panel.view.setCurrentIndex(1)
    panel.view.activated.emit(1)
    assert rows(window) == ["side"]
    window.actions_by_name["show_all_studies"].trigger()
    assert rows(window) == ["front", "side"]
    assert panel.view.currentIndex() == 0


def test_that_the_keyboard_goes_from_the_filters_button_into_its_panel(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    window = opened(window_of, qtbot, make_instance("a"))
    window.actions_by_name["filter_studies"].trigger()
    head = window.browser.head
    chain = [head.filter_button, *head.panel.controls, window.browser.view]
    reached: list[object] = []
    part: QWidget | None = head.filter_button
    while part is not None and part not in reached:
        reached.append(part)
        part = part.nextInFocusChain()
    assert [one for one in reached if one in chain] == chain


def test_that_a_date_that_is_none_is_marked_and_hides_nothing(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    window = opened(window_of, qtbot, make_instance("a"))
    window.actions_by_name["filter_studies"].trigger()
    panel = window.browser.head.panel
    QTest.keyClicks(panel.first, "soon")
    assert panel.first.property("doubtful")
    assert rows(window) == ["a"]
    panel.first.clear()
    QTest.keyClicks(panel.first, "2025")
    assert rows(window) == []


def test_that_paging_follows_the_order_on_the_screen(window_of: WindowOf, qtbot: QtBot) -> None:
    window = opened(window_of, qtbot, *(make_instance(name) for name in ("b", "c", "a")))
    window.browser.head.sort_menu.by_column[Column.FILE].trigger()
    assert rows(window) == ["a", "b", "c"]
    assert "File name" in window.browser.head.sort_button.text()
    window.actions_by_name["previous_image"].trigger()
    assert window.session.current is not None
    assert window.session.current.path.name == "a"


def test_that_triage_order_is_explained_and_arranged_on_request(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    first, second = make_instance("first", analysis_refusal="A knee."), make_instance("second")
    window = opened(window_of, qtbot, first, second)
    window.actions_by_name["triage_order"].trigger()
    assert "Nothing is hidden" in window.browser.head.sort_button.toolTip()
    window.session.active.select(second)
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    assert rows(window) == ["first", "second"]
    assert window.browser.head.arrange.isVisible()
    window.browser.head.arrange.click()
    assert rows(window) == ["second", "first"]
    tip = window.browser.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "Effusion, score 0.81 (operating point 0.50)" in tip
    window.actions_by_name["triage_order"].trigger()
    assert rows(window) == ["first", "second"]


def test_that_marks_are_set_by_key_and_shown_in_every_row_of_the_study(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    one, other = make_instance("1", study="S"), make_instance("2", study="S")
    window = opened(window_of, qtbot, one, other)
    window.actions_by_name["mark_read"].trigger()
    window.actions_by_name["flag_study"].trigger()
    for row in (0, 1):
        marks = window.browser.model.index(row).data(FACTS_ROLE).marks
        assert marks.read
        assert marks.flagged
    assert window.actions_by_name["flag_study"].isChecked()
    spoken = window.browser.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "flagged" in spoken
    window.actions_by_name["mark_read"].trigger()
    assert not window.session.listing.marks.of(study_key(one)).read


def test_that_an_image_that_is_looked_at_is_read(window_of: WindowOf, qtbot: QtBot) -> None:
    one = make_instance("1")
    window = opened(window_of, qtbot, replace(one))
    assert not window.session.listing.marks.of(study_key(one)).read
    qtbot.waitUntil(lambda: window.session.listing.marks.of(study_key(one)).read)


def test_that_the_search_is_cleared_by_the_cross_that_stands_in_it(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    window = opened(window_of, qtbot, make_instance("a"))
    search = window.browser.head.search
    (cross,) = search.actions()
    assert not cross.isVisible()
    QTest.keyClicks(search, "nobody")
    assert cross.isVisible()
    assert rows(window) == []
    cross.trigger()
    assert rows(window) == ["a"]
    assert not cross.isVisible()
