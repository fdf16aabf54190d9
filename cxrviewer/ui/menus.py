"""Menus and toolbar, made from the action table."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QToolButton, QWidget

from cxrviewer.ui.actions.spec import Menu
from cxrviewer.ui.actions.table import ACTIONS, translated

ICON_SIDE = 20
CONTEXT_GROUPS = (
    ("fit", "one_to_one", "real_size"),
    ("tool_window", "tool_zoom", "tool_pan", "magnifier"),
    ("measure_length", "measure_angle", "measure_ellipse", "propose_ratio"),
    ("rename_measurement", "remove_measurement"),
    ("invert", "flip_across", "flip_down", "turn_left", "turn_right", "reset"),
    ("heatmap", "agreement", "mask", "planes", "texts"),
)


def fill_menus(bar: QMenuBar, actions: Mapping[str, QAction], presets: QMenu) -> None:
    """Put the listed rows of the table in their menus, and the presets with the image."""
    listed = [spec for spec in ACTIONS if spec.listed]
    used = {spec.menu for spec in listed}
    menus = {menu: bar.addMenu(translated(menu.value)) for menu in Menu if menu in used}
    groups: dict[Menu, int] = {}
    for spec in listed:
        menu = menus[spec.menu]
        if groups.get(spec.menu, spec.group) != spec.group:
            menu.addSeparator()
        groups[spec.menu] = spec.group
        menu.addAction(actions[spec.name])
    menus[Menu.IMAGE].insertMenu(actions["invert"], presets)


def make_toolbar(actions: Mapping[str, QAction], presets: QMenu) -> QToolBar:
    """Return the toolbar: the marked rows of the table, menus apart."""
    bar = QToolBar(QCoreApplication.translate("actions", "Tools"))
    bar.setObjectName("tools")
    bar.setMovable(False)
    bar.setIconSize(QSize(ICON_SIDE, ICON_SIDE))
    last = None
    for spec in ACTIONS:
        if not spec.toolbar:
            continue
        if last not in (None, spec.menu):
            bar.addSeparator()
        last = spec.menu
        bar.addAction(actions[spec.name])
        if spec.name == "one_to_one":
            bar.addWidget(_menu_button(presets))
    return bar


def make_context_menu(actions: Mapping[str, QAction], presets: QMenu, parent: QWidget) -> QMenu:
    """Return what a click of the right button on the radiograph offers."""
    menu = QMenu(parent)
    menu.addMenu(presets)
    for group in CONTEXT_GROUPS:
        menu.addSeparator()
        for name in group:
            menu.addAction(actions[name])
    return menu


def _menu_button(menu: QMenu) -> QToolButton:
    button = QToolButton()
    button.setIcon(menu.icon())
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setToolTip(menu.title().replace("&", ""))
    button.setAccessibleName(menu.title().replace("&", ""))
    return button
