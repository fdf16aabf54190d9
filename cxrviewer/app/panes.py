"""The panes of a session, and which of them the person works in."""

from collections.abc import Iterator

from psygnal import Signal

from cxrviewer.app.analysis_state import AnalysisState
from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.jobs import Job
from cxrviewer.app.pane import Pane, Shared
from cxrviewer.app.picture import Picture


class Panes:
    """At least one pane, of which exactly one is active.

    ``picture_changed``, ``display_changed`` and ``analysis_changed`` are about the active pane:
    they also tell when another one becomes active.
    """

    added = Signal(Pane)
    active_changed = Signal(Pane)
    picture_changed = Signal(Picture)
    display_changed = Signal(DisplayState)
    analysis_changed = Signal(AnalysisState)

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._panes = [Pane(0, shared)]
        self.active = self._panes[0]
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
        self.added.emit(pane)
        return pane

    def activate(self, pane: Pane) -> None:
        """Let the panels and the actions be about ``pane`` from now on."""
        if pane is self.active:
            return
        self._relay(self.active, connect=False)
        self.active = pane
        self._relay(pane)
        self.active_changed.emit(pane)
        self.picture_changed.emit(pane.picture)
        if pane.display is not None:
            self.display_changed.emit(pane.display)
        self.analysis_changed.emit(pane.analysis_state)

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
