"""The whole suite in two runs of the program: what it takes is paid once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from cxrviewer.domain.errors import printable
from cxrviewer.inference.input_check import CHILD_BY_FILE, SENTENCES
from tests.data.hostile.case import Case
from tests.data.hostile.suite import all_cases
from tests.hostile.running import Run, run_program, scanned, studies

SAID = (*SENTENCES.values(), CHILD_BY_FILE)
DOUBTS = re.compile("|".join(rf"{re.escape(sentence)} \[[^]]*\]" for sentence in SAID))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the program said of every case: rows of studies.csv, and lines of a scan."""

    paths: Mapping[Case, Path]
    analyze: Run
    scan: Run
    rows: Mapping[str, Mapping[str, str]]
    entries: Mapping[str, Mapping[str, str]]
    out: Path

    def row(self, case: Case) -> Mapping[str, str]:
        """Return the file's row as the header and the pixels make it.

        Most of these pictures are no chests of adults: what the input check says is not judged.
        """
        row = self.rows[printable(self.paths[case])]
        reason = DOUBTS.sub("", row["reason"]).strip()
        status = "ok" if row["status"] == "warning" and not reason else row["status"]
        return {**row, "reason": reason, "status": status}

    def entry(self, case: Case) -> Mapping[str, str]:
        return self.entries[printable(self.paths[case])]


@pytest.fixture(scope="session")
def outcome(tmp_path_factory: pytest.TempPathFactory, tiny_models: Path) -> Outcome:
    folder = tmp_path_factory.mktemp("hostile")
    files, out = folder / "in", folder / "out"
    paths = {case: case.put(files) for case in all_cases()}
    analyze = run_program(tiny_models, "analyze", str(files), "--out", str(out), "--masks")
    scan = run_program(tiny_models, "scan", str(files))
    return Outcome(paths, analyze, scan, studies(out), scanned(scan), out)
