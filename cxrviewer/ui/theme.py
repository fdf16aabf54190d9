"""Colours, style sheet, icons and fonts: one dark palette for the whole window."""

from dataclasses import dataclass
from functools import cache
from string import Template

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

from cxrviewer.domain.places import resources_folder

ICON_SIZE = 24
ICON_SCALES = (1, 2)


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour of the window; the style sheet names them as $name."""

    base: str = "#0e1114"
    panel: str = "#15191d"
    raised: str = "#1d2328"
    hover: str = "#262e35"
    line: str = "#2b333a"
    text: str = "#dde3e8"
    dim: str = "#8d99a4"
    faint: str = "#5d6872"
    accent: str = "#3fa7d6"
    accent_dark: str = "#1f5f80"
    selection: str = "#1c3d50"
    above: str = "#f2a33a"
    demo: str = "#c58cf0"
    contour: str = "#5ae678"
    warning: str = "#e6c04a"
    error: str = "#ef6a5a"
    good: str = "#5fbf8f"
    measure: str = "#ffe066"
    measure_chosen: str = "#5ad1ff"


COLOURS = Colours()


def colour(name: str) -> QColor:
    return QColor(getattr(COLOURS, name))


def apply_theme(application: QApplication) -> None:
    """Dress the whole application; call it before the first widget is made."""
    application.setStyle(QStyleFactory.create("Fusion"))
    application.setPalette(_palette())
    names = {name: getattr(COLOURS, name) for name in Colours.__dataclass_fields__}
    folder = resources_folder()
    names["icons"] = (folder / "icons").as_posix()
    sheet = (folder / "style" / "dark.qss").read_text(encoding="utf-8")
    application.setStyleSheet(Template(sheet).substitute(names))


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
        QPalette.ColorRole.PlaceholderText: "faint",
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


@cache
def icon(name: str) -> QIcon:
    """Return the line icon ``name`` in the text colour, faint where disabled."""
    result = QIcon()
    modes = {
        (QIcon.Mode.Normal, QIcon.State.Off): "text",
        (QIcon.Mode.Normal, QIcon.State.On): "accent",
        (QIcon.Mode.Disabled, QIcon.State.Off): "faint",
    }
    for (mode, state), role in modes.items():
        for scale in ICON_SCALES:
            result.addPixmap(icon_pixmap(name, colour(role), ICON_SIZE * scale), mode, state)
    return result


def icon_pixmap(name: str, tint: QColor, side: int) -> QPixmap:
    """Return the icon drawn ``side`` pixels wide in ``tint``."""
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
