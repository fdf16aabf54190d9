"""``cxrviewer analyze``: every radiograph below some paths, without a screen.

The headers are read first, because a report covers a study and a study may lie scattered. Then
study after study goes to a lane: this process is one, and ``--jobs`` adds others. Rows are written
when a study is done, each file's own row last: what stands in studies.csv is finished.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from cxrviewer.app.commands.analyze_lane import Lane, start_process, work_in_process
from cxrviewer.app.commands.analyze_options import AnalyzeOptions
from cxrviewer.app.commands.analyze_resume import Earlier, check_same_bundles, wanted_kinds
from cxrviewer.app.commands.analyze_tasks import make_tasks, why_not_analysed
from cxrviewer.app.commands.headers import progress_bar, scan_all
from cxrviewer.app.commands.study_task import StudyOutcome, StudyTask
from cxrviewer.domain.errors import InferenceError, UsageError, printable
from cxrviewer.domain.study import Instance, ScanEntry, Status
from cxrviewer.report.atomic import make_folder, remove_leftovers
from cxrviewer.report.outputs import OutputRow, append_outputs, read_outputs, start_outputs
from cxrviewer.report.rows import file_of, refused_row
from cxrviewer.report.run_record import Model, begin_record
from cxrviewer.report.tables import Tables

EXIT_OK, EXIT_SOME_REFUSED = 0, 3
WAITING_PER_JOB = 3
# Windows cannot wait for more processes of one pool.
MOST_PROCESSES = 61


def analyze(options: AnalyzeOptions) -> int:
    """Carry out the run and return the exit status: 0, or 3 where some files were refused."""
    for path in options.paths:
        if not path.exists():
            raise UsageError(
                "There is no such file or folder.", remedy="Check the spelling.", path=path
            )
    outputs = read_outputs(options.out) if options.resume else ()
    # The models come before the tables: a run that cannot analyse must not replace an older one's.
    with Lane.open(options) as lane:
        entries = scan_all(options.paths, lane.reader)
        if not entries:
            raise UsageError(
                "There is no file to analyse below the given paths.",
                remedy="Name files or folders that hold DICOM, PNG or JPEG radiographs.",
            )
        counts = _recorded(options, lane, entries, outputs)
    print(_summary(counts, options.out), file=sys.stderr)
    return EXIT_SOME_REFUSED if counts[Status.REFUSED] else EXIT_OK


def _recorded(
    options: AnalyzeOptions,
    lane: Lane,
    entries: Sequence[ScanEntry],
    outputs: Sequence[OutputRow],
) -> Counter[Status]:
    """Carry out the run, with a record of it in the folder that it writes to."""
    with Tables(options.out, resume=options.resume) as tables:
        check_same_bundles(tables, lane.bundles)
        record = begin_record(
            options.out,
            [Model.of(bundle.identity) for bundle in lane.bundles],
            providers=(lane.provider,),
            started=datetime.now().astimezone(),
            resume=options.resume,
        )
        counts = _Run(options, lane, Earlier(tables.done, outputs), tables).go(entries)
        record.end({status.value: counts[status] for status in Status})
    return counts


class _Run:
    """Everything that one run holds open."""

    def __init__(
        self, options: AnalyzeOptions, lane: Lane, earlier: Earlier, tables: Tables
    ) -> None:
        self._options = options
        self._lane = lane
        self._earlier = earlier
        self._tables = tables
        self._kinds = wanted_kinds(options, lane.bundles)
        self._listed = {row.key for row in earlier.outputs}
        self._counts = Counter(row.status for row in earlier.done)

    def go(self, entries: Sequence[ScanEntry]) -> Counter[Status]:
        """Write a row for every entry, and return how many have which status."""
        for kind in self._kinds:
            make_folder(self._options.out / kind.value)
            if self._options.resume:
                remove_leftovers(self._options.out / kind.value)
        start_outputs(self._options.out, self._earlier.outputs)
        for entry in entries:
            self._list_refused(entry)
        tasks = [
            task
            for task in make_tasks(entries, self._earlier)
            if not self._earlier.is_finished(task, self._options.out, self._kinds)
        ]
        total = sum(len(task.images) for task in tasks)
        with progress_bar("Analysing", unit="image", total=total) as bar:
            for outcome in self._written(self._outcomes(tasks)):
                bar.update(len(outcome.images))
        return self._counts

    def _written(self, outcomes: Iterable[StudyOutcome]) -> Iterator[StudyOutcome]:
        """Write each outcome while the next one is made: writing is mostly waiting for the disk."""
        with ThreadPoolExecutor(1, thread_name_prefix="rows") as writer:
            writing: Future[None] | None = None
            for outcome in outcomes:
                if writing is not None:
                    writing.result()
                writing = writer.submit(self._write, outcome)
                yield outcome
            if writing is not None:
                writing.result()

    def _list_refused(self, entry: ScanEntry) -> None:
        instance = entry if isinstance(entry, Instance) else None
        reason = why_not_analysed(entry)
        if reason and file_of(entry.path) not in self._earlier.files:
            self._tables.append(refused_row(entry.path, reason, instance=instance))
            self._counts[Status.REFUSED] += 1

    def _write(self, outcome: StudyOutcome) -> None:
        for image in outcome.images:
            new = [row for row in image.outputs if row.key not in self._listed]
            append_outputs(self._options.out, new)
            if image.study.file not in self._earlier.files:
                self._tables.append(image.study, image.results)
                self._counts[image.study.status] += 1

    def _outcomes(self, tasks: Sequence[StudyTask]) -> Iterator[StudyOutcome]:
        processes = process_count(self._options.jobs, len(tasks))
        if processes == 1:
            return self._lane.work_all(tasks)
        return _outcomes_of_processes(self._lane, replace(self._options, jobs=processes), tasks)


def process_count(jobs: int, tasks: int) -> int:
    """Return how many lanes work, this process among them."""
    return max(1, min(jobs, MOST_PROCESSES, tasks))


def _outcomes_of_processes(
    lane: Lane, options: AnalyzeOptions, tasks: Sequence[StudyTask]
) -> Iterator[StudyOutcome]:
    """Share ``tasks`` among ``lane`` and processes of their own.

    A few studies wait for each process, so that a long run does not queue up in memory.
    """
    others = options.jobs - 1
    left = iter(tasks)
    waiting: set[Future[StudyOutcome]] = set()
    with ProcessPoolExecutor(
        others,
        mp_context=get_context("spawn"),
        initializer=start_process,
        initargs=(options,),
    ) as pool:
        try:
            for task in islice(left, others * WAITING_PER_JOB):
                waiting.add(pool.submit(work_in_process, task))
            for outcome in lane.work_all(left):
                yield outcome
                done, waiting = wait(waiting, timeout=0)
                for task in islice(left, others * WAITING_PER_JOB - len(waiting)):
                    waiting.add(pool.submit(work_in_process, task))
                yield from (future.result() for future in done)
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        except BrokenProcessPool as error:
            raise InferenceError(
                "A process of the run ended unexpectedly.",
                remedy="Run again with --resume, and with fewer --jobs if memory was short.",
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _summary(counts: Counter[Status], out: Path) -> str:
    parts = ", ".join(f"{counts[status]} {status.value}" for status in Status)
    return f"{counts.total()} files: {parts}. The results are in {printable(out)}"
