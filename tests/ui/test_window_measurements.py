"""Measurements as a person draws, edits and takes them back in the real window."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.qtbot import QtBot

from cxrviewer.app.measurement_wording import value_text
from cxrviewer.app.measurements import ImageMeasurements
from cxrviewer.app.notices import Notice
from cxrviewer.domain.analysis import Analysis, LungMask
from cxrviewer.domain.measurement import FARTHEST, Measurement, MeasurementKind
from cxrviewer.domain.radiograph import PixelSpacing, Radiograph, SpacingOrigin
from cxrviewer.ui.main_window import MainWindow
from tests.data.mouse import drag, mouse
from tests.data.workplace import BUNDLE, HandReader, make_analysis, make_instance
from tests.ui.conftest import WindowOf
from tests.unit.imaging.test_cardiothoracic import LEFT as LUNG
from tests.unit.imaging.test_cardiothoracic import RIGHT as RIGHT_LUNG
from tests.unit.imaging.test_cardiothoracic import drawn

LEFT = Qt.MouseButton.LeftButton
Kind = MeasurementKind
Point = tuple[float, float]


def make_reader() -> HandReader:
    instances = [make_instance(name, patient=name) for name in "abc"]
    reader = HandReader.of(*instances)
    spacing = PixelSpacing(0.5, 0.5, SpacingOrigin.DETECTOR)
    for path, radiograph in reader.radiographs.items():
        digest = {"a": "a", "b": "b"}.get(path.name, "c") * 64
        reader.radiographs[path] = replace(radiograph, spacing=spacing, digest=digest)
    return reader


def opened(window_of: WindowOf, qtbot: QtBot) -> MainWindow:
    window = window_of(make_reader())
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    window.viewport.setFocus()
    return window


@pytest.fixture
def window(window_of: WindowOf, qtbot: QtBot) -> MainWindow:
    return opened(window_of, qtbot)


def shown(window: MainWindow) -> Radiograph:
    assert window.session.radiograph is not None
    return window.session.radiograph


def state(window: MainWindow) -> ImageMeasurements:
    return window.session.measurements.of(shown(window).key)


def only(window: MainWindow) -> Measurement:
    (item,) = state(window).items
    return item


def at(window: MainWindow, x: float, y: float) -> Point:
    """Where a point of the radiograph is on the screen."""
    return window.viewport.framing.screen_point((x, y))


def pull(window: MainWindow, start: Point, end: Point) -> None:
    drag(window.viewport, LEFT, at(window, *start), at(window, *end))


def click(window: MainWindow, *place: float) -> None:
    where = at(window, *place)
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        mouse(window.viewport, kind, where, LEFT)


def press_key(
    qtbot: QtBot,
    window: MainWindow,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    qtbot.keyClick(window.viewport, key, modifier)


def value(window: MainWindow, item: Measurement) -> str:
    return value_text(window.session.measurements.outcome(shown(window), item))


NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_that_d_and_a_drag_measure_a_length_in_labelled_millimetres(
    window: MainWindow, qtbot: QtBot
) -> None:
    before = window.session.display
    press_key(qtbot, window, Qt.Key.Key_D)
    pull(window, (10, 10), (40, 50))
    item = only(window)
    assert item.kind is Kind.LENGTH
    assert np.allclose(item.points, ((10, 10), (40, 50)))
    assert value(window, item) == "25.0 mm"
    (label,) = window.viewport._stage.measurements.labels.values()
    assert label.lines == ("25.0 mm", "detector")
    assert window.session.display == before
    assert window.session.measurements.tool is None


def test_that_clicks_measure_as_well_as_a_drag(window: MainWindow, qtbot: QtBot) -> None:
    press_key(qtbot, window, Qt.Key.Key_D)
    click(window, 10, 10)
    click(window, 10, 30)
    assert value(window, only(window)) == "10.0 mm"


@pytest.mark.parametrize(
    ("keys", "drawn", "expected"),
    [
        ((Qt.Key.Key_A, NONE), (Kind.ANGLE, [(40, 20), (20, 20), (20, 40)]), "90.0°"),
        ((Qt.Key.Key_A, SHIFT), (Kind.COBB, [(10, 10), (30, 10), (10, 30), (30, 50)]), "45.0°"),
        ((Qt.Key.Key_E, NONE), (Kind.ELLIPSE, [(10, 10), (30, 20)]), "area 39.3 mm²"),
        ((Qt.Key.Key_R, NONE), (Kind.RECTANGLE, [(10, 10), (30, 20)]), "n 200 pixels"),
        ((Qt.Key.Key_W, SHIFT), (Kind.ARROW, [(10, 10), (30, 20)]), ""),
        (
            (Qt.Key.Key_C, SHIFT),
            (Kind.CARDIOTHORACIC, [(20, 40), (40, 44), (5, 60), (55, 60)]),
            "0.40, heart 10 mm, thorax 25 mm",
        ),
    ],
)
def test_that_each_tool_draws_with_its_key_and_clicks(
    window: MainWindow,
    qtbot: QtBot,
    keys: tuple[Qt.Key, Qt.KeyboardModifier],
    drawn: tuple[Kind, list[Point]],
    expected: str,
) -> None:
    kind, places = drawn
    press_key(qtbot, window, *keys)
    for place in places:
        click(window, *place)
    item = only(window)
    assert item.kind is kind
    assert np.allclose(item.points, places)
    assert expected in value(window, item)
    assert item.uid in window.viewport._stage.measurements.labels or kind is Kind.ARROW


@pytest.mark.parametrize("ending", ["double click", "first corner", "Enter"])
def test_that_a_polygon_is_ended_in_three_ways(
    window: MainWindow, qtbot: QtBot, ending: str
) -> None:
    corners = [(10, 10), (40, 10), (40, 40), (10, 40)]
    press_key(qtbot, window, Qt.Key.Key_E, SHIFT)
    for corner in corners:
        click(window, *corner)
    if ending == "double click":
        mouse(window.viewport, QEvent.Type.MouseButtonDblClick, at(window, 10, 40), LEFT)
    elif ending == "first corner":
        click(window, 10, 10)
    else:
        press_key(qtbot, window, Qt.Key.Key_Return)
    assert np.allclose(only(window).points, corners)
    assert "n 900 pixels, area 225.0 mm²" in value(window, only(window))


def test_that_a_text_asks_for_its_words_and_without_any_is_nothing(
    window: MainWindow, qtbot: QtBot
) -> None:
    press_key(qtbot, window, Qt.Key.Key_Q)
    click(window, 20, 20)
    dialog = window.findChildren(QInputDialog)[-1]
    dialog.setTextValue("nodule?")
    dialog.accept()
    assert only(window).name == "nodule?"
    press_key(qtbot, window, Qt.Key.Key_Q)
    click(window, 40, 40)
    assert len(state(window).items) == 2
    window.findChildren(QInputDialog)[-1].reject()
    assert only(window).name == "nodule?"


def test_that_the_words_go_to_the_text_they_were_asked_for(
    window: MainWindow, qtbot: QtBot
) -> None:
    press_key(qtbot, window, Qt.Key.Key_Q)
    click(window, 20, 20)
    first = shown(window)
    window.session.active.step(1)
    qtbot.waitUntil(lambda: window.session.radiograph not in (None, first))
    dialog = window.findChildren(QInputDialog)[-1]
    dialog.setTextValue("nodule?")
    dialog.accept()
    assert [item.name for item in window.session.measurements.of(first.key).items] == ["nodule?"]


def test_that_esc_gives_up_what_is_half_made_and_lets_the_analysis_be(
    window: MainWindow, qtbot: QtBot
) -> None:
    press_key(qtbot, window, Qt.Key.Key_A)
    click(window, 20, 20)
    assert window.viewport._stage.measurements.draft_shown
    press_key(qtbot, window, Qt.Key.Key_Escape)
    assert not window.viewport._stage.measurements.draft_shown
    assert window.session.measurements.tool is None
    assert state(window).items == ()
    assert window.session.analysis is not None


def test_that_undo_redo_and_delete_have_their_keys(window: MainWindow, qtbot: QtBot) -> None:
    press_key(qtbot, window, Qt.Key.Key_D)
    pull(window, (10, 10), (40, 50))
    press_key(qtbot, window, Qt.Key.Key_Delete)
    assert state(window).items == ()
    press_key(qtbot, window, Qt.Key.Key_Z, CONTROL)
    assert len(state(window).items) == 1
    press_key(qtbot, window, Qt.Key.Key_Z, CONTROL)
    assert state(window).items == ()
    press_key(qtbot, window, Qt.Key.Key_Y, CONTROL)
    assert len(state(window).items) == 1
    assert window.actions_by_name["undo"].isEnabled()


def test_that_a_handle_is_dragged_at_any_zoom_and_the_line_moves_whole(
    window: MainWindow, qtbot: QtBot
) -> None:
    press_key(qtbot, window, Qt.Key.Key_D)
    pull(window, (10, 10), (40, 50))
    window.viewport.framing.zoom(0.5, 300, 300)
    pull(window, (40, 50), (40, 10))
    assert np.allclose(only(window).points, ((10, 10), (40, 10)))
    window.viewport.framing.zoom(3.0, 300, 300)
    pull(window, (25, 10), (25, 20))
    assert np.allclose(only(window).points, ((10, 20), (40, 20)))
    press_key(qtbot, window, Qt.Key.Key_Z, CONTROL)
    assert np.allclose(only(window).points, ((10, 10), (40, 10)))


def test_that_what_is_drawn_and_moved_over_a_tiny_radiograph_stays_within_reach(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.viewport.framing.zoom(1e-9, 300, 300)
    press_key(qtbot, window, Qt.Key.Key_D)
    drag(window.viewport, LEFT, (10, 10), (700, 500))
    line = only(window)
    (from_x, from_y), (to_x, to_y) = line.points
    assert max(map(abs, (from_x, from_y, to_x, to_y))) == FARTHEST
    pull(window, ((from_x + to_x) / 2, (from_y + to_y) / 2), (150_000, 150_000))
    assert only(window) != line


def test_that_any_corner_of_a_box_can_be_dragged(window: MainWindow, qtbot: QtBot) -> None:
    press_key(qtbot, window, Qt.Key.Key_R)
    pull(window, (10, 10), (30, 30))
    pull(window, (30, 10), (40, 5))
    assert np.allclose(sorted(only(window).points), [(10, 30), (40, 5)])


def test_that_a_drag_beside_every_line_still_changes_the_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    press_key(qtbot, window, Qt.Key.Key_D)
    pull(window, (10, 10), (20, 10))
    before = window.session.display
    pull(window, (40, 60), (50, 60))
    assert window.session.display != before
    assert state(window).chosen == ""


def test_that_measurements_are_there_again_when_the_folder_is_opened_again(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    first = opened(window_of, qtbot)
    press_key(qtbot, first, Qt.Key.Key_D)
    pull(first, (10, 10), (40, 50))
    item = only(first)
    first.session.active.step(1)
    qtbot.waitUntil(lambda: first.session.analysis is not None)
    assert state(first).items == ()
    first.close()
    again = opened(window_of, qtbot)
    assert state(again).items == (item,)
    assert again.viewport._stage.measurements.labels[item.uid].lines[0] == "25.0 mm"


def test_that_a_calibration_by_a_known_length_is_used_and_said(
    window: MainWindow, qtbot: QtBot
) -> None:
    press_key(qtbot, window, Qt.Key.Key_D)
    pull(window, (10, 10), (40, 50))
    window.actions_by_name["calibrate"].trigger()
    dialog = window.findChildren(QInputDialog)[-1]
    dialog.setDoubleValue(100.0)
    dialog.accept()
    item = only(window)
    assert value(window, item) == "100.0 mm"
    labels = window.viewport._stage.measurements.labels
    assert labels[item.uid].lines == ("100.0 mm", "calibrated by hand")
    window.actions_by_name["forget_calibration"].trigger()
    assert value(window, item) == "25.0 mm"


def test_that_the_list_names_chooses_and_renames(window: MainWindow, qtbot: QtBot) -> None:
    rows = window.findings.measurements
    assert rows.isHidden()
    press_key(qtbot, window, Qt.Key.Key_D)
    pull(window, (10, 10), (40, 50))
    press_key(qtbot, window, Qt.Key.Key_A)
    for place in ((40, 20), (20, 20), (20, 40)):
        click(window, *place)
    assert not rows.isHidden()
    texts = [[rows.item(r, c).text() for c in range(3)] for r in range(2)]  # type: ignore[union-attr]
    assert texts == [["length", "25.0 mm", "detector"], ["angle", "90.0°", ""]]
    rows.setCurrentCell(0, 0)
    assert state(window).chosen == state(window).items[0].uid
    rows.item(0, 0).setText("nodule")  # type: ignore[union-attr]
    assert state(window).items[0].name == "nodule"
    press_key(qtbot, window, Qt.Key.Key_Delete)
    assert [item.kind for item in state(window).items] == [Kind.ANGLE]


def test_that_a_ratio_without_lung_fields_side_by_side_is_refused_with_the_reason(
    window: MainWindow, qtbot: QtBot
) -> None:
    notices: list[Notice] = []
    window.session.notice_added.connect(notices.append)
    press_key(qtbot, window, Qt.Key.Key_C)
    assert state(window).items == ()
    assert "lung field" in notices[-1].text


def test_that_c_draws_the_ratio_that_the_lung_fields_show_until_it_is_dragged(
    window_of: WindowOf, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.data.workplace.make_analysis", with_lungs)
    window = opened(window_of, qtbot)
    notices: list[Notice] = []
    window.session.notice_added.connect(notices.append)
    press_key(qtbot, window, Qt.Key.Key_C)
    item = only(window)
    assert item.proposed
    assert "check its ends" in notices[-1].text
    (label,) = window.viewport._stage.measurements.labels.values()
    assert "CTR 0.3" in label.lines[0]
    assert "(proposed)" in label.lines[0]
    pull(window, item.points[3], (59.0, item.points[3][1]))
    assert not only(window).proposed
    assert only(window).points[3][0] == pytest.approx(59.0)


def with_lungs(radiograph: Radiograph) -> Analysis:
    field = drawn(LUNG, RIGHT_LUNG)[:400:5, 50:350:5]
    return replace(make_analysis(radiograph), lung_mask=LungMask(BUNDLE, field))


def test_that_measurements_go_through_a_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    press_key(qtbot, window, Qt.Key.Key_D)
    pull(window, (10, 10), (40, 50))
    item = only(window)
    files = window._measurement_area.files
    files.write(tmp_path / "m.json", window.session.measurements.exported())
    press_key(qtbot, window, Qt.Key.Key_Delete)
    files.read(tmp_path / "m.json")
    assert state(window).items[0].points == item.points
    (tmp_path / "m.json").write_text("{}")
    notices: list[Notice] = []
    window.session.notice_added.connect(notices.append)
    files.read(tmp_path / "m.json")
    assert notices[-1].subject == "m.json"


def test_that_lines_and_labels_are_seen_on_black_and_on_white(
    window: MainWindow, qtbot: QtBot, themed: QApplication
) -> None:
    empty = window.viewport.grab().toImage()
    press_key(qtbot, window, Qt.Key.Key_D)
    pull(window, (5, 5), (55, 75))
    drawn = window.viewport.grab().toImage()
    changed = [
        (x, y)
        for x in range(0, drawn.width(), 4)
        for y in range(0, drawn.height(), 4)
        if drawn.pixel(x, y) != empty.pixel(x, y)
    ]
    assert len(changed) > 50


def test_that_words_of_a_measurement_stay_clear_of_the_texts_below(
    window: MainWindow, qtbot: QtBot
) -> None:
    press_key(qtbot, window, Qt.Key.Key_D)
    pull(window, (10, 70), (30, 74.5))
    labels = window.viewport.measuring._layer.labels
    label = labels[only(window).uid]
    assert label.sceneBoundingRect().bottom() <= window.viewport.texts.floor + 2
