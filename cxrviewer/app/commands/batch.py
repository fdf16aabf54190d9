"""Files in, outcomes out: what one worker of a larger run does with its part."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from cxrviewer.app.commands.analyze_lane import Lane
from cxrviewer.app.commands.analyze_resume import Earlier
from cxrviewer.app.commands.analyze_tasks import make_tasks, why_not_analysed
from cxrviewer.app.commands.study_task import ImageOutcome
from cxrviewer.domain.study import Instance
from cxrviewer.report.rows import refused_row


def analyse_files(lane: Lane, paths: Sequence[Path]) -> Iterator[ImageOutcome]:
    """Yield an outcome for every file among ``paths``: first those that no model is asked about.

    Nothing is written but what the lane's options ask for.
    """
    entries = lane.scan(paths)
    for entry in entries:
        reason = why_not_analysed(entry)
        if reason:
            instance = entry if isinstance(entry, Instance) else None
            yield ImageOutcome(refused_row(entry.path, reason, instance=instance), (), ())
    for task in make_tasks(entries, Earlier((), ())):
        yield from lane.work(task).images
