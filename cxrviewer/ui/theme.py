"""What the window wears: colours, style sheet, size of its texts, icons.

``wear`` changes it at any time; whatever paints asks ``colour`` while it paints.
"""

import re
from dataclasses import dataclass, fields
from functools import cache
from string import Template

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QStyleFactory, QWidget

from cxrviewer.domain.places import resources_folder
from cxrviewer.ui.palette import DARK, IMAGE, LIGHT, Colours

ICON_SIZE = 24
ICON_SCALES = (1, 2, 3)
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
    global _worn  # noqa: PLW0603  (an application has one look, as it has one style sheet)
    names = _icon_names()
    _worn = wanted or Outfit()
    if application.style().objectName() != "fusion":
        application.setStyle(QStyleFactory.create("Fusion"))
    application.setPalette(_palette())
    application.setStyleSheet(_style_sheet())
    for holder, (name, role) in names:
        holder.setIcon(icon(name, role=role))


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


def icon(name: str, *, role: str = "text") -> QIcon:
    """Return the line icon ``name`` in the colour of ``role``, faint where disabled."""
    return _icon(name, role, _worn.colours)


@cache
def _icon(name: str, role: str, colours: Colours) -> QIcon:
    result = QIcon()
    modes = {
        (QIcon.Mode.Normal, QIcon.State.Off): getattr(colours, role),
        (QIcon.Mode.Normal, QIcon.State.On): colours.accent,
        (QIcon.Mode.Disabled, QIcon.State.Off): colours.faint,
    }
    for (mode, state), tint in modes.items():
        for scale in ICON_SCALES:
            pixmap = _drawn(name, QColor(tint), ICON_SIZE * scale)
            result.addPixmap(pixmap, mode, state)
    _NAMES[result.cacheKey()] = (name, role)
    return result


# What an icon that a button or action holds is called, so that it can be drawn in other colours.
_NAMES: dict[int, tuple[str, str]] = {}


def _icon_names() -> list[tuple[QAction | QAbstractButton, tuple[str, str]]]:
    """Return whatever shows an icon of ours, with the icon's name and role."""
    widgets = QApplication.allWidgets()
    actions = {id(action): action for widget in widgets for action in _actions_of(widget)}
    buttons = [widget for widget in widgets if isinstance(widget, QAbstractButton)]
    holders: list[QAction | QAbstractButton] = [*actions.values(), *buttons]
    named = ((holder, _NAMES.get(holder.icon().cacheKey())) for holder in holders)
    return [(holder, name) for holder, name in named if name is not None]


def _actions_of(widget: QWidget) -> list[QAction]:
    return [*widget.findChildren(QAction), *widget.actions()]


def icon_pixmap(name: str, tint: QColor, side: int) -> QPixmap:
    """Return the icon drawn in ``tint``, ``side`` wide and as sharp as the sharpest screen."""
    ratio = QGuiApplication.instance().devicePixelRatio()  # type: ignore[union-attr]
    pixmap = _drawn(name, tint, round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def _drawn(name: str, tint: QColor, side: int) -> QPixmap:
    source = _icon_source(name).replace("currentColor", tint.name())
    renderer = QSvgRenderer(QByteArray(source.encode()))
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


@cache
def _icon_source(name: str) -> str:
    return (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
