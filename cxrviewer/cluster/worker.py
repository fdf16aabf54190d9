"""One actor of the pool: it holds the models and analyses shard after shard."""

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from cxrviewer.app.commands.analyze_lane import Lane
from cxrviewer.app.commands.analyze_options import AnalyzeOptions
from cxrviewer.app.commands.batch import analyse_files
from cxrviewer.app.commands.study_task import ImageOutcome
from cxrviewer.cluster.addresses import shown
from cxrviewer.cluster.feed import Shard
from cxrviewer.cluster.fetching import Fetched, fetched
from cxrviewer.cluster.parts import RESULTS, STUDIES, packed
from cxrviewer.cluster.plan import BundleRecord, record_of
from cxrviewer.domain.errors import CxrError, InferenceError, UsageError, printable
from cxrviewer.domain.study import Status
from cxrviewer.report.rows import StudyRow, file_of

LOST = (
    "The process that analysed this file ended, each time it was tried. "
    "Open it alone, on a machine with more memory, or leave it out."
)


class Feed(Protocol):
    """The run's ShardFeed, wherever it is."""

    def take(self, number: int) -> Shard: ...

    def begin(self, number: int, address: str) -> None: ...

    def finish(self, number: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Work:
    """What every worker of a run is told: how to analyse, and the models of the plan.

    ``batch`` radiographs are asked about together, 0 for as many as suit the worker's device.
    """

    options: AnalyzeOptions
    bundles: tuple[BundleRecord, ...]
    batch: int = 0


class ShardWorker:
    """Takes the number of a shard; what it returns is the shard's tables."""

    def __init__(self, work: Work, feed: Feed) -> None:
        self._feed = feed
        self._batch = work.batch
        self._lane: Lane | None = None
        self._refusal: CxrError | None = None
        try:
            self._lane = open_lane(work)
        except CxrError as error:
            # Said by the first call: nobody hears what ends a constructor.
            self._refusal = error

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """``batch`` holds an array of one element, the shard's number.

        What ends the run is returned as well: of an error that is raised Ray hands on a trace.
        """
        started, number = time.monotonic(), int(batch["number"][0])
        try:
            if self._lane is None:
                raise self._refusal or UsageError("No model is open.", remedy="Run again.")
            shard = self._feed.take(number)
            outcomes = self._outcomes(self._lane, shard)
            self._feed.finish(number)
        except CxrError as error:
            return _answer(number, (), "", started=started, refusal=error)
        return _answer(number, outcomes, self._lane.provider, started=started)

    def _outcomes(self, lane: Lane, shard: Shard) -> list[ImageOutcome]:
        """Return an outcome for every address of the shard, in their order."""
        wanted = [a for a in shard.addresses if a not in shard.left_out]
        with fetched(wanted, base=shard.base) as files:
            found = list(self._analysed(lane, shard, files))
        refused = files.missing | dict.fromkeys(shard.left_out, LOST)
        outcomes = [*found, *_refusals(refused)]
        if len(outcomes) != len(shard.addresses):
            raise InferenceError(
                f"Shard {shard.number} has {len(outcomes)} rows for {len(shard.addresses)} files.",
                remedy="Tell the people who make this program.",
            )
        places = {shown(address): n for n, address in enumerate(shard.addresses)}
        return sorted(outcomes, key=lambda outcome: places[outcome.study.file])

    def _analysed(self, lane: Lane, shard: Shard, files: Fetched) -> Iterator[ImageOutcome]:
        begins = None
        if shard.watched:

            def begins(path: Path) -> None:
                self._feed.begin(shard.number, files.local[path])

        names = {file_of(path): shown(address) for path, address in files.local.items()}
        suspects = [path for path, address in files.local.items() if address in shard.suspects]
        found = analyse_files(
            lane,
            list(files.local),
            batch=self._batch or lane.batch,
            first=suspects,
            begins=begins,
        )
        for outcome in found:
            yield _named(outcome, names)


def _answer(
    number: int,
    outcomes: Sequence[ImageOutcome],
    provider: str,
    *,
    started: float,
    refusal: CxrError | None = None,
) -> dict[str, Any]:
    """Return one row of Ray's table, as columns of one element."""
    studies = [outcome.study for outcome in outcomes]
    counts = Counter(row.status for row in studies)
    row = {
        "number": number,
        "files": len(outcomes),
        "seconds": time.monotonic() - started,
        "provider": provider,
        "results": packed([row for outcome in outcomes for row in outcome.results], RESULTS),
        "studies": packed(studies, STUDIES),
        "refusal": "" if refusal is None else json.dumps(_sentences(refusal)),
        **{status.value: counts[status] for status in Status},
    }
    plain = (bytes, str)
    return {k: np.array([v], object if isinstance(v, plain) else None) for k, v in row.items()}


def _sentences(refusal: CxrError) -> tuple[str, str]:
    where = f"{printable(refusal.path)}: " if refusal.path is not None else ""
    return f"{where}{refusal.cause}", refusal.remedy


def refusal_of(text: str) -> InferenceError:
    """Return what a worker said of why the run cannot go on."""
    cause, remedy = json.loads(text)
    return InferenceError(cause, remedy=remedy)


def open_lane(work: Work) -> Lane:
    """Open the models. Raises CxrError where they are not, all of them, those of the plan."""
    lane = Lane.open(work.options, quiet=True, strict=True)
    if {record_of(bundle) for bundle in lane.bundles} != set(work.bundles):
        lane.close()
        raise UsageError(
            "The models of a worker's machine are not those that the run was begun with.",
            remedy="Install the same bundles in the same place on every machine.",
        )
    return lane


def _named(outcome: ImageOutcome, names: dict[str, str]) -> ImageOutcome:
    """Return ``outcome`` under the address that its file was fetched from."""
    name = names[outcome.study.file]
    results = tuple(replace(row, file=name) for row in outcome.results)
    return ImageOutcome(replace(outcome.study, file=name), results, ())


def _refusals(refused: dict[str, str]) -> Iterable[ImageOutcome]:
    for address, reason in refused.items():
        row = StudyRow(shown(address), Status.REFUSED, reason, None, None, "", None, 0.0)
        yield ImageOutcome(row, (), ())
