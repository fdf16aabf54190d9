"""Panels that are shown on demand."""

from functools import partial

from PySide6.QtWidgets import QWidget

from cxrviewer.ui.handlers.area import Actions, Handlers


class PanelsArea:
    """``panels`` by the names of the actions that show and hide them."""

    def __init__(self, **panels: QWidget) -> None:
        self._panels = panels
        self.handlers: Handlers = {name: partial(self._switch, name) for name in panels}

    def follow(self, actions: Actions) -> None:
        self._actions = actions
        for name, panel in self._panels.items():
            actions[name].setChecked(not panel.isHidden())

    def _switch(self, name: str) -> None:
        panel = self._panels[name]
        panel.setVisible(panel.isHidden())
        self._actions[name].setChecked(not panel.isHidden())
