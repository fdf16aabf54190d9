"""The panes of a session: which are shown, which the person works in, what they do together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from psygnal import Signal

from cxrviewer.app.analysis_state import AnalysisState
from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.jobs import Job
from cxrviewer.app.layout import Layout
from cxrviewer.app.links import Links, WindowLink
from cxrviewer.app.pane import Pane
from cxrviewer.app.picture import Picture
from cxrviewer.app.shared import Shared
from cxrviewer.domain.radiograph import Voi, Window


@dataclass(frozen=True, slots=True, eq=False)
class Arrangement:
    """``shown`` are the panes on the screen, row by row; ``full``: one in place of all."""

    layout: Layout
    full: bool
    shown: tuple[Pane, ...]


class Panes:
    """At least one pane, of which exactly one is active.

    ``picture_changed``, ``display_changed`` and ``analysis_changed`` are about the active pane:
    they also tell when another one becomes active.
    """

    added = Signal(Pane)
    arranged = Signal(Arrangement)
    links_changed = Signal(Links)
    active_changed = Signal(Pane)
    picture_changed = Signal(Picture)
    display_changed = Signal(DisplayState)
    analysis_changed = Signal(AnalysisState)

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._panes: list[Pane] = []
        self._window_link = WindowLink()
        self.layout = Layout.SINGLE
        self.full = False
        self.links = Links()
        self.active = self.add()
        self._relay(self.active)

    def __iter__(self) -> Iterator[Pane]:
        return iter(self._panes)

    def __len__(self) -> int:
        return len(self._panes)

    def __getitem__(self, number: int) -> Pane:
        return self._panes[number]

    @property
    def empty(self) -> bool:
        return all(pane.current is None for pane in self._panes)

    def of(self, job: Job) -> Pane:
        return self._panes[job.pane]

    def add(self) -> Pane:
        """Return one more pane; it is empty and not active."""
        pane = Pane(len(self._panes), self._shared)
        self._panes.append(pane)
        pane.window_changed.connect(partial(self._spread_window, pane))
        self.added.emit(pane)
        return pane

    @property
    def shown(self) -> tuple[Pane, ...]:
        """The panes on the screen: as many as the layout holds, the active one among them."""
        return (self.active,) if self.full else self._page

    @property
    def _page(self) -> tuple[Pane, ...]:
        first = self.active.number // self.layout.panes * self.layout.panes
        return tuple(self._panes[first : first + self.layout.panes])

    @property
    def arrangement(self) -> Arrangement:
        return Arrangement(self.layout, self.full, self.shown)

    def set_layout(self, layout: Layout) -> None:
        """Show as many panes as ``layout`` holds; what the others hold stays for later."""
        while len(self._panes) < layout.panes:
            self.add()
        self.layout, self.full = layout, False
        self.arranged.emit(self.arrangement)

    def switch_full(self) -> None:
        """Show the active pane in place of all, or all again."""
        self.full = not self.full and self.layout.panes > 1
        self.arranged.emit(self.arrangement)

    def set_links(self, links: Links) -> None:
        self.links = links
        self.links_changed.emit(links)

    def step_active(self, step: int) -> None:
        """Make the pane ``step`` places further active, from the last on to the first."""
        panes = self._page if len(self._page) > 1 else tuple(self._panes)
        self.activate(panes[(panes.index(self.active) + step) % len(panes)])

    def reset_display(self) -> None:
        """Reset the active pane; where windows are linked, every pane on the screen."""
        for pane in self.shown if self.links.window else (self.active,):
            pane.reset_display()

    def activate(self, pane: Pane) -> None:
        """Let the panels and the actions be about ``pane`` from now on."""
        if pane is self.active:
            return
        shown = self.shown
        self._relay(self.active, connect=False)
        self.active = pane
        self._relay(pane)
        self.active_changed.emit(pane)
        self.picture_changed.emit(pane.picture)
        if pane.display is not None:
            self.display_changed.emit(pane.display)
        self.analysis_changed.emit(pane.analysis_state)
        if self.shown != shown:
            self.arranged.emit(self.arrangement)

    def _spread_window(self, pane: Pane, voi: Voi) -> None:
        """Do to the other panes what was done to the active one. A LUT is its own file's."""
        if pane is not self.active or not self.links.window or pane.radiograph is None:
            return
        for other in self.shown:
            if other is pane or other.radiograph is None or other.display is None:
                continue
            if isinstance(voi, Window):
                window = self._window_link.carry(voi, pane.radiograph, other.radiograph)
                other.change_display(replace(other.display, voi=window))

    def _relay(self, pane: Pane, *, connect: bool = True) -> None:
        """Tell of ``pane`` as of the active one, or stop doing so."""
        for source, tell in (
            (pane.picture_changed, self._tell_picture),
            (pane.display_changed, self._tell_display),
            (pane.analysis_changed, self._tell_analysis),
        ):
            if connect:
                source.connect(tell)
            else:
                source.disconnect(tell)

    def _tell_picture(self, picture: Picture) -> None:
        self.picture_changed.emit(picture)

    def _tell_display(self, display: DisplayState) -> None:
        self.display_changed.emit(display)

    def _tell_analysis(self, state: AnalysisState) -> None:
        self.analysis_changed.emit(state)
