"""What a report of the current study shows, put together from what the session knows by now."""

from dataclasses import replace

from cxrviewer.app.jobs import Job
from cxrviewer.app.measurement_wording import measured_figures
from cxrviewer.app.pane import with_warnings_of
from cxrviewer.app.report_image import ReportImage
from cxrviewer.app.session import Session
from cxrviewer.app.studies import study_key
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance


class ReportImages:
    """Looks at a session, and changes nothing in it but its memory of analyses."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_study(self) -> tuple[Instance, ...]:
        """Return the listed images of the current study."""
        current = self._session.current
        if current is None:
            return ()
        study = study_key(current)
        return tuple(one for one in self._session.studies if study_key(one) == study)

    def frame_of(self, instance: Instance) -> int:
        """Return which frame of ``instance``, from 0, was looked at last."""
        return self._session.shared.frames.get(instance.path, 0)

    def at_hand(self, instance: Instance) -> ReportImage | None:
        """Return what is known of ``instance``: on the screen, or decoded and analysed before."""
        image = self._shown(instance) or self._remembered(instance)
        return None if image is None else self._told(image)

    def of_radiograph(self, instance: Instance, radiograph: Radiograph) -> ReportImage:
        """Return ``radiograph`` with what is known of it by now."""
        return self._told(self._plain(instance, radiograph))

    def finish(self, job: Job, image: ReportImage, analysis: Analysis) -> ReportImage:
        """Take in ``analysis`` as of any radiograph, and return ``image`` with it."""
        self._session.finish_analysis(job, analysis)
        return self._told(replace(image, analysis=self._session.shared.view(analysis)))

    def _shown(self, instance: Instance) -> ReportImage | None:
        for pane in (self._session.active, *self._session.panes):
            if pane.radiograph is not None and pane.radiograph.instance.path == instance.path:
                return ReportImage(pane.radiograph, pane.analysis, pane.display)
        return None

    def _remembered(self, instance: Instance) -> ReportImage | None:
        radiograph = self._session.radiographs.get((instance.path, self.frame_of(instance)))
        if radiograph is None or self._session.shared.analyses.recall(radiograph.key) is None:
            return None
        return self._plain(instance, radiograph)

    def _plain(self, instance: Instance, radiograph: Radiograph) -> ReportImage:
        shared = self._session.shared
        analysis = shared.analyses.recall(radiograph.key)
        seen = shared.view(analysis) if analysis is not None else None
        display = shared.displays.get(instance.path)
        return ReportImage(with_warnings_of(radiograph, instance), seen, display)

    def _told(self, image: ReportImage) -> ReportImage:
        """Return ``image`` with the reader's measurements and verdicts."""
        figures = measured_figures(self._session.measurements, image.radiograph)
        verdicts = self._session.verdicts.first.verdicts(image.radiograph.key)
        return replace(image, measurements=figures, verdicts=verdicts)
