"""Turning, flipping, and how much is written over the radiograph, by the keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from cxrviewer.domain.presentation import Orientation
from cxrviewer.domain.radiograph import Note
from cxrviewer.imaging.orientation import Edges
from cxrviewer.ui.main_window import MainWindow
from cxrviewer.ui.viewport.viewport import Viewport
from tests.data.workplace import HandReader, make_instance, make_radiograph
from tests.ui.conftest import WindowOf

FULL = (
    "patient",
    "study",
    "image",
)


@pytest.fixture
def window(analysed: WindowOf) -> MainWindow:
    instances = [make_instance(name, patient=name) for name in "ab"]
    reader = HandReader.of(*instances)
    for instance in instances:
        radiograph = make_radiograph(instance)
        told = replace(radiograph, edges=("L", "F"), notes=(Note.LOSSY,))
        reader.radiographs[instance.path] = told
    window = analysed(reader)
    window.viewport.setFocus()
    return window


def edges_of(window: MainWindow) -> Edges:
    return window.viewport.texts.edges.edges


def corner_greys(viewport: Viewport) -> list[int]:
    """Return the grey near the corners of the picture: top left, top right, bottom left."""
    image, placement = viewport.grab().toImage(), viewport.framing.placement
    width, height = viewport.width(), viewport.height()
    left, right = placement.left, width - placement.left
    top, bottom = placement.top, height - placement.top
    inset = 0.12 * min(right - left, bottom - top)
    places = (
        (left + inset, top + inset),
        (right - inset, top + inset),
        (left + inset, bottom - inset),
    )
    return [QColor(image.pixel(round(x), round(y))).red() for x, y in places]


def test_that_h_mirrors_picture_and_letters_and_says_so(window: MainWindow, qtbot: QtBot) -> None:
    assert edges_of(window) == Edges("H", "L", "F", "R")
    qtbot.keyClick(window.viewport, Qt.Key.Key_H)
    assert edges_of(window) == Edges("H", "R", "F", "L")
    assert "MIRRORED" in window.viewport.texts.badges.words
    assert window.actions_by_name["flip_across"].isChecked()
    qtbot.keyClick(window.viewport, Qt.Key.Key_H)
    assert "MIRRORED" not in window.viewport.texts.badges.words


def test_that_v_turns_upside_down_what_is_seen(window: MainWindow, qtbot: QtBot) -> None:
    window.actions_by_name["preset_full_range"].trigger()
    upright = corner_greys(window.viewport)
    assert upright[0] < upright[2]
    qtbot.keyClick(window.viewport, Qt.Key.Key_V)
    turned = corner_greys(window.viewport)
    assert turned[0] == pytest.approx(upright[2], abs=3)
    assert edges_of(window) == Edges("F", "L", "H", "R")
    assert "MIRRORED" in window.viewport.texts.badges.words


def test_that_brackets_turn_and_four_turns_are_none(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.viewport, Qt.Key.Key_BracketRight)
    assert edges_of(window) == Edges("R", "H", "L", "F")
    assert "MIRRORED" not in window.viewport.texts.badges.words
    for _ in range(3):
        qtbot.keyClick(window.viewport, Qt.Key.Key_BracketRight)
    assert edges_of(window) == Edges("H", "L", "F", "R")
    qtbot.keyClick(window.viewport, Qt.Key.Key_BracketLeft)
    assert edges_of(window) == Edges("L", "F", "R", "H")


def test_that_a_turn_keeps_the_middle_of_a_zoomed_picture(window: MainWindow, qtbot: QtBot) -> None:
    viewport = window.viewport
    viewport.framing.zoom(3.0, 300.0, 200.0)
    middle = (viewport.viewport().width() / 2, viewport.viewport().height() / 2)
    scale, pixel = viewport.framing.placement.scale, viewport.framing.pixel_at(*middle)
    qtbot.keyClick(viewport, Qt.Key.Key_BracketRight)
    qtbot.keyClick(viewport, Qt.Key.Key_H)
    assert viewport.framing.placement.scale == scale
    assert viewport.framing.pixel_at(*middle) == pytest.approx(pixel)


def test_that_each_image_keeps_its_own_orientation(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.viewport, Qt.Key.Key_H)
    window.session.active.step(1)
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    assert edges_of(window) == Edges("H", "L", "F", "R")
    assert "MIRRORED" not in window.viewport.texts.badges.words
    window.session.active.step(-1)
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    assert "MIRRORED" in window.viewport.texts.badges.words


def test_that_shift_r_turns_the_picture_back(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.viewport, Qt.Key.Key_H)
    qtbot.keyClick(window.viewport, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
    assert window.session.display is not None
    assert window.session.display.orientation == Orientation()


def test_that_o_goes_through_three_levels_and_warnings_stay(
    window: MainWindow, qtbot: QtBot
) -> None:
    texts = window.viewport.texts
    warned = ("LOSSY",)
    shown = []
    for _ in range(4):
        assert set(warned) <= set(texts.badges.words)
        assert texts.statement.lines == ("Research and education use only",)
        assert edges_of(window) == Edges("H", "L", "F", "R")
        shown.append(tuple(bool(getattr(texts, name).lines) for name in FULL))
        qtbot.keyClick(window.viewport, Qt.Key.Key_O)
    everything, identity, nothing = (True, True, True), (True, True, False), (False, False, False)
    assert shown == [everything, identity, nothing, everything]


def test_that_a_hidden_name_stays_hidden_on_the_next_image_and_after_a_reset(
    window: MainWindow, qtbot: QtBot
) -> None:
    for _ in range(2):
        qtbot.keyClick(window.viewport, Qt.Key.Key_O)
    window.session.active.step(1)
    assert window.viewport.texts.patient.lines == ()
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    assert window.viewport.texts.patient.lines == ()
    window.actions_by_name["reset"].trigger()
    assert window.viewport.texts.patient.lines == ()
