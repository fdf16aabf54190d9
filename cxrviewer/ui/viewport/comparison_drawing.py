"""Draws the running comparison in its two viewports."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from cxrviewer.app.comparison import ComparisonState, Fit, Shown
from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.pane import Pane
from cxrviewer.app.session import Session
from cxrviewer.ui.plain_text import one_line, readable_date
from cxrviewer.ui.viewport.layers import shrink_for
from cxrviewer.ui.viewport.viewport import Viewport

ViewportOf = Callable[[Pane], Viewport]


class ComparisonDrawing:
    """Covers the later radiograph with the earlier one or with the difference, and says so."""

    def __init__(self, session: Session, viewport_of: ViewportOf) -> None:
        self._comparison = session.comparison
        self._viewport_of = viewport_of
        self._drawn = ComparisonState()
        self._comparison.changed.connect(self._follow)

    def watch(self, pane: Pane) -> None:
        """A window chosen for the earlier radiograph holds where it covers the later one."""
        pane.display_changed.connect(self._follow_display)
        self._viewport_of(pane).moved.connect(self._follow_display)

    def _follow_display(self, _: DisplayState | Viewport) -> None:
        if self._comparison.state.shown is Shown.EARLIER:
            self._draw(self._comparison.state)

    def _follow(self, state: ComparisonState) -> None:
        if (self._drawn.later, self._drawn.earlier) != (state.later, state.earlier):
            self._forget(self._drawn)
        self._drawn = state
        self._draw(state)

    def _forget(self, state: ComparisonState) -> None:
        for pane in (state.later, state.earlier):
            if pane is not None:
                viewport = self._viewport_of(pane)
                viewport.cover.clear()
                viewport.follow_cover()
                viewport.texts.show_comparison("")
                viewport.texts.show_instance(pane.current)

    def _draw(self, state: ComparisonState) -> None:
        if state.later is None or state.earlier is None:
            return
        viewport = self._viewport_of(state.later)
        viewport.texts.show_comparison(words_of(state))
        covering = state.earlier if state.shown is Shown.EARLIER else state.later
        viewport.texts.show_instance(covering.current)
        self._viewport_of(state.earlier).texts.show_comparison(
            _tr("EARLIER · {0}").format(_date(state.earlier))
        )
        if state.fit is None or state.shown is Shown.LATER:
            viewport.cover.hide()
        else:
            _cover(viewport, state.shown, state.fit, state.earlier)
        viewport.follow_cover()


def words_of(state: ComparisonState) -> str:
    """Return what stands on the later radiograph's pane."""
    if state.later is None or state.earlier is None:
        return ""
    later, earlier = _date(state.later), _date(state.earlier)
    if state.shown is Shown.EARLIER:
        return _tr("EARLIER, LAID ON · {0}").format(earlier)
    if state.shown is Shown.DIFFERENCE:
        return _tr("SUBTRACTION · light: denser now")
    return _tr("LATER · {0}").format(later)


def _cover(viewport: Viewport, shown: Shown, fit: Fit, earlier: Pane) -> None:
    later = viewport.pane.radiograph
    if later is None:
        return
    size = (later.rows, later.columns)
    if shown is Shown.DIFFERENCE:
        viewport.cover.show_pixels(fit.difference.values, size=size)
    elif earlier.radiograph is not None and earlier.display is not None:
        way = fit.registration.transform
        stretch = abs(way.xx * way.yy - way.xy * way.yx) ** 0.5
        shrink = shrink_for(viewport.framing.magnification * stretch)
        look = earlier.display.look(earlier.radiograph, shrink=shrink)
        viewport.cover.show_picture(earlier.radiograph, look, way, size=size)


def _date(pane: Pane) -> str:
    if pane.current is None:
        return ""
    return readable_date(pane.current.study.date) or one_line(_tr("no date"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("comparison", text)
