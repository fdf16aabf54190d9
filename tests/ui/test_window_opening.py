"""From a folder to a radiograph on the screen."""

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from cxrviewer.app.picture import Loading
from cxrviewer.domain.study import FileKind, RefusedFile
from cxrviewer.ui.study_browser.model import INSTANCE_ROLE
from tests.data.workplace import HandReader, make_instance
from tests.ui.conftest import WindowOf

FOLDER = Path("/there")


def test_that_the_first_radiograph_is_shown_without_a_click(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    first, second = make_instance("a", patient="Ann"), make_instance("b", patient="Bob")
    window = window_of(HandReader.of(first, second))
    window.open_paths([FOLDER])
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    assert window.session.current is first
    assert window.browser.model.rowCount() == 2
    assert window.browser.view.currentIndex().row() == 0
    assert window.viewport.texts.patient.lines[0] == "Name, Ann"


def test_that_an_empty_window_says_what_to_do(window_of: WindowOf) -> None:
    window = window_of(HandReader())
    assert window.panes.active_view.empty.isVisible()
    assert "Open a folder" in window.panes.active_view.empty.heading.text()
    assert not window.actions_by_name["export_report"].isEnabled()


def test_that_a_dropped_folder_is_scanned(window_of: WindowOf, qtbot: QtBot) -> None:
    reader = HandReader.of(make_instance("a"))
    window = window_of(reader)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile("/dropped/folder"), QUrl("https://example.org/x")])
    window.dropEvent(
        QDropEvent(
            QPoint(5, 5),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    assert reader.asked == [(Path("/dropped/folder"),)]


def test_that_refused_files_are_listed_with_their_reason(window_of: WindowOf, qtbot: QtBot) -> None:
    refused = RefusedFile(Path("/there/notes.txt"), FileKind.OTHER, "It is a <b>text</b>.")
    window = window_of(HandReader.of(make_instance("a"), refused=[refused]))
    window.open_paths([FOLDER])
    qtbot.waitUntil(lambda: window.session.intake.scan.refused == 1)
    assert not window.browser.refused_view.isVisible()
    window.browser.refused_button.click()
    assert window.browser.refused_view.isVisible()
    text = window.browser.refused_model.index(0).data()
    assert text == "notes.txt: It is a <b>text</b>."
    tip = window.browser.refused_model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tip


def test_that_a_radiograph_that_cannot_be_decoded_says_why_and_the_rest_works(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    broken, sound = make_instance("broken"), make_instance("sound")
    reader = HandReader.of(broken, sound)
    del reader.radiographs[broken.path]
    window = window_of(reader)
    window.open_paths([FOLDER])
    qtbot.waitUntil(lambda: window.session.picture.loading is Loading.FAILED)
    assert window.panes.active_view.failure.isVisible()
    assert "cut off" in window.panes.active_view.failure.heading.text()
    assert "fresh copy" in window.panes.active_view.failure.words.text()
    window.session.active.step(1)
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    assert window.viewport.isVisible()


def test_that_a_slow_decode_is_not_shown_under_another_patients_name(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    slow, quick = make_instance("slow", patient="Slow"), make_instance("quick", patient="Quick")
    reader = HandReader.of(slow, quick)
    gate = reader.hold(slow)
    window = window_of(reader)
    window.open_paths([FOLDER])
    qtbot.waitUntil(lambda: window.session.current is slow)
    window.session.active.select(quick)
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    gate.set()
    qtbot.waitUntil(lambda: (slow.path, 0) in window.session.radiographs)
    assert window.session.radiograph is not None
    assert window.session.radiograph.instance is quick
    assert window.viewport.texts.patient.lines[0] == "Name, Quick"


def test_that_markup_in_a_name_is_shown_as_it_is(window_of: WindowOf, qtbot: QtBot) -> None:
    hostile = make_instance("a", patient="<b>x</b>\u202eevil")
    window = window_of(HandReader.of(hostile))
    window.open_paths([FOLDER])
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    assert "<b>x</b>\\u202eevil" in window.viewport.texts.patient.lines[0]
    tip = window.browser.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip


def test_that_the_window_title_names_no_patient(window_of: WindowOf, qtbot: QtBot) -> None:
    window = window_of(HandReader.of(make_instance("a", patient="Secret")))
    window.open_paths([FOLDER])
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    assert window.windowTitle() == "cxrviewer"


def test_that_thumbnails_are_made_for_the_rows_that_are_seen(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    instances = [make_instance(f"{n:03}") for n in range(200)]
    window = window_of(HandReader.of(*instances))
    window.open_paths([FOLDER])
    thumbnails = window.conductor.thumbnails
    qtbot.waitUntil(lambda: thumbnails.get(instances[3]) is not None)
    last = window.browser.rows.index(199, 0)
    # Far below the visible rows: nobody has asked for it.
    assert not window.browser.view.visualRect(last).intersects(
        window.browser.view.viewport().rect()
    )
    window.browser.view.scrollTo(last)
    qtbot.waitUntil(lambda: thumbnails.get(instances[199]) is not None)


def test_that_a_folder_dropped_during_a_scan_is_scanned_after_it(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    reader = HandReader.of(make_instance("a"))
    window = window_of(reader)
    window.open_paths([Path("/one")])
    window.open_paths([Path("/two")])
    qtbot.waitUntil(lambda: len(reader.asked) == 2 and not window.session.intake.scan.running)
    assert reader.asked == [(Path("/one"),), (Path("/two"),)]


def test_that_a_radiograph_decoded_ahead_is_shown_to_every_part_of_the_window(
    analysed: WindowOf, qtbot: QtBot
) -> None:
    first, second = make_instance("a"), make_instance("b")
    window = analysed(HandReader.of(first, second))
    qtbot.waitUntil(lambda: (second.path, 0) in window.session.radiographs)
    loadings: list[Loading] = []
    window.session.picture_changed.connect(lambda picture: loadings.append(picture.loading))
    window.session.active.step(1)
    qtbot.waitUntil(lambda: len(loadings) == 2)
    assert loadings == [Loading.LOADING, Loading.LOADED]
    assert window.actions_by_name["export_report"].isEnabled()
    assert window.viewport.texts.image.lines != ()


def test_that_warnings_of_header_and_pixels_stand_above_the_radiograph_once_each(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    odd = make_instance("odd", warnings=("No spacing.", "Two windows."))
    plain = make_instance("plain")
    reader = HandReader.of(odd, plain)
    pixels = ("Two windows.", "Values were clipped.")
    reader.radiographs[odd.path] = replace(reader.radiographs[odd.path], warnings=pixels)
    window = window_of(reader)
    window.open_paths([FOLDER])
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    assert window.warnings.text().splitlines() == [
        "No spacing.",
        "Two windows.",
        "Values were clipped.",
    ]
    window.session.active.step(1)
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    assert not window.warnings.isVisible()


@pytest.mark.parametrize("shape", [(1, 1), (1, 20_000), (20_000, 1), (3, 2)])
def test_that_a_radiograph_of_extreme_shape_is_shown_whole(
    analysed: WindowOf, shape: tuple[int, int]
) -> None:
    instance = make_instance("odd")
    reader = HandReader.of(instance)
    values = np.full(shape, 4000, np.uint16)
    reader.radiographs[instance.path] = replace(reader.radiographs[instance.path], indices=values)
    window = analysed(reader)
    window.findings.step_finding(0)
    placement, view = window.viewport.framing.placement, window.viewport.viewport()
    assert placement.scale * shape[0] <= view.height() + 0.01
    assert placement.scale * shape[1] <= view.width() + 0.01
    window.viewport.framing.zoom(1.15, 50, 50)
    assert window.viewport.framing.placement.scale == pytest.approx(placement.scale * 1.15)


def test_that_ten_thousand_files_are_listed_without_a_long_stall(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    instances = [make_instance(f"{n:05}", patient=f"P{n % 2500}") for n in range(10_000)]
    window = window_of(HandReader(entries=instances))
    started = time.perf_counter()
    window.open_paths([FOLDER])
    qtbot.waitUntil(lambda: window.session.intake.scan.instances == 10_000, timeout=30_000)
    assert time.perf_counter() - started < 20
    assert window.browser.model.rowCount() == 10_000
    first = window.session.studies[0]
    window.session.active.select(window.session.studies[9_999])
    started = time.perf_counter()
    window.session.active.step(-1)
    window.session.active.select(first)
    assert time.perf_counter() - started < 1


def test_that_a_warning_found_later_stands_above_the_shown_image_and_in_its_row(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    first = make_instance("a")
    window = window_of(HandReader.of(first))
    window.open_paths([FOLDER])
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    told = replace(first, warnings=("Two patients.",))
    window.session.intake.add_entries(window.session.intake.begin_scan(), [told])
    assert window.warnings.text() == "Two patients."
    assert window.browser.model.index(0).data(INSTANCE_ROLE).warnings == ("Two patients.",)
