"""Files in, outcomes out: what one worker of a larger run does with its part."""

import logging
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cxrviewer.app.commands.analyze_lane import Lane, refused_outcome
from cxrviewer.app.commands.analyze_resume import Earlier
from cxrviewer.app.commands.analyze_tasks import make_tasks, why_not_analysed
from cxrviewer.app.commands.study_task import ImageOutcome
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.errors import CxrError, InferenceError, ReadingError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance
from cxrviewer.report.rows import refused_row, result_rows, study_row

logger = logging.getLogger(__name__)
# So many radiographs in a row that no model could say anything of: the machine is at fault.
MOST_IN_A_ROW = 20


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A radiograph with its pixels, or why there are none."""

    instance: Instance
    content: Radiograph | CxrError
    seconds: float


def analyse_files(
    lane: Lane,
    files: Sequence[Path],
    *,
    batch: int = 1,
    first: Collection[Path] = (),
    begins: Callable[[Path], None] | None = None,
) -> Iterator[ImageOutcome]:
    """Yield an outcome for each of ``files``: first those that no model is asked about.

    Nothing is written. ``batch`` radiographs are asked about together, while the next ones are
    decoded. Those of ``first`` come before the others. ``begins`` is told of every file before its
    pixels are read; then nothing else is under way. Whatever goes wrong with one radiograph costs
    its own row, also what nobody has foreseen; raises InferenceError where it goes wrong with one
    after the other, because then it is the machine.
    """
    entries = lane.scan(files)
    for entry in entries:
        reason = why_not_analysed(entry)
        if reason:
            instance = entry if isinstance(entry, Instance) else None
            yield ImageOutcome(refused_row(entry.path, reason, instance=instance), (), ())
    tasks = make_tasks(entries, Earlier((), ()))
    instances = [image.instance for task in tasks for image in task.images]
    instances.sort(key=lambda instance: instance.path not in first)
    streak, size = _Streak(), batch if begins is None else 1
    ahead = batch if begins is None else 0
    for start in range(0, len(instances), size):
        if begins is not None:
            begins(instances[start].path)
        places = range(start, min(start + size, len(instances)))
        loaded = [_load(lane, instances, place, ahead) for place in places]
        yield from _outcomes(lane, loaded, streak)


@dataclass(slots=True)
class _Streak:
    """How many radiographs in a row could not be analysed, through no fault of their own."""

    length: int = 0

    def add(self, said: Analysis | CxrError) -> None:
        if isinstance(said, ReadingError):
            return
        silent = isinstance(said, Analysis) and said.failures and not said.findings
        self.length = self.length + 1 if silent or isinstance(said, CxrError) else 0
        if self.length >= MOST_IN_A_ROW:
            reason = said.cause if isinstance(said, CxrError) else said.failures[0]
            raise InferenceError(
                f"{self.length} radiographs in a row could not be analysed on a machine: {reason}",
                remedy="Look whether it has memory, disk and a GPU that works, and run again with "
                "--resume.",
            )


def _load(lane: Lane, instances: Sequence[Instance], number: int, ahead: int) -> _Loaded:
    """Return one of ``instances`` with its pixels, and have ``ahead`` more decoded meanwhile."""
    started, instance = time.perf_counter(), instances[number]
    content: Radiograph | CxrError
    try:
        content = lane.take(instance, *instances[number + 1 : number + 1 + ahead])
    except Exception as error:  # noqa: BLE001  (one radiograph of millions must not end the run)
        content = _known(error)
    return _Loaded(instance, content, time.perf_counter() - started)


def _outcomes(lane: Lane, group: Sequence[_Loaded], streak: _Streak) -> Iterator[ImageOutcome]:
    analyses = iter(_answers(lane, [x.content for x in group if isinstance(x.content, Radiograph)]))
    for loaded in group:
        said = next(analyses) if isinstance(loaded.content, Radiograph) else loaded.content
        streak.add(said)
        if isinstance(loaded.content, Radiograph) and isinstance(said, Analysis):
            results = result_rows(loaded.content.instance, said)
            yield ImageOutcome(study_row(loaded.content, said), results, ())
        else:
            assert isinstance(said, CxrError)
            yield refused_outcome(loaded.instance, said, seconds=loaded.seconds)


def _answers(lane: Lane, radiographs: Sequence[Radiograph]) -> Sequence[Analysis | CxrError]:
    if len(radiographs) > 1:
        try:
            return lane.ask_together(radiographs)
        except Exception as error:  # noqa: BLE001  (whose fault it is shows when each is asked alone)
            logger.warning("a batch failed and is asked one by one: %s", type(error).__name__)
    return [_answer(lane, radiograph) for radiograph in radiographs]


def _answer(lane: Lane, radiograph: Radiograph) -> Analysis | CxrError:
    try:
        return lane.ask(radiograph)
    except Exception as error:  # noqa: BLE001  (as above)
        return _known(error)


def _known(error: Exception) -> CxrError:
    return error if isinstance(error, CxrError) else unforeseen(error)


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
