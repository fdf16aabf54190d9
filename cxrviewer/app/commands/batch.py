"""Files in, outcomes out: what one worker of a larger run does with its part."""

import logging
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

from cxrviewer.app.commands.analyze_lane import Lane, refused_outcome
from cxrviewer.app.commands.analyze_resume import Earlier
from cxrviewer.app.commands.analyze_tasks import make_tasks, why_not_analysed
from cxrviewer.app.commands.study_task import ImageOutcome
from cxrviewer.domain.errors import CxrError, InferenceError
from cxrviewer.domain.study import Instance
from cxrviewer.report.rows import refused_row, result_rows, study_row

logger = logging.getLogger(__name__)


def analyse_files(
    lane: Lane,
    files: Sequence[Path],
    *,
    first: Collection[Path] = (),
    begins: Callable[[Path], None] | None = None,
) -> Iterator[ImageOutcome]:
    """Yield an outcome for each of ``files``: first those that no model is asked about.

    Nothing is written. Those of ``first`` are analysed before the others, and ``begins`` is told of
    every file before its pixels are read. Whatever goes wrong with one radiograph costs its own
    row, also what nobody has foreseen.
    """
    entries = lane.scan(files)
    for entry in entries:
        reason = why_not_analysed(entry)
        if reason:
            instance = entry if isinstance(entry, Instance) else None
            yield ImageOutcome(refused_row(entry.path, reason, instance=instance), (), ())
    tasks = make_tasks(entries, Earlier((), ()))
    instances = [image.instance for task in tasks for image in task.images]
    for instance in sorted(instances, key=lambda instance: instance.path not in first):
        if begins is not None:
            begins(instance.path)
        yield _outcome(lane, instance)


def _outcome(lane: Lane, instance: Instance) -> ImageOutcome:
    started = time.perf_counter()
    try:
        radiograph = lane.load(instance)
        analysis = lane.ask(radiograph)
    except Exception as error:  # noqa: BLE001  (one radiograph of millions must not end the run)
        known = error if isinstance(error, CxrError) else unforeseen(error)
        return refused_outcome(instance, known, seconds=time.perf_counter() - started)
    row = study_row(radiograph, analysis)
    return ImageOutcome(row, result_rows(radiograph.instance, analysis), ())


def unforeseen(error: Exception) -> InferenceError:
    """Return an error of the program's own as a sentence; its text may hold what a file says."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    code = place.tb_frame.f_code if place is not None else None
    where = f" in {Path(code.co_filename).name}, {code.co_name}" if code is not None else ""
    logger.error("an analysis failed: %s%s", type(error).__name__, where)
    return InferenceError(
        f"The analysis failed: {type(error).__name__}{where}.",
        remedy="Tell the people who make this program.",
    )
