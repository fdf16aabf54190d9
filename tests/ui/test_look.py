"""Dark and light, larger texts: what the window wears, and that it can be read."""

from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtGui import QAction, QColor, QIcon
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxrviewer.ui.main_window import MainWindow
from cxrviewer.ui.palette import DARK, GROUNDS, LIGHT, WORDS, Colours
from cxrviewer.ui.theme import outfit
from tests.data.workplace import HandReader, make_instance
from tests.ui.conftest import WindowOf

THEMES = pytest.mark.parametrize("colours", [DARK, LIGHT], ids=["dark", "light"])


def luminance(name: str) -> float:
    tint = QColor(name)
    shares = (tint.redF(), tint.greenF(), tint.blueF())
    linear: list[float] = [
        s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@THEMES
@pytest.mark.parametrize(("word", "ground"), list(product(WORDS, GROUNDS)))
def test_that_words_can_be_read_on_every_ground(colours: Colours, word: str, ground: str) -> None:
    assert contrast(getattr(colours, word), getattr(colours, ground)) >= 4.5


@THEMES
def test_that_signs_and_words_on_filled_buttons_can_be_seen(colours: Colours) -> None:
    assert contrast(colours.on_accent, colours.accent_dark) >= 4.5
    assert contrast(colours.base, colours.accent) >= 4.5
    for ground in ("base", "panel", "raised"):
        assert contrast(colours.faint, getattr(colours, ground)) >= 3.0
        # The ring of what has the keyboard.
        assert contrast(colours.accent, getattr(colours, ground)) >= 3.0


def test_that_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def panel_colour(window: MainWindow) -> str:
    return window.statusBar().palette().window().color().name()


def tint_of(action: QAction) -> str:
    image = action.icon().pixmap(24, QIcon.Mode.Normal).toImage()
    spots = product(range(image.width()), range(image.height()))
    return max((image.pixelColor(x, y) for x, y in spots), key=QColor.alpha).name()


@pytest.fixture
def window(window_of: WindowOf) -> MainWindow:
    return window_of(HandReader.of(make_instance("a")))


def test_that_the_theme_changes_at_once_with_its_icons_and_is_kept(
    window: MainWindow, themed: QApplication, qtbot: QtBot
) -> None:
    actions = window.actions_by_name
    assert actions["theme_dark"].isChecked()
    actions["theme_light"].trigger()
    assert panel_colour(window) == LIGHT.panel
    assert tint_of(actions["open_folder"]) == LIGHT.text
    assert LIGHT.line in themed.styleSheet()
    assert DARK.line not in themed.styleSheet()
    assert (actions["theme_light"].isChecked(), actions["theme_dark"].isChecked()) == (True, False)
    assert window.preferences.current.theme == "light"
    actions["theme_dark"].trigger()
    assert panel_colour(window) == DARK.panel
    assert tint_of(actions["open_folder"]) == DARK.text


def test_that_larger_texts_enlarge_lists_and_words_step_by_step(
    window: MainWindow, themed: QApplication
) -> None:
    larger, smaller = (window.actions_by_name[f"{size}_texts"] for size in ("larger", "smaller"))
    usual = window.statusBar().fontMetrics().height()
    row = window.browser.view.sizeHintForRow(0)
    assert not smaller.isEnabled()
    larger.trigger()
    larger.trigger()
    assert not larger.isEnabled()
    assert "font-size: 18px" in themed.styleSheet()
    assert window.statusBar().fontMetrics().height() > usual
    assert window.browser.view.sizeHintForRow(0) >= row * 1.4
    enlarged = window.preferences.current
    assert enlarged.text_size == 150
    smaller.trigger()
    smaller.trigger()
    assert window.preferences.current == replace(enlarged, text_size=100)


def test_that_the_system_decides_only_where_it_is_asked(themed: QApplication) -> None:
    assert outfit("dark", 100).colours is DARK
    assert outfit("light", 125).colours is LIGHT
    assert outfit("light", 125).text_scale == 1.25
    assert outfit("system", 100).colours in (DARK, LIGHT)
