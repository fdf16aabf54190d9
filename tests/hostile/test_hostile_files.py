"""Hundreds of hostile and extreme files, each with the verdict that it must get."""

import csv
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cxrviewer.reading.glance.glance import glance
from cxrviewer.reading.limits import STANDARD_LIMITS
from cxrviewer.reading.scan import scan_in_full
from tests.data.hostile.case import Case, Verdict
from tests.data.hostile.raw import dicom
from tests.data.hostile.suite import all_cases
from tests.hostile.running import run_program, studies

if TYPE_CHECKING:
    from tests.hostile.conftest import Outcome

SECONDS_PER_FILE = 10.0
# For ending a child that is stopped at its limit, and starting another, on a busy machine.
SLACK_SECONDS = 5.0
MOST_BYTES = 1536 * 2**20
EXIT_SOME_REFUSED = 3
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="makes pipes, devices and odd names"),
    # The files are made and both runs happen within the first test that asks for them.
    pytest.mark.timeout(300),
]


def test_that_the_suite_is_large_and_names_no_case_twice() -> None:
    cases = all_cases()
    assert len(cases) >= 200
    assert max(Counter((case.group, case.name) for case in cases).values()) == 1
    groups = {"container", "header", "image", "compressed", "text", "raster", "set"}
    assert groups <= {case.group for case in cases}
    assert {case.verdict for case in cases} == set(Verdict)


def test_that_every_file_gets_its_verdict(outcome: "Outcome") -> None:
    wrong = {
        f"{case.group}/{case.name}": (case.verdict.value, row["status"], row["reason"])
        for case in outcome.paths
        if (row := outcome.row(case))["status"] != case.verdict
    }
    assert wrong == {}
    assert outcome.analyze.status == EXIT_SOME_REFUSED
    assert "Traceback" not in outcome.analyze.err + outcome.scan.err


def test_that_every_verdict_but_ok_gives_its_reason(outcome: "Outcome") -> None:
    for case in outcome.paths:
        row = outcome.row(case)
        assert bool(row["reason"]) is (case.verdict is not Verdict.OPEN), case.name
        # A doubt about the input ends with its figure in brackets.
        ends = (".", ")", "]")
        assert row["reason"] == "" or row["reason"].rstrip().endswith(ends), row["reason"]


def test_that_a_glance_at_any_file_says_what_the_full_reading_says(outcome: "Outcome") -> None:
    seen = {path: glance(path, STANDARD_LIMITS) for path in outcome.paths.values()}
    judged = {path: entry for path, entry in seen.items() if entry is not None}
    assert judged == {path: scan_in_full(path, STANDARD_LIMITS) for path in judged}
    assert len(judged) > 100


def test_that_no_file_takes_too_long_or_too_much(outcome: "Outcome") -> None:
    slow = {
        case.name: row["seconds"]
        for case in outcome.paths
        if float((row := outcome.row(case))["seconds"]) > SECONDS_PER_FILE + SLACK_SECONDS
    }
    assert slow == {}
    assert outcome.analyze.peak_bytes < MOST_BYTES
    assert outcome.scan.peak_bytes < MOST_BYTES


def test_that_a_scan_lists_every_file_and_refuses_none_that_is_analysed(
    outcome: "Outcome",
) -> None:
    assert outcome.scan.status == 0
    for case in outcome.paths:
        entry = outcome.entry(case)
        if case.verdict is not Verdict.REFUSE:
            assert entry["status"] != Verdict.REFUSE, case.name
        if entry["status"] == Verdict.WARNING and case.verdict is not Verdict.REFUSE:
            assert case.verdict is Verdict.WARNING, case.name


def test_that_what_is_refused_has_no_results(outcome: "Outcome") -> None:
    with (outcome.out / "results.csv").open(encoding="utf-8", newline="") as stream:
        analysed = {row["file"].removeprefix("'") for row in csv.DictReader(stream)}
    for case in outcome.paths:
        row = outcome.row(case)
        assert (row["file"].removeprefix("'") in analysed) is (case.verdict is not Verdict.REFUSE)


def test_that_no_table_holds_a_formula_or_a_line_break_of_a_file(outcome: "Outcome") -> None:
    for name in ("results.csv", "studies.csv", "outputs.csv"):
        with (outcome.out / name).open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                for cell in row.values():
                    assert "\n" not in cell
                    assert "\x1b" not in cell
                    numeric = cell.lstrip("-").replace(".", "", 1).isdigit()
                    assert numeric or not cell.startswith(FORMULA_STARTS)


def test_that_written_files_have_harmless_names_inside_the_folder(outcome: "Outcome") -> None:
    written = [path for path in outcome.out.rglob("*") if path.is_file()]
    assert len(written) > 100
    for path in written:
        assert len(os.fsencode(path.name)) <= 255
        assert path.name.isprintable()
        assert not set(path.name) & set('<>:"|?*\\')
    linked = [path for path in outcome.out.rglob("*") if path.is_symlink()]
    assert linked == []


def test_that_reports_of_hostile_texts_are_written(tmp_path: Path, tiny_models: Path) -> None:
    cases = [case for case in all_cases() if case.group == "text"]
    paths = {case.put(tmp_path / "in"): case for case in cases}
    arguments = ("analyze", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--pdf")
    done = run_program(tiny_models, *arguments)
    assert done.status == 0, done.err
    reports = list((tmp_path / "out" / "reports").iterdir())
    assert len(reports) == len(paths)
    assert all(report.read_bytes().startswith(b"%PDF") for report in reports)


@pytest.mark.parametrize("count", [40])
def test_that_links_and_folders_in_circles_are_walked_once(
    tmp_path: Path, tiny_models: Path, count: int
) -> None:
    inside = tmp_path / "in"
    deep = inside
    for number in range(count):
        deep = deep / f"d{number}"
    deep.mkdir(parents=True)
    (deep / "up").symlink_to(inside)
    (inside / "again").symlink_to(inside)
    (inside / "beside").symlink_to(deep)
    (deep / "IM1").write_bytes(dicom())
    done = run_program(tiny_models, "analyze", str(inside), "--out", str(tmp_path / "out"))
    assert done.status == 0, done.err
    assert len(studies(tmp_path / "out")) == 1


def test_that_a_case_is_what_its_builder_says(tmp_path: Path) -> None:
    case = Case("group", "name", Verdict.OPEN, b"bytes", b"r\xf6")
    assert os.fsencode(case.put(tmp_path).name) == b"r\xf6"
