"""What is open and what is known about it: the state that every part of the window binds to.

A Session belongs to one thread. Workers never touch it: their results come back as frozen values
and are taken in by the ``finish_...`` methods, which drop whatever is no longer wanted. Each
signal carries one frozen value.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from psygnal import Signal

from cxrviewer.app.analysis_state import AnalysisState, AnalysisTrack, Models
from cxrviewer.app.display_memory import DisplayMemory, fresh_display
from cxrviewer.app.display_state import DisplayState, FindingKey
from cxrviewer.app.jobs import ByteCache, Job, JobBook, JobKind
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.picture import Loading, Picture, ScanState
from cxrviewer.app.preferences import Preferences
from cxrviewer.app.presentations import PresentationBook, with_presentation
from cxrviewer.app.report_job import ReportImage
from cxrviewer.app.studies import StudyList, study_key
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.errors import CxrError, printable
from cxrviewer.domain.presentation import PresentationState
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance, RefusedFile, ScanEntry
from cxrviewer.reading.validator.file_set import with_warnings

RADIOGRAPH_CACHE_BYTES = 384 * 2**20


class Session:
    """Studies, the current instance, its pixels, its display and its analysis."""

    scan_changed = Signal(ScanState)
    instance_added = Signal(object)
    instance_updated = Signal(Instance)
    file_refused = Signal(RefusedFile)
    presentation_found = Signal(PresentationState)
    picture_changed = Signal(Picture)
    display_changed = Signal(DisplayState)
    analysis_changed = Signal(AnalysisState)
    models_changed = Signal(Models)
    notice_added = Signal(Notice)

    def __init__(self, preferences: Preferences | None = None) -> None:
        self.preferences = preferences or Preferences()
        self.studies = StudyList()
        self.refused: dict[Path, RefusedFile] = {}
        self.scan = ScanState()
        self.picture = Picture(Loading.EMPTY)
        self.display: DisplayState | None = None
        self.models = Models()
        self.jobs = JobBook()
        self.radiographs: ByteCache[Path, Radiograph] = ByteCache(
            RADIOGRAPH_CACHE_BYTES, _radiograph_bytes
        )
        self._track = AnalysisTrack()
        self._displays = DisplayMemory()
        self._presentations = PresentationBook()
        self._impressions: dict[str, str] = {}
        # Analyses whose jobs are not younger than this were asked for before a forget.
        self._forgotten_up_to = 0

    @property
    def current(self) -> Instance | None:
        return self.picture.instance

    @property
    def radiograph(self) -> Radiograph | None:
        return self.picture.radiograph

    @property
    def analysis_state(self) -> AnalysisState:
        return self._track.state

    @property
    def analysis(self) -> Analysis | None:
        return self._track.state.analysis

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
        self._set_scan(replace(self.scan, instances=len(self.studies), refused=len(self.refused)))
        if self.current is None and len(self.studies):
            self.select(self.studies[0])

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
        """Make ``instance`` the current one; its pixels follow from a LOAD job."""
        if self.current is not None and self.current.path == instance.path:
            return
        if self.current is not None and self.display is not None:
            self._displays.keep(self.current.path, self.display)
        self.cancel_analysis()
        self._set_picture(Picture(Loading.LOADING, instance))

    def step(self, step: int) -> None:
        """Go ``step`` images further; nothing happens at the ends of the list."""
        if self.current is not None:
            self._select_found(self.studies.neighbour(self.current, step))

    def step_study(self, step: int) -> None:
        if self.current is not None:
            self._select_found(self.studies.study_neighbour(self.current, step))

    def begin_loading(self) -> Job:
        return self.jobs.start(JobKind.LOAD)

    def finish_loading(self, job: Job, radiograph: Radiograph) -> None:
        """Show ``radiograph``, unless another instance was chosen since ``job`` began."""
        self.radiographs.put(radiograph.instance.path, radiograph)
        if not self.jobs.is_newest(job) or self.current is None:
            return
        if radiograph.instance.path != self.current.path:
            return
        # A warning may have come up while the pixels were on their way.
        radiograph = _with_warnings_of(radiograph, self.current)
        self.display = self._displays.first(radiograph, self.preferences)
        self._set_picture(Picture(Loading.LOADED, self.current, radiograph))
        self.display_changed.emit(self.display)
        self._publish(self._track.show(radiograph, self.current.analysis_refusal))

    def fail_loading(self, job: Job, error: CxrError) -> None:
        if self.jobs.is_newest(job):
            notice = Notice.of(error)
            self._set_picture(Picture(Loading.FAILED, self.current, failure=notice))

    def change_display(self, display: DisplayState) -> None:
        """Show the current radiograph in another way. Raises ValueError where there is none."""
        if self.display is None:
            raise ValueError("no radiograph is shown")
        if display != self.display:
            self.display = display
            self.display_changed.emit(display)

    @property
    def presentations(self) -> tuple[PresentationState, ...]:
        """The presentation states that were found for the current instance."""
        return self._presentations.of(self.current) if self.current is not None else ()

    def apply_presentation(self, state: PresentationState) -> None:
        """Show the radiograph as ``state`` wants it. Raises ValueError where there is none."""
        if self.radiograph is None or self.display is None:
            raise ValueError("no radiograph is shown")
        self.change_display(with_presentation(self.display, self.radiograph, state))
        for warning in state.warnings:
            self.notify(Notice(Severity.WARNING, warning, "Compare with the state's own viewer."))

    def reset_display(self) -> None:
        """Go back to the window, the polarity and the overlays of a fresh radiograph."""
        if self.radiograph is not None and self.display is not None:
            fresh = fresh_display(self.radiograph, self.preferences)
            fresh = replace(fresh, chosen=self.display.chosen)
            self.change_display(fresh)

    def begin_analysis(self) -> Job | None:
        """Start a job for the shown radiograph, or return None where the models are not asked.

        They are not when there is no radiograph, when its header says that it is no chest
        radiograph, or when its analysis is known already.
        """
        if not self._track.wanted:
            return None
        job = self.jobs.start(JobKind.ANALYSIS)
        self._publish(self._track.queued())
        return job

    def forget_analysis(self) -> None:
        """Make the models look at the shown radiograph again on the next request."""
        self.jobs.cancel(JobKind.ANALYSIS)
        self._forgotten_up_to = self.jobs.last_number
        self._publish(self._track.forget())

    def progress_analysis(self, job: Job, state: AnalysisState) -> None:
        if self.jobs.is_newest(job):
            self._publish(self._track.advance(state))

    def finish_analysis(self, job: Job, analysis: Analysis) -> None:
        """Take in ``analysis``; it is shown only on the pixels that it belongs to."""
        if job.number <= self._forgotten_up_to:
            return
        self._track.remember(analysis)
        if not self.jobs.is_newest(job) or self.radiograph is None:
            return
        if analysis.key == self.radiograph.key:
            self._publish(self._track.done(analysis))

    def fail_analysis(self, job: Job, notice: Notice) -> None:
        if self.jobs.is_newest(job):
            self._publish(self._track.failed(notice))

    def cancel_analysis(self) -> None:
        """Give up the analysis under way; one that is finished stays."""
        self.jobs.cancel(JobKind.ANALYSIS)
        if self._track.state.busy:
            self._publish(self._track.cancelled())

    def forget_models(self) -> None:
        """Drop all that the models said, because others are about to be opened."""
        self._track.forget_all()
        self.forget_analysis()
        self.models = Models()
        self.models_changed.emit(self.models)

    def set_models(self, models: Models) -> None:
        self.models = models
        self.models_changed.emit(models)
        for notice in models.failures:
            self.notify(notice)

    @property
    def impression(self) -> str:
        """The reader's text for the current study."""
        return self._impressions.get(study_key(self.current), "") if self.current else ""

    def set_impression(self, text: str) -> None:
        if self.current is not None:
            self._impressions[study_key(self.current)] = text

    def report_images(self) -> tuple[ReportImage, ...]:
        """Return what a report of the current study shows: what was analysed, in the list's order.

        The current radiograph is among them in any case. Raises ValueError where there is none.
        """
        if self.radiograph is None or self.current is None:
            raise ValueError("no radiograph is shown")
        study = study_key(self.current)
        images = (self._report_image(i) for i in self.studies if study_key(i) == study)
        return tuple(image for image in images if image is not None)

    def _report_image(self, instance: Instance) -> ReportImage | None:
        if self.radiograph is not None and self.radiograph.instance.path == instance.path:
            return ReportImage(self.radiograph, self.analysis, self.display)
        radiograph = self.radiographs.get(instance.path)
        analysis = self._track.recall(radiograph.key) if radiograph is not None else None
        if radiograph is None or analysis is None:
            return None
        told = _with_warnings_of(radiograph, instance)
        return ReportImage(told, analysis, self._displays.get(instance.path))

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
            self.instance_added.emit(placed)
        else:
            self._update(entry)

    def _update(self, instance: Instance) -> None:
        """Take in what a later file says against one that is listed already."""
        known = self.studies[self.studies.row_of(instance)]
        told = with_warnings(known, instance.warnings)
        if told is known:
            return
        self.studies.update(told)
        if self.current is not None and self.current.path == told.path:
            self._tell_picture(told)
        self.instance_updated.emit(told)
        fresh = " ".join(told.warnings[len(known.warnings) :])
        self.notify(Notice(Severity.WARNING, fresh, subject=printable(told.path.name)))

    def _tell_picture(self, instance: Instance) -> None:
        """Renew what is said of the shown picture; its pixels stay, so nothing is drawn again."""
        radiograph = self.radiograph and _with_warnings_of(self.radiograph, instance)
        self.picture = replace(self.picture, instance=instance, radiograph=radiograph)

    def _select_found(self, instance: Instance | None) -> None:
        if instance is not None:
            self.select(instance)

    def _set_scan(self, scan: ScanState) -> None:
        self.scan = scan
        self.scan_changed.emit(scan)

    def _set_picture(self, picture: Picture) -> None:
        self.picture = picture
        if picture.loading is not Loading.LOADED:
            self.display = None
            self._track.clear()
        self.picture_changed.emit(picture)
        if picture.loading is not Loading.LOADED:
            self.analysis_changed.emit(self._track.state)

    def _publish(self, state: AnalysisState) -> None:
        self._choose_finding(state)
        self.analysis_changed.emit(state)

    def _choose_finding(self, state: AnalysisState) -> None:
        """Keep the chosen finding, or choose the one with the highest score."""
        if state.analysis is None or not state.analysis.findings or self.display is None:
            return
        keys = [FindingKey.of(finding) for finding in state.analysis.findings]
        if self.display.chosen not in keys:
            self.change_display(replace(self.display, chosen=keys[0]))


def _with_warnings_of(radiograph: Radiograph, listed: Instance) -> Radiograph:
    """Return ``radiograph`` with what the list says of its file by now."""
    told = with_warnings(radiograph.instance, listed.warnings)
    return radiograph if told is radiograph.instance else replace(radiograph, instance=told)


def _radiograph_bytes(radiograph: Radiograph) -> int:
    planes = sum(plane.mask.nbytes for plane in radiograph.planes)
    tables = radiograph.levels.nbytes + radiograph.padding.nbytes
    return radiograph.indices.nbytes + tables + planes
