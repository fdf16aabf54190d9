"""The painted radiograph: exact at rest, quick while a window is dragged."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QGraphicsRectItem, QGraphicsScene
from pytestqt.qtbot import QtBot

from cxrviewer.domain.radiograph import Radiograph, Window
from cxrviewer.imaging.display import Look, render_look
from cxrviewer.ui.viewport.picture_layer import PictureLayer
from tests.data.workplace import make_instance, make_radiograph


class Easel:
    """A scene that holds one picture; ``seen`` paints it pixel by pixel."""

    def __init__(self) -> None:
        self.scene = QGraphicsScene()
        ground = QGraphicsRectItem()
        self.scene.addItem(ground)
        self.layer = PictureLayer(ground)

    def seen(self, rows: int, columns: int) -> NDArray[np.uint8]:
        image = QImage(columns, rows, QImage.Format.Format_Grayscale8)
        image.fill(0)
        painter = QPainter(image)
        self.scene.render(painter, source=self.scene.itemsBoundingRect())
        painter.end()
        grey = np.frombuffer(image.constBits(), np.uint8).reshape(rows, image.bytesPerLine())
        return grey[:, :columns].copy()


@pytest.fixture
def easel(themed: QApplication) -> Easel:
    return Easel()


@pytest.fixture
def radiograph() -> Radiograph:
    rough = make_radiograph(make_instance("a"))
    noise = np.random.default_rng(0).integers(0, 4096, (80, 60)).astype(np.uint16)
    return replace(rough, indices=noise)


def look(width: float, *, shrink: int = 2) -> Look:
    return Look(Window(2000.0, width), shrink=shrink)


def test_that_what_is_painted_are_the_display_values(easel: Easel, radiograph: Radiograph) -> None:
    easel.layer.show(radiograph, look(3000.0, shrink=1))
    expected = render_look(radiograph, look(3000.0, shrink=1))
    assert np.array_equal(easel.seen(80, 60), expected)


def test_that_a_drag_shows_pixels_at_once_and_averages_when_it_rests(
    easel: Easel, radiograph: Radiograph, qtbot: QtBot
) -> None:
    easel.layer.show(radiograph, look(3000.0))
    assert easel.layer.exact
    easel.layer.show(radiograph, look(2500.0))
    assert not easel.layer.exact
    pixels = render_look(radiograph, look(2500.0, shrink=1))[1::2, 1::2]
    assert np.array_equal(easel.seen(40, 30), pixels)
    qtbot.waitUntil(lambda: easel.layer.exact)
    assert np.array_equal(easel.seen(40, 30), render_look(radiograph, look(2500.0)))


def test_that_another_picture_is_exact_at_once(easel: Easel, radiograph: Radiograph) -> None:
    easel.layer.show(radiograph, look(3000.0))
    other = replace(radiograph, indices=radiograph.indices[::-1].copy())
    easel.layer.show(other, look(2500.0))
    assert easel.layer.exact
    easel.layer.show(other, replace(look(2500.0), inverted=True))
    assert easel.layer.exact


def test_that_a_cleared_picture_does_not_come_back(
    easel: Easel, radiograph: Radiograph, qtbot: QtBot
) -> None:
    easel.layer.show(radiograph, look(3000.0))
    easel.layer.show(radiograph, look(2500.0))
    easel.layer.clear()
    assert easel.layer.exact
    assert easel.seen(8, 8).max() == 0


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (2, 2), (3, 5)])
def test_that_the_smallest_pictures_can_be_dragged(
    easel: Easel, radiograph: Radiograph, shape: tuple[int, int]
) -> None:
    tiny = replace(radiograph, indices=np.zeros(shape, np.uint16))
    for width in (3000.0, 2500.0, 2000.0):
        easel.layer.show(tiny, look(width, shrink=4))
    assert not easel.layer.exact
