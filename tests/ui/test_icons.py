"""Line icons: in the colours of the moment, sharp at each size, and Qt's to copy."""

import gc
from itertools import product

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cxrviewer.ui.icons import icon, icon_pixmap
from cxrviewer.ui.palette import DARK, LIGHT
from cxrviewer.ui.theme import outfit, wear

pytestmark = pytest.mark.usefixtures("themed")


def tint_of(pixmap: QPixmap) -> str:
    image = pixmap.toImage()
    spots = product(range(image.width()), range(image.height()))
    return max((image.pixelColor(x, y) for x, y in spots), key=QColor.alpha).name()


@pytest.mark.parametrize(
    ("mode", "state", "tint"),
    [
        (QIcon.Mode.Normal, QIcon.State.Off, DARK.text),
        (QIcon.Mode.Active, QIcon.State.Off, DARK.text),
        (QIcon.Mode.Normal, QIcon.State.On, DARK.accent),
        (QIcon.Mode.Disabled, QIcon.State.Off, DARK.faint),
        (QIcon.Mode.Disabled, QIcon.State.On, DARK.faint),
    ],
)
def test_that_an_icon_tells_by_its_colour_whether_it_is_on_or_cannot_be_used(
    mode: QIcon.Mode, state: QIcon.State, tint: str
) -> None:
    assert tint_of(icon("folder").pixmap(QSize(24, 24), 1.0, mode, state)) == tint


def test_that_an_icon_which_was_handed_out_follows_the_theme(themed: QApplication) -> None:
    held = icon("folder", role="accent")
    wear(themed, outfit("light", 100))
    assert tint_of(held.pixmap(24)) == LIGHT.accent
    wear(themed)
    assert tint_of(held.pixmap(24)) == DARK.accent


def test_that_an_icon_is_drawn_for_the_pixels_of_the_screen() -> None:
    pixmap = icon("folder").pixmap(QSize(24, 24), 2.0)
    assert (pixmap.size(), pixmap.devicePixelRatio()) == (QSize(48, 48), 2.0)
    # The one that is kept for the next time is as it was.
    assert icon("folder").pixmap(QSize(48, 48), 1.0).devicePixelRatio() == 1.0
    assert icon_pixmap("folder", QColor("#123456"), 18).width() >= 18


def test_that_qt_may_copy_change_and_drop_icons_while_the_collector_runs(qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    for _ in range(50):
        changed = QIcon(icon("folder"))
        changed.addPixmap(QPixmap(5, 5))
        button.setIcon(changed)
        gc.collect()
    assert not button.grab().isNull()
    assert tint_of(button.icon().pixmap(24)) == DARK.text
