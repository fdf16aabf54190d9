"""Linked zoom and pan: what is done in the active pane is done in the others on the screen.

Two radiographs have different sizes, so what is common to their views is the zoom over that which
shows the whole, and the place of the view's middle in the radiograph, as shares of its sides.
"""

from collections.abc import Callable

from cxrviewer.app.pane import Pane
from cxrviewer.app.panes import Panes
from cxrviewer.ui.viewport.viewport import Viewport

ViewportOf = Callable[[Pane], Viewport]


class ViewLink:
    """Follows the viewports; the active one leads."""

    def __init__(self, panes: Panes, viewport_of: ViewportOf) -> None:
        self._panes = panes
        self._viewport_of = viewport_of

    def watch(self, viewport: Viewport) -> None:
        viewport.moved.connect(self._spread)

    def _spread(self, leader: Viewport) -> None:
        links = self._panes.links
        if leader.pane is not self._panes.active or not (links.zoom or links.pan):
            return
        for pane in self._panes.shown:
            if pane is not leader.pane and pane.radiograph is not None:
                follow(leader, self._viewport_of(pane), zoom=links.zoom, pan=links.pan)


def follow(leader: Viewport, viewport: Viewport, *, zoom: bool, pan: bool) -> None:
    """Place ``viewport`` as ``leader`` is, as far as ``zoom`` and ``pan`` say."""
    if leader.fitted and zoom and pan:
        viewport.fit_quietly()
        return
    middle = _same_place(leader, viewport) if pan else viewport.middle
    scale = viewport.placement.scale
    if zoom:
        scale = leader.placement.scale / leader.whole().scale * viewport.whole().scale
    viewport.look_at(middle, scale)


def _same_place(leader: Viewport, viewport: Viewport) -> tuple[float, float]:
    here, there = leader.pane.radiograph, viewport.pane.radiograph
    if here is None or there is None:
        return viewport.middle
    x, y = leader.middle
    return x / here.columns * there.columns, y / here.rows * there.rows
