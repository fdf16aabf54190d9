"""What the window wears: colours, style sheet, size of its texts.

``wear`` changes it at any time; whatever paints asks ``colour`` while it paints.
"""

import re
from dataclasses import dataclass, fields
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from cxrviewer.domain.places import resources_folder
from cxrviewer.ui.palette import DARK, IMAGE, LIGHT, Colours

FONT_SIZE = re.compile(r"font-size: (\d+)px")


@dataclass(frozen=True, slots=True)
class Outfit:
    """``text_scale`` is how large texts are, as a share of the usual size."""

    colours: Colours = DARK
    text_scale: float = 1.0


_worn = Outfit()


def outfit(theme: str, text_size: int) -> Outfit:
    """Return what the preferences ask for; ``theme`` may be the system's, ``text_size`` in %."""
    light = theme == "light" or (theme == "system" and _system_is_light())
    return Outfit(LIGHT if light else DARK, text_size / 100)


def colour(name: str) -> QColor:
    """Return the colour of that role in the theme of the moment."""
    return QColor(getattr(_worn.colours, name))


def image_colour(name: str) -> QColor:
    """Return the colour of that role over a radiograph, in any theme."""
    return QColor(getattr(IMAGE, name))


def text_scale() -> float:
    return _worn.text_scale


def wear(application: QApplication, wanted: Outfit | None = None) -> None:
    """Dress the whole application, also what is shown already."""
    choose(application, wanted)
    put_on(application)


def choose(application: QApplication, wanted: Outfit | None = None) -> None:
    """Let everything be made in these colours; ``put_on`` adds the style sheet."""
    global _worn  # noqa: PLW0603  (an application has one look, as it has one style sheet)
    _worn = wanted or Outfit()
    if application.style().objectName() != "fusion":
        application.setStyle(QStyleFactory.create("Fusion"))
    application.setPalette(_palette())


def put_on(application: QApplication) -> None:
    """Give every widget the style sheet.

    Under one, a widget that is put into another is styled anew with all that it holds. A window
    that is made before has this done once.
    """
    application.setStyleSheet(_style_sheet())


def _system_is_light() -> bool:
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Light


def _style_sheet() -> str:
    folder = resources_folder()
    names = {field.name: getattr(_worn.colours, field.name) for field in fields(Colours)}
    names |= {f"image_{name}": getattr(IMAGE, name) for name in ("base", "text", "dim", "faint")}
    names["icons"] = (folder / "icons").as_posix()
    # What a style sheet shows of icons cannot be tinted: it is drawn for dark and for light.
    names["ink"] = "light" if _worn.colours is DARK else "dark"
    sheet = Template((folder / "style" / "window.qss").read_text(encoding="utf-8"))
    return FONT_SIZE.sub(_scaled, sheet.substitute(names))


def _scaled(size: re.Match[str]) -> str:
    return f"font-size: {round(int(size[1]) * _worn.text_scale)}px"


def _palette() -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "panel",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "base",
        QPalette.ColorRole.AlternateBase: "raised",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.Button: "raised",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.BrightText: "error",
        QPalette.ColorRole.Highlight: "selection",
        QPalette.ColorRole.HighlightedText: "text",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.ToolTipBase: "raised",
        QPalette.ColorRole.ToolTipText: "text",
        QPalette.ColorRole.PlaceholderText: "dim",
    }
    for role, name in roles.items():
        palette.setColor(role, colour(name))
    disabled = QPalette.ColorGroup.Disabled
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(disabled, role, colour("faint"))
    return palette
