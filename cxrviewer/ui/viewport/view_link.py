"""Linked zoom and pan: what is done in the active pane is done in the others on the screen.

Two radiographs have different sizes, so what is common to their views is the zoom over that which
shows the whole, and the place of the view's middle in the radiograph, as shares of its sides.
Where the two are registered, their views show the same part of the chest instead.
"""

from collections.abc import Callable

from cxrviewer.app.comparison import ComparisonState
from cxrviewer.app.links import Links
from cxrviewer.app.pane import Pane
from cxrviewer.app.session import Session
from cxrviewer.imaging.orientation import Affine
from cxrviewer.ui.viewport.viewport import Viewport

ViewportOf = Callable[[Pane], Viewport]


class ViewLink:
    """Follows the viewports; the active one leads."""

    def __init__(self, session: Session, viewport_of: ViewportOf) -> None:
        self._panes = session.panes
        self._comparison = session.comparison
        self._viewport_of = viewport_of
        self._aligned: object = None
        self._comparison.changed.connect(self._follow_comparison)

    def watch(self, viewport: Viewport) -> None:
        viewport.moved.connect(self._spread)
        viewport.resized.connect(self._realign)

    def _follow_comparison(self, state: ComparisonState) -> None:
        """Bring the views together once it is known how."""
        if state.fit is not self._aligned:
            self._aligned = state.fit
            self._realign()

    def _realign(self) -> None:
        """Let registered views show the same part again, whatever their size has become."""
        if self._comparison.state.fit is not None:
            self._spread(self._viewport_of(self._panes.active))

    def _spread(self, leader: Viewport) -> None:
        links = self._panes.links
        if leader.pane is not self._panes.active or not (links.zoom or links.pan):
            return
        for pane in self._panes.shown:
            if pane is not leader.pane and pane.radiograph is not None:
                way = self._comparison.state.way(leader.pane, pane)
                viewport = self._viewport_of(pane)
                if way is None:
                    follow(leader, viewport, links)
                else:
                    follow_registered(leader, viewport, way, links)


def follow(leader: Viewport, viewport: Viewport, links: Links) -> None:
    """Place ``viewport`` as ``leader`` is, as far as ``links`` say."""
    if leader.framing.fitted and links.zoom and links.pan:
        viewport.framing.fit_quietly()
        return
    middle = _same_place(leader, viewport) if links.pan else viewport.framing.middle
    scale = viewport.framing.placement.scale
    if links.zoom:
        scale = (
            leader.framing.placement.scale
            / leader.framing.whole().scale
            * viewport.framing.whole().scale
        )
    viewport.framing.look_at(middle, scale)


def follow_registered(leader: Viewport, viewport: Viewport, way: Affine, links: Links) -> None:
    """Show in ``viewport`` what ``leader`` shows; ``way`` leads between their pixels."""
    middle = way.apply(*leader.framing.middle) if links.pan else viewport.framing.middle
    scale = viewport.framing.placement.scale
    here, there = leader.pane.radiograph, viewport.pane.radiograph
    if links.zoom and here is not None and there is not None:
        # Display units are as wide as a pixel and 1 / aspect of its height.
        area = abs(way.xx * way.yy - way.xy * way.yx) * there.aspect / here.aspect
        scale = leader.framing.placement.scale / area**0.5
    viewport.framing.look_at(middle, scale)


def _same_place(leader: Viewport, viewport: Viewport) -> tuple[float, float]:
    here, there = leader.pane.radiograph, viewport.pane.radiograph
    if here is None or there is None:
        return viewport.framing.middle
    x, y = leader.framing.middle
    return x / here.columns * there.columns, y / here.rows * there.rows
