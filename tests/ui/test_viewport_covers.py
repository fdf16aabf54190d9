"""Planes, shutter, oblong pixels, letters at the edges and notes on the screen."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from cxrviewer.domain.covers import OverlayPlane, Rectangle, Shutter
from cxrviewer.domain.radiograph import Note, Radiograph
from cxrviewer.imaging.orientation import Edges
from cxrviewer.ui.main_window import MainWindow
from tests.data.mouse import hover
from tests.data.workplace import HandReader, make_instance
from tests.ui.conftest import WindowOf


class CoveredReader(HandReader):
    """Reads radiographs with all that a sender can lay over them."""

    def load(self, path: Path, **_options: object) -> Radiograph:
        plain = super().load(path)
        corner = np.zeros((plain.rows, plain.columns), np.bool_)
        corner[:10, :10] = True
        return replace(
            plain,
            shutter=Shutter(Rectangle(0, 0, plain.rows // 2 - 1, plain.columns), grey=200),
            planes=(OverlayPlane(0x6000, corner),),
            aspect=2.0,
            edges=("L", "F"),
            notes=(Note.LOSSY, Note.BURNED_IN),
        )


@pytest.fixture
def window(analysed: WindowOf) -> MainWindow:
    return analysed(CoveredReader.of(make_instance("a", patient="a")))


def point_of(window: MainWindow, column: float, row: float) -> QPoint:
    """Return where a point of the radiograph lies on the screen; its pixels are 1 by 2."""
    placement = window.viewport.framing.placement
    x = placement.left + column * placement.scale
    return QPoint(round(x), round(placement.top + 2.0 * row * placement.scale))


def colour_at(window: MainWindow, column: float, row: float) -> QColor:
    return QColor(window.viewport.grab().toImage().pixelColor(point_of(window, column, row)))


def test_that_planes_are_drawn_until_they_are_switched_off(window: MainWindow) -> None:
    assert colour_at(window, 5, 5) == QColor("white")
    window.actions_by_name["planes"].trigger()
    assert colour_at(window, 5, 5) != QColor("white")


def test_that_the_shutter_hides_until_it_is_switched_off(window: MainWindow) -> None:
    radiograph = window.session.radiograph
    assert radiograph is not None
    low = radiograph.columns * 0.25, radiograph.rows * 0.75
    assert colour_at(window, *low).red() == 200
    window.actions_by_name["shutter"].trigger()
    assert colour_at(window, *low).red() != 200


def test_that_switches_without_anything_to_switch_are_off(
    window_of: WindowOf, qtbot: QtBot
) -> None:
    window = window_of(HandReader.of(make_instance("a", patient="a")))
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    assert not window.actions_by_name["planes"].isEnabled()
    assert not window.actions_by_name["shutter"].isEnabled()


def test_that_oblong_pixels_make_an_oblong_picture(window: MainWindow) -> None:
    radiograph = window.session.radiograph
    assert radiograph is not None
    height = window.viewport.viewport().height()
    assert window.viewport.framing.placement.scale == pytest.approx(height / (2 * radiograph.rows))


def test_that_the_cursor_names_the_pixel_below_it(window: MainWindow) -> None:
    target = point_of(window, 20.5, 30.5)
    hover(window.viewport, (target.x(), target.y()))
    assert window.viewport.texts.cursor.lines[0].startswith("(20, 30)")


def test_that_letters_at_the_edges_say_how_the_patient_lies(window: MainWindow) -> None:
    assert window.viewport.texts.edges.edges == Edges(top="H", right="L", bottom="F", left="R")


def test_that_loss_and_burned_in_text_are_badges(window: MainWindow) -> None:
    assert window.viewport.texts.badges.words[-2:] == ("LOSSY", "BURNED-IN TEXT")
