"""Tells the audit log what comes into view in the panes of a session."""

from collections.abc import Callable
from functools import partial

from cxrviewer.app.analysis_state import AnalysisState
from cxrviewer.app.audit import AuditLog, Event
from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.pane import Pane
from cxrviewer.app.picture import Loading, Picture
from cxrviewer.app.session import Session
from cxrviewer.domain.errors import ExportError
from cxrviewer.domain.radiograph import RadiographKey


def at_once(work: Callable[[], None]) -> None:
    work()


class Exposure:
    """A line is written when something is seen that was not seen a moment ago in that pane.

    ``later`` may put that off until it is on the screen: the log waits for the disk, and a
    radiograph is not to wait for the log. ``write`` writes what was put off.
    """

    def __init__(
        self,
        session: Session,
        log: AuditLog,
        *,
        later: Callable[[Callable[[], None]], None] = at_once,
    ) -> None:
        self._session = session
        self._log = log
        self._later = later
        self._unwritten: list[tuple[RadiographKey, frozenset[str]]] = []
        self._visible: dict[int, tuple[RadiographKey, frozenset[str]]] = {}
        self._failed = False
        for pane in session.panes:
            self._watch(pane)
        session.panes.added.connect(self._watch)
        session.verdicts.given.connect(self._note_verdict)
        session.verdicts.revealed.connect(self._note_revealed)
        session.verdicts.mode_changed.connect(self._note_mode)

    def note_report(self, key: RadiographKey) -> None:
        """Say that a report was written of the study that the radiograph of ``key`` belongs to."""
        self._add(Event.REPORT, key)

    def note_profile(self) -> None:
        """Say that other local operating points hold from now on."""
        self._add(Event.PROFILE, None)

    def _watch(self, pane: Pane) -> None:
        pane.picture_changed.connect(partial(self._follow_picture, pane))
        pane.analysis_changed.connect(partial(self._follow_analysis, pane))
        pane.display_changed.connect(partial(self._follow_display, pane))

    def _follow_picture(self, pane: Pane, picture: Picture) -> None:
        if picture.loading is not Loading.LOADED:
            self._visible.pop(pane.number, None)
        else:
            self._look(pane)

    def _follow_analysis(self, pane: Pane, _: AnalysisState) -> None:
        self._look(pane)

    def _follow_display(self, pane: Pane, _: DisplayState) -> None:
        self._look(pane)

    def _look(self, pane: Pane) -> None:
        radiograph = pane.radiograph
        if radiograph is None:
            return
        now = visible_in(pane)
        key, before = self._visible.get(pane.number, (radiograph.key, frozenset[str]()))
        if key != radiograph.key:
            before = frozenset()
        self._visible[pane.number] = radiograph.key, now
        if now - before:
            self._unwritten.append((radiograph.key, now - before))
            self._later(self.write)

    def write(self) -> None:
        """Write what came into view and is not in the log yet; of one radiograph in one line."""
        while self._unwritten:
            key, seen = self._unwritten.pop(0)
            while self._unwritten and self._unwritten[0][0] == key:
                seen |= self._unwritten.pop(0)[1]
            self._append(Event.SHOWN, key, tuple(sorted(seen)))

    def _note_verdict(self, key: RadiographKey) -> None:
        self._add(Event.VERDICT, key)

    def _note_revealed(self, key: RadiographKey) -> None:
        self._add(Event.REVEALED, key)

    def _note_mode(self, on: bool) -> None:
        self._add(Event.READ_FIRST_ON if on else Event.READ_FIRST_OFF, None)

    def _add(self, event: Event, key: RadiographKey | None) -> None:
        self.write()
        self._append(event, key)

    def _append(
        self, event: Event, key: RadiographKey | None, visible: tuple[str, ...] = ()
    ) -> None:
        bundles = (bundle.identity for bundle in self._session.models.bundles)
        try:
            self._log.add(event, key, bundles=bundles, visible=visible)
        except ExportError as error:
            # Once: it would come with every picture.
            if not self._failed:
                self._session.notify(
                    Notice(
                        Severity.WARNING,
                        f"The audit log cannot be written: {error.cause} What is shown from now "
                        "on may be missing in it.",
                        error.remedy,
                    )
                )
            self._failed = True


def visible_in(pane: Pane) -> frozenset[str]:
    """Return what is seen in ``pane``: image, scores, mask, heatmap with label and model."""
    analysis, display = pane.analysis, pane.display
    seen = {"image"}
    if analysis is None or display is None:
        return frozenset(seen)
    if analysis.findings and not display.withholds(analysis):
        seen.add("scores")
    if display.mask_shown and analysis.lung_mask is not None:
        seen.add("mask")
    grid = display.chosen_grid(analysis) if display.heatmap_visible else None
    if grid is not None:
        seen.add(f"heatmap {grid.pathology} {grid.bundle.name}")
    return frozenset(seen)
