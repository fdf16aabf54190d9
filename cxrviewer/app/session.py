"""What is open and what is known about it: the state that every part of the window binds to.

A Session belongs to one thread. Workers never touch it: their results come back as frozen values
and are taken in by the ``finish_...`` methods, which drop whatever is no longer wanted. Each
signal carries one value.

What belongs to one image on the screen is a Pane's. The session knows which pane is active: its
own ``picture``, ``display`` and ``analysis``, and the signals about them, are the active pane's.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from psygnal import Signal

from cxrviewer.app.agreements import Agreements
from cxrviewer.app.analysis_state import AnalysisMemory, AnalysisState, Models
from cxrviewer.app.comparison import Comparison
from cxrviewer.app.database import Database
from cxrviewer.app.display_memory import DisplayMemory
from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.folder_watch import Changes
from cxrviewer.app.jobs import ByteCache, Job, JobBook, JobKind
from cxrviewer.app.listing import Listing
from cxrviewer.app.local_points import LocalPoint, LocalPoints
from cxrviewer.app.mark_store import DatabaseMarkStore
from cxrviewer.app.measurement_store import MeasurementStore
from cxrviewer.app.measurements import Measurements
from cxrviewer.app.memory import cache_bytes, installed_memory
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.painting import Painting
from cxrviewer.app.pane import Pane, Shared
from cxrviewer.app.panes import Panes
from cxrviewer.app.picture import Picture, ScanState
from cxrviewer.app.preferences import Preferences
from cxrviewer.app.presentations import PresentationBook, with_presentation
from cxrviewer.app.studies import StudyList, study_key
from cxrviewer.app.tools import ToolBox
from cxrviewer.app.verdict_store import VerdictStore
from cxrviewer.app.verdicts import Verdicts
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.errors import CxrError, printable
from cxrviewer.domain.presentation import PresentationState
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance, RefusedFile, ScanEntry
from cxrviewer.imaging.presentation import left_out
from cxrviewer.reading.validator.file_set import same_header, with_warnings


class Session:
    """Studies, refused files, models, and the panes that radiographs are shown in."""

    scan_changed = Signal(ScanState)
    instance_updated = Signal(Instance)
    file_rewritten = Signal(Instance)
    file_refused = Signal(RefusedFile)
    refusal_dropped = Signal(object)
    presentation_found = Signal(PresentationState)
    models_changed = Signal(Models)
    notice_added = Signal(Notice)

    def __init__(
        self, preferences: Preferences | None = None, database: Database | None = None
    ) -> None:
        """Without a ``database`` what the person draws is forgotten with the session."""
        self.database = database or Database(None)
        self.database.notice_added.connect(self.notify)
        self.measurements = Measurements(MeasurementStore(self.database))
        self.measurements.notice_added.connect(self.notify)
        self.studies = StudyList()
        self.listing = Listing(self.studies)
        self.listing.marks.keep_in(DatabaseMarkStore(self.database))
        self.refused: dict[Path, RefusedFile] = {}
        self._rewritten: set[Path] = set()
        self.scan = ScanState()
        self.models = Models()
        self.jobs = JobBook()
        self.radiographs: ByteCache[tuple[Path, int], Radiograph] = ByteCache(
            cache_bytes(installed_memory()), radiograph_bytes
        )
        self.shared = Shared(
            preferences or Preferences(),
            self.listing,
            self.jobs,
            DisplayMemory(),
            AnalysisMemory(),
            self.measurements,
        )
        self.verdicts = Verdicts(VerdictStore(self.database), self.listing, lambda: self.panes)
        self.verdicts.first.on = self.shared.preferences.read_first
        self.local_points = LocalPoints(self.database)
        self.shared.view = self.listing.triage.view = self._view
        self._presentations = PresentationBook()
        self._impressions: dict[str, str] = {}
        self.panes = Panes(self.shared)
        self.comparison = Comparison()
        self.picture_changed = self.panes.picture_changed
        self.display_changed = self.panes.display_changed
        self.analysis_changed = self.panes.analysis_changed

    @property
    def preferences(self) -> Preferences:
        return self.shared.preferences

    @preferences.setter
    def preferences(self, preferences: Preferences) -> None:
        self.shared.preferences = preferences

    @property
    def tools(self) -> ToolBox:
        return self.shared.tools

    @property
    def agreements(self) -> Agreements:
        return self.shared.agreements

    @property
    def painting(self) -> Painting:
        return self.shared.painting

    @property
    def active(self) -> Pane:
        return self.panes.active

    @property
    def picture(self) -> Picture:
        return self.active.picture

    @property
    def display(self) -> DisplayState | None:
        return self.active.display

    @property
    def current(self) -> Instance | None:
        return self.active.current

    @property
    def radiograph(self) -> Radiograph | None:
        return self.active.radiograph

    @property
    def analysis_state(self) -> AnalysisState:
        return self.active.analysis_state

    @property
    def analysis(self) -> Analysis | None:
        return self.active.analysis

    def notify(self, notice: Notice) -> None:
        self.notice_added.emit(notice)

    def begin_scan(self) -> Job:
        job = self.jobs.start(JobKind.SCAN)
        self._set_scan(replace(self.scan, running=True))
        return job

    def add_entries(self, job: Job, entries: Iterable[ScanEntry]) -> None:
        """Take in what a scan found; the first instance is opened where nothing is open yet."""
        if not self.jobs.is_newest(job):
            return
        for entry in entries:
            self._add_entry(entry)
        self.listing.count()
        self._set_scan(replace(self.scan, instances=len(self.studies), refused=len(self.refused)))
        if len(self.listing) and self.panes.empty:
            self.select(self.listing[0])

    def end_scan(self, job: Job) -> None:
        if not self.jobs.is_newest(job):
            return
        self._set_scan(replace(self.scan, running=False))
        if not len(self.studies) and not self.refused:
            self.notify(
                Notice(
                    Severity.WARNING,
                    "Nothing was found there.",
                    "Open a folder that holds DICOM, PNG or JPEG radiographs.",
                )
            )

    def select(self, instance: Instance) -> None:
        """Show ``instance`` in the active pane."""
        self.active.select(instance)

    def step(self, step: int) -> None:
        self.active.step(step)

    def step_study(self, step: int) -> None:
        self.active.step_study(step)

    def begin_loading(self) -> Job:
        return self.active.begin_loading()

    def finish_loading(self, job: Job, radiograph: Radiograph) -> None:
        """Keep ``radiograph``; the pane that ``job`` is for shows it if it still wants to."""
        self.radiographs.put((radiograph.instance.path, radiograph.frame), radiograph)
        self.listing.triage.name(radiograph.key, radiograph.instance.path)
        self.panes.of(job).finish_loading(job, radiograph)

    def fail_loading(self, job: Job, error: CxrError) -> None:
        self.panes.of(job).fail_loading(job, error)

    def change_display(self, display: DisplayState) -> None:
        self.active.change_display(display)

    @property
    def presentations(self) -> tuple[PresentationState, ...]:
        """The presentation states that were found for the current instance."""
        if self.current is None:
            return ()
        frame = 0 if self.radiograph is None else self.radiograph.frame
        states = self._presentations.of(self.current)
        return tuple(s for s in states if s.frames.holds(self.current.sop_uid, frame))

    def apply_presentation(self, state: PresentationState) -> None:
        """Show the radiograph as ``state`` wants it. Raises ValueError where there is none."""
        if self.radiograph is None or self.display is None:
            raise ValueError("no radiograph is shown")
        self.change_display(with_presentation(self.display, self.radiograph, state))
        for warning in left_out(self.radiograph, state):
            self.notify(Notice(Severity.WARNING, warning, "Compare with the state's own viewer."))

    def reset_display(self) -> None:
        self.panes.reset_display()

    def begin_analysis(self) -> Job | None:
        return self.active.begin_analysis()

    def forget_analysis(self) -> None:
        """Make the models look at the shown radiograph again on the next request."""
        if self.radiograph is None:
            return
        key = self.radiograph.key
        self.shared.analyses.forget(key, up_to=self.jobs.last_number)
        for pane in self.panes:
            if pane.shows(key):
                pane.forget_analysis()

    def progress_analysis(self, job: Job, state: AnalysisState) -> None:
        self.panes.of(job).progress_analysis(job, state)

    def finish_analysis(self, job: Job, analysis: Analysis) -> None:
        """Take in ``analysis``; it is shown only on the pixels that it belongs to."""
        if self.shared.analyses.remember(job, analysis):
            self.verdicts.take(analysis)
            self.listing.note_analysis(analysis)
            for pane in self.panes:
                pane.take_analysis(analysis)

    def fail_analysis(self, job: Job, notice: Notice) -> None:
        self.panes.of(job).fail_analysis(job, notice)

    def cancel_analysis(self) -> None:
        self.active.cancel_analysis()

    def forget_models(self) -> None:
        """Drop all that the models said, because others are about to be opened."""
        self.shared.analyses.forget_all(up_to=self.jobs.last_number)
        self.shared.agreements.forget_all()
        self.painting.restore()
        self.listing.triage.clear()
        for pane in self.panes:
            pane.forget_analysis()
        self.comparison.forget()
        self.models = self.verdicts.models = Models()
        self.models_changed.emit(self.models)

    def set_models(self, models: Models) -> None:
        self.models = self.verdicts.models = models
        self.models_changed.emit(models)
        for notice in (*models.failures, *self.local_points.warnings(models.bundles)):
            self.notify(notice)

    def use_local_point(self, point: LocalPoint) -> None:
        """Let a threshold of this place take that of the bundle's, from now on."""
        self.local_points.save(point)
        self._look_again()

    def drop_local_point(self, bundle: str, label: str) -> None:
        """Go back to the bundle's own threshold."""
        self.local_points.remove(bundle, label)
        self._look_again()

    def _look_again(self) -> None:
        self.listing.triage.look_again_at_all()
        self.listing.arrange()
        for pane in self.panes:
            pane.look_again()

    def _view(self, analysis: Analysis) -> Analysis:
        """Return what may be seen of ``analysis``, with the operating points of this place."""
        return self.verdicts.first.veiled(self.local_points.applied(analysis))

    @property
    def impression(self) -> str:
        """The reader's text for the current study."""
        return self._impressions.get(study_key(self.current), "") if self.current else ""

    def set_impression(self, text: str) -> None:
        if self.current is not None:
            self._impressions[study_key(self.current)] = text

    def refresh_measurements(self) -> None:
        """Show what another window may have drawn on the radiographs that are shown."""
        for key in {pane.radiograph.key for pane in self.panes if pane.radiograph is not None}:
            self.measurements.refresh(key)

    def follow_folders(self, changes: Changes) -> None:
        """Take in what became of the files; call it before the new ones are scanned."""
        for path in changes.new:
            # What was refused may have been half written, and what was read is another file now.
            if self.refused.pop(path, None) is not None:
                self.refusal_dropped.emit(path)
            elif path in self.studies:
                self._rewritten.add(path)
        fresh = frozenset(changes.new)
        self.radiographs.drop_where(lambda key: key[0] in fresh)
        for path in changes.gone:
            self.listing.mark_gone(path, gone=True)
        for path in changes.back:
            self.listing.mark_gone(path, gone=False)
        for folder in changes.lost:
            self.notify(
                Notice(
                    Severity.WARNING,
                    "The folder is not there any more. Its images stay listed as gone; what was "
                    "read, marked and measured is kept.",
                    "Connect the medium again; the folder is then taken up by itself.",
                    subject=printable(folder),
                )
            )

    def _add_entry(self, entry: ScanEntry) -> None:
        if isinstance(entry, RefusedFile):
            if entry.path not in self.refused:
                self.refused[entry.path] = entry
                self.file_refused.emit(entry)
            return
        if isinstance(entry, PresentationState):
            if self._presentations.add(entry):
                self.presentation_found.emit(entry)
            return
        placed = self.studies.insert(entry)
        if placed is not None:
            self.listing.add(entry)
            return
        known = self.studies[self.studies.row_of(entry)]
        if entry.path in self._rewritten or not same_header(known, entry):
            self._renew(entry)
        else:
            self._update(known, entry)

    def _renew(self, instance: Instance) -> None:
        """Take in a listed file that holds something else than before."""
        path = instance.path
        self._rewritten.discard(path)
        self.radiographs.drop_where(lambda key: key[0] == path)
        self.shared.displays.forget(path)
        self.shared.frames.pop(path, None)
        self.listing.triage.forget(path)
        self.file_rewritten.emit(instance)
        self.studies.renew(instance)
        self.listing.renew(instance)
        shown = [pane for pane in self.panes if pane.renew(instance)]
        if shown:
            said = "The file of a shown image has changed. It was read again."
            again = "Look at the image anew; what was said of it before may not hold."
            self.notify(Notice(Severity.WARNING, said, again, subject=printable(path.name)))

    def _update(self, known: Instance, instance: Instance) -> None:
        """Take in what a later file says against one that is listed already."""
        told = with_warnings(known, instance.warnings)
        if told is known:
            return
        self.studies.update(told)
        self.listing.update(told)
        for pane in self.panes:
            pane.tell(told)
        self.instance_updated.emit(told)
        fresh = " ".join(told.warnings[len(known.warnings) :])
        self.notify(Notice(Severity.WARNING, fresh, subject=printable(told.path.name)))

    def _set_scan(self, scan: ScanState) -> None:
        self.scan = scan
        self.scan_changed.emit(scan)


def radiograph_bytes(radiograph: Radiograph) -> int:
    """Return what ``radiograph`` costs in memory."""
    planes = sum(plane.mask.nbytes for plane in radiograph.planes)
    tables = radiograph.levels.nbytes + radiograph.padding.nbytes
    return radiograph.indices.nbytes + tables + planes
