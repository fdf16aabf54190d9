"""What is open and what is known about it: the state that every part of the window binds to.

A Session belongs to one thread. Workers never touch it: their results come back as frozen values
and are taken in by the ``finish_...`` methods, which drop whatever is no longer wanted. Each
signal carries one value.

Who wants something done speaks to the part that does it: the ``intake`` for files, the ``active``
pane for one image on the screen, ``panes`` for all of them, ``verdicts``, ``comparison`` and so on.
The session itself does what concerns several of them. Its ``picture``, ``display`` and
``analysis``, and the signals about them, are the active pane's.
"""

from psygnal import Signal

from cxrviewer.app.analysis_state import AnalysisState, Models
from cxrviewer.app.comparison import Comparison
from cxrviewer.app.database import Database
from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.intake import Intake
from cxrviewer.app.jobs import Job
from cxrviewer.app.listing import Listing
from cxrviewer.app.local_points import LocalPoint, LocalPoints
from cxrviewer.app.mark_store import DatabaseMarkStore
from cxrviewer.app.measurement_store import MeasurementStore
from cxrviewer.app.measurements import Measurements
from cxrviewer.app.notices import Notice
from cxrviewer.app.pane import Pane
from cxrviewer.app.panes import Panes
from cxrviewer.app.picture import Picture
from cxrviewer.app.preferences import Preferences
from cxrviewer.app.shared import Shared
from cxrviewer.app.studies import StudyList, study_key
from cxrviewer.app.verdict_store import VerdictStore
from cxrviewer.app.verdicts import Verdicts
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance


class Session:
    """The parts, and the models in use."""

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
        self.models = Models()
        self.shared = Shared(preferences or Preferences(), self.listing, self.measurements)
        self.jobs = self.shared.jobs
        self.radiographs = self.shared.radiographs
        self.tools = self.shared.tools
        self.agreements = self.shared.agreements
        self.painting = self.shared.painting
        self.verdicts = Verdicts(VerdictStore(self.database), self.listing, lambda: self.panes)
        self.verdicts.first.on = self.shared.preferences.read_first
        self.local_points = LocalPoints(self.database)
        self.shared.view = self.listing.triage.view = self._view
        self._impressions: dict[str, str] = {}
        self.panes = Panes(self.shared)
        self.intake = Intake(self.shared, self.panes, self.studies)
        self.intake.notice_added.connect(self.notify)
        self.presentations = self.intake.presentations
        self.presentations.notice_added.connect(self.notify)
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

    def finish_loading(self, job: Job, radiograph: Radiograph) -> None:
        """Keep ``radiograph``; the pane that ``job`` is for shows it if it still wants to."""
        self.radiographs.put((radiograph.instance.path, radiograph.frame), radiograph)
        self.listing.triage.name(radiograph.key, radiograph.instance.path)
        self.panes.of(job).finish_loading(job, radiograph)

    def forget_analysis(self) -> None:
        """Make the models look at the shown radiograph again on the next request."""
        if self.radiograph is None:
            return
        key = self.radiograph.key
        self.shared.analyses.forget(key, up_to=self.jobs.last_number)
        for pane in self.panes:
            if pane.shows(key):
                pane.forget_analysis()

    def finish_analysis(self, job: Job, analysis: Analysis) -> None:
        """Take in ``analysis``; it is shown only on the pixels that it belongs to."""
        if self.shared.analyses.remember(job, analysis):
            self.verdicts.take(analysis)
            self.listing.note_analysis(analysis)
            for pane in self.panes:
                pane.take_analysis(analysis)

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
