"""Which of the scanned files the models are asked about, study by study, and why not the others."""

from collections.abc import Sequence

from cxrviewer.app.commands.analyze_resume import Earlier
from cxrviewer.app.commands.output_names import OutputNames
from cxrviewer.app.commands.study_task import ImageTask, StudyTask
from cxrviewer.domain.presentation import PresentationState
from cxrviewer.domain.study import Instance, ScanEntry
from cxrviewer.report.rows import file_of

A_PRESENTATION_STATE = (
    "The file is a presentation state: it says how a picture is shown and is none itself."
)


def make_tasks(entries: Sequence[ScanEntry], earlier: Earlier) -> tuple[StudyTask, ...]:
    """Return the studies to analyse, with the names under which their pictures are written."""
    images, reports = OutputNames(earlier.image_stems()), OutputNames(earlier.report_stems())
    tasks = []
    for instances in _by_study(entries).values():
        first = instances[0]
        named = tuple(ImageTask(i, images.stem(file_of(i.path), i.path.stem)) for i in instances)
        report = reports.stem(file_of(first.path), first.study.uid or first.path.stem)
        tasks.append(StudyTask(named, report))
    return tuple(tasks)


def why_not_analysed(entry: ScanEntry) -> str:
    """Return the reason why no model is asked, or an empty string."""
    if isinstance(entry, PresentationState):
        return A_PRESENTATION_STATE
    return entry.analysis_refusal if isinstance(entry, Instance) else entry.reason


def _by_study(entries: Sequence[ScanEntry]) -> dict[str, list[Instance]]:
    studies: dict[str, list[Instance]] = {}
    for entry in entries:
        if isinstance(entry, Instance) and not entry.analysis_refusal:
            studies.setdefault(entry.study.key, []).append(entry)
    return studies
