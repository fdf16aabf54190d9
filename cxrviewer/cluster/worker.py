"""One actor of the pool: it holds the models and analyses shard after shard."""

import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from cxrviewer.app.commands.analyze_lane import Lane
from cxrviewer.app.commands.analyze_options import AnalyzeOptions
from cxrviewer.app.commands.batch import analyse_files
from cxrviewer.app.commands.study_task import ImageOutcome
from cxrviewer.cluster.fetching import Fetched, fetched
from cxrviewer.cluster.parts import RESULTS, STUDIES, packed
from cxrviewer.domain.errors import printable
from cxrviewer.domain.study import Status
from cxrviewer.report.rows import StudyRow, file_of


class ShardWorker:
    """Takes batches of one shard; what it returns is the shard's tables."""

    def __init__(self, options: AnalyzeOptions) -> None:
        self._lane = Lane.open(options, quiet=True)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """``batch`` holds arrays of one element: the shard's number and its addresses."""
        started = time.monotonic()
        addresses = [os.fsdecode(address) for address in batch["addresses"][0]]
        with fetched(addresses) as files:
            outcomes = self._outcomes(files)
        results = [row for outcome in outcomes for row in outcome.results]
        studies = [outcome.study for outcome in outcomes]
        counts = Counter(row.status for row in studies)
        return {
            "number": np.array([int(batch["number"][0])]),
            "files": np.array([len(addresses)]),
            "seconds": np.array([time.monotonic() - started]),
            "results": np.array([packed(results, RESULTS)], object),
            "studies": np.array([packed(studies, STUDIES)], object),
            **{status.value: np.array([counts[status]]) for status in Status},
        }

    def _outcomes(self, files: Fetched) -> list[ImageOutcome]:
        names = {file_of(path): printable(address) for path, address in files.local.items()}
        found = [_named(o, names) for o in analyse_files(self._lane, list(files.local))]
        return [*found, *_refusals(files.missing)]


def _named(outcome: ImageOutcome, names: dict[str, str]) -> ImageOutcome:
    """Return ``outcome`` under the address that its file was fetched from."""
    name = names.get(outcome.study.file, outcome.study.file)
    results = tuple(replace(row, file=name) for row in outcome.results)
    return ImageOutcome(replace(outcome.study, file=name), results, ())


def _refusals(missing: dict[str, str]) -> Sequence[ImageOutcome]:
    rows = (
        StudyRow(printable(address), Status.REFUSED, reason, None, None, "", None, 0.0)
        for address, reason in missing.items()
    )
    return [ImageOutcome(row, (), ()) for row in rows]
