"""How many panes there are, which is active, and what they do together."""

from dataclasses import replace
from functools import partial

from cxrviewer.app.layout import Layout
from cxrviewer.app.links import Links
from cxrviewer.app.panes import Arrangement, Panes
from cxrviewer.ui.handlers.area import Actions, Handlers


class LayoutArea:
    """Checks the actions as the panes are arranged and linked."""

    def __init__(self, panes: Panes) -> None:
        self._panes = panes
        self.handlers: Handlers = {
            **{_row_of(layout): partial(panes.set_layout, layout) for layout in Layout},
            "next_pane": partial(panes.step_active, 1),
            "previous_pane": partial(panes.step_active, -1),
            "full_pane": panes.switch_full,
            "link_window": lambda: panes.set_links(
                replace(panes.links, window=not panes.links.window)
            ),
            "link_zoom": lambda: panes.set_links(replace(panes.links, zoom=not panes.links.zoom)),
            "link_pan": lambda: panes.set_links(replace(panes.links, pan=not panes.links.pan)),
        }

    def follow(self, actions: Actions) -> None:
        self._actions = actions
        self._panes.arranged.connect(self._follow_arrangement)
        self._panes.links_changed.connect(self._follow_links)
        self._follow_arrangement(self._panes.arrangement)
        self._follow_links(self._panes.links)

    def _follow_arrangement(self, arrangement: Arrangement) -> None:
        for layout in Layout:
            self._actions[_row_of(layout)].setChecked(layout is arrangement.layout)
        self._actions["full_pane"].setChecked(arrangement.full)
        several = arrangement.layout.panes > 1
        self._actions["full_pane"].setEnabled(several)
        for name in ("next_pane", "previous_pane"):
            self._actions[name].setEnabled(several or len(self._panes) > 1)

    def _follow_links(self, links: Links) -> None:
        self._actions["link_window"].setChecked(links.window)
        self._actions["link_zoom"].setChecked(links.zoom)
        self._actions["link_pan"].setChecked(links.pan)


def _row_of(layout: Layout) -> str:
    return f"layout_{layout.value}"
