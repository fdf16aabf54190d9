"""One place for a radiograph: what stands there, how it is shown and what the models said of it.

A Pane belongs to its session's thread. Its newest load and its newest analysis win; results of
older jobs, and results about other pixels, are dropped.
"""

from dataclasses import replace

from psygnal import Signal

from cxrviewer.app.agreements import AgreementKey
from cxrviewer.app.analysis_state import AnalysisState, AnalysisTrack
from cxrviewer.app.display_memory import fresh_display
from cxrviewer.app.display_state import DisplayState, FindingKey
from cxrviewer.app.jobs import Job, JobKind
from cxrviewer.app.notices import Notice
from cxrviewer.app.picture import Loading, Picture
from cxrviewer.app.preferences import Preferences
from cxrviewer.app.shared import Shared
from cxrviewer.domain.agreement import AgreedAttention
from cxrviewer.domain.analysis import Analysis, leading
from cxrviewer.domain.errors import CxrError
from cxrviewer.domain.radiograph import Radiograph, RadiographKey
from cxrviewer.domain.study import Instance
from cxrviewer.reading.validator.file_set import with_warnings


class Pane:
    """A picture, its display and its analysis. ``number`` tells the pane's jobs from others'.

    ``window_changed`` carries the VOI that was chosen for a radiograph that is shown already.
    """

    picture_changed = Signal(Picture)
    display_changed = Signal(DisplayState)
    analysis_changed = Signal(AnalysisState)
    window_changed = Signal(object)

    def __init__(self, number: int, shared: Shared) -> None:
        self.number = number
        self.picture = Picture(Loading.EMPTY)
        self.display: DisplayState | None = None
        self.measurements = shared.measurements
        self.tools = shared.tools
        self.agreements = shared.agreements
        self.painting = shared.painting
        self._shared = shared
        self._track = AnalysisTrack(shared.analyses)
        self._seen = self._track.state

    @property
    def current(self) -> Instance | None:
        return self.picture.instance

    @property
    def radiograph(self) -> Radiograph | None:
        return self.picture.radiograph

    @property
    def analysis_state(self) -> AnalysisState:
        """How far the analysis is, with what of it may be seen."""
        return self._seen

    @property
    def analysis(self) -> Analysis | None:
        return self._seen.analysis

    @property
    def unveiled(self) -> Analysis | None:
        """All that the models said, also what the reader may not see yet: nothing to show."""
        return self._track.state.analysis

    @property
    def preferences(self) -> Preferences:
        return self._shared.preferences

    @property
    def agreement_key(self) -> AgreementKey | None:
        """Of what an agreement is wanted here; None where none is to be shown."""
        display, radiograph = self.display, self.radiograph
        if display is None or radiograph is None or display.chosen is None:
            return None
        if not (display.agreement_shown and display.heatmap_visible):
            return None
        if self.painted is not None or display.chosen_grid(self.analysis) is None:
            return None
        return AgreementKey(radiograph.key, display.chosen.bundle)

    @property
    def agreed(self) -> AgreedAttention | None:
        """What nearly all views agree on about the chosen finding, once it was measured."""
        key, display = self.agreement_key, self.display
        known = self.agreements.of(key) if key is not None else None
        if known is None or display is None or display.chosen is None:
            return None
        return known.of(display.chosen.pathology)

    @property
    def painted(self) -> Radiograph | None:
        """What stands in the radiograph's place because somebody painted on it."""
        state = self.painting.state
        return state.radiograph if state.pane == self.number else None

    @property
    def painted_analysis(self) -> Analysis | None:
        """What may be seen of what the models said of ``painted``."""
        analysis = self.painting.state.analysis
        return None if self.painted is None or analysis is None else self._shared.view(analysis)

    def shows(self, key: RadiographKey) -> bool:
        return self.radiograph is not None and self.radiograph.key == key

    def select(self, instance: Instance) -> None:
        """Make ``instance`` the current one; its pixels follow from a LOAD job."""
        if self.current is not None and self.current.path == instance.path:
            return
        self._leave()
        frame = self._shared.frames.get(instance.path, 0)
        frame = frame if frame < instance.frames else 0
        self._set_picture(Picture(Loading.LOADING, instance, frame=frame))

    def show_frame(self, frame: int) -> None:
        """Show another frame (from 0) of the current image; nothing happens beyond its ends."""
        instance = self.current
        if instance is None or frame == self.picture.frame or not 0 <= frame < instance.frames:
            return
        self._leave()
        self._shared.frames[instance.path] = frame
        self._set_picture(Picture(Loading.LOADING, instance, frame=frame))

    def step_frame(self, step: int) -> None:
        self.show_frame(self.picture.frame + step)

    def clear(self) -> None:
        """Show nothing."""
        self._leave()
        self._set_picture(Picture(Loading.EMPTY))

    def step(self, step: int) -> None:
        """Go ``step`` images further in the list as it is shown; nothing happens at its ends."""
        if self.current is not None:
            self._select_found(self._shared.listing.neighbour(self.current, step))

    def step_study(self, step: int) -> None:
        if self.current is not None:
            self._select_found(self._shared.listing.study_neighbour(self.current, step))

    def begin_loading(self) -> Job:
        return self._shared.jobs.start(JobKind.LOAD, self.number)

    def finish_loading(self, job: Job, radiograph: Radiograph) -> None:
        """Show ``radiograph``, unless another instance was chosen since ``job`` began."""
        if not self._shared.jobs.is_newest(job) or self.current is None:
            return
        wanted = self.current.path, self.picture.frame
        if (radiograph.instance.path, radiograph.frame) != wanted:
            return
        # A warning may have come up while the pixels were on their way.
        radiograph = with_warnings_of(radiograph, self.current)
        self.display = self._shared.displays.first(radiograph, self.preferences)
        frame = radiograph.frame
        self._set_picture(Picture(Loading.LOADED, self.current, radiograph, frame=frame))
        self.display_changed.emit(self.display)
        self._publish(self._track.show(radiograph, self.current.analysis_refusal))

    def fail_loading(self, job: Job, error: CxrError) -> None:
        if self._shared.jobs.is_newest(job):
            failed = replace(self.picture, loading=Loading.FAILED, radiograph=None)
            self._set_picture(replace(failed, failure=Notice.of(error)))

    def change_display(self, display: DisplayState) -> None:
        """Show the current radiograph in another way. Raises ValueError where there is none."""
        if self.display is None:
            raise ValueError("no radiograph is shown")
        if display == self.display:
            return
        before, self.display = self.display, display
        self.display_changed.emit(display)
        if display.voi != before.voi:
            self.window_changed.emit(display.voi)

    def reset_display(self) -> None:
        """Go back to the window, the polarity and the overlays of a fresh radiograph."""
        if self.radiograph is not None and self.display is not None:
            fresh = fresh_display(self.radiograph, self.preferences)
            # Who has hidden the patient's name does not want it back with the window.
            kept = self.display
            fresh = replace(
                fresh, chosen=kept.chosen, scores_anyway=kept.scores_anyway, texts=kept.texts
            )
            self.change_display(fresh)

    def begin_analysis(self) -> Job | None:
        """Start a job for the shown radiograph, or return None where the models are not asked.

        They are not when there is no radiograph, when its header says that it is no chest
        radiograph, or when its analysis is known already.
        """
        if not self._track.wanted:
            return None
        job = self._shared.jobs.start(JobKind.ANALYSIS, self.number)
        self._publish(self._track.queued())
        return job

    def progress_analysis(self, job: Job, state: AnalysisState) -> None:
        if self._shared.jobs.is_newest(job):
            self._publish(self._track.advance(state))

    def take_analysis(self, analysis: Analysis) -> None:
        """Show ``analysis`` where it is waited for; another pane may have asked for it first."""
        if self._track.state.busy and self.shows(analysis.key):
            self._shared.jobs.cancel(JobKind.ANALYSIS, self.number)
            self._publish(self._track.done(analysis))

    def fail_analysis(self, job: Job, notice: Notice) -> None:
        if self._shared.jobs.is_newest(job):
            self._publish(self._track.failed(notice))

    def cancel_analysis(self) -> None:
        """Give up the analysis under way; one that is finished stays."""
        self._shared.jobs.cancel(JobKind.ANALYSIS, self.number)
        if self._track.state.busy:
            self._publish(self._track.cancelled())

    def forget_analysis(self) -> None:
        """Show no analysis any more, and give up the one under way."""
        self._shared.jobs.cancel(JobKind.ANALYSIS, self.number)
        self._publish(self._track.forget())

    def look_again(self) -> None:
        """Show what may be seen of the analysis by now."""
        if self._track.state.analysis is not None:
            self._publish(self._track.state)

    def tell(self, instance: Instance) -> None:
        """Renew what is said of the shown picture; its pixels stay, so nothing is drawn again."""
        if self.current is not None and self.current.path == instance.path:
            radiograph = self.radiograph and with_warnings_of(self.radiograph, instance)
            self.picture = replace(self.picture, instance=instance, radiograph=radiograph)

    def renew(self, instance: Instance) -> bool:
        """Have the picture read again where its file was written anew; True where it is shown."""
        if self.current is None or self.current.path != instance.path:
            return False
        self._shared.jobs.cancel(JobKind.LOAD, self.number)
        self.cancel_analysis()
        self._set_picture(Picture(Loading.LOADING, instance))
        return True

    def _leave(self) -> None:
        if self.current is not None and self.display is not None:
            self._shared.displays.keep(self.current.path, self.display)
        # A load that fails from now on speaks of an image that is not here any more.
        self._shared.jobs.cancel(JobKind.LOAD, self.number)
        self.cancel_analysis()

    def _select_found(self, instance: Instance | None) -> None:
        if instance is not None:
            self.select(instance)

    def _set_picture(self, picture: Picture) -> None:
        self.picture = picture
        if picture.loading is not Loading.LOADED:
            self.display = None
            self._shared.jobs.cancel(JobKind.ANALYSIS, self.number)
            self._track.clear()
            self._seen = self._track.state
        self.picture_changed.emit(picture)
        if picture.loading is not Loading.LOADED:
            self.analysis_changed.emit(self._seen)

    def _publish(self, state: AnalysisState) -> None:
        seen = state
        if state.analysis is not None:
            seen = replace(state, analysis=self._shared.view(state.analysis))
        self._seen = seen
        self._choose_finding(seen)
        self.analysis_changed.emit(seen)

    def _choose_finding(self, state: AnalysisState) -> None:
        """Keep the chosen finding, or choose the one that is furthest above its operating point."""
        findings = state.analysis.findings if state.analysis is not None else ()
        first = leading(findings)
        if first is None or self.display is None:
            return
        if self.display.chosen not in [FindingKey.of(finding) for finding in findings]:
            self.change_display(replace(self.display, chosen=FindingKey.of(first)))


def with_warnings_of(radiograph: Radiograph, listed: Instance) -> Radiograph:
    """Return ``radiograph`` with what the list says of its file by now."""
    told = with_warnings(radiograph.instance, listed.warnings)
    return radiograph if told is radiograph.instance else replace(radiograph, instance=told)
