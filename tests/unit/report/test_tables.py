"""The tables keep their columns, survive a kill, and never hold a formula."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxrviewer.domain.analysis import Finding
from cxrviewer.domain.errors import ExportError, printable
from cxrviewer.domain.study import Patient, Status
from cxrviewer.report.cells import cell_text, text_cell
from cxrviewer.report.rows import (
    ResultRow,
    StudyRow,
    file_of,
    refused_row,
    result_rows,
    study_row,
)
from cxrviewer.report.tables import Tables, read_rows
from tests.data.reports import NIH, PATIENT, instance_of, page_of

RESULT_COLUMNS = (
    "file,patient_id,study_uid,series_uid,sop_uid,bundle,bundle_version,label,"
    "score,probability,operating_point,above"
)
STUDY_COLUMNS = "file,status,reason,rows,columns,view_position,lung_fraction,seconds"
RESULT = ResultRow(
    "a.dcm", "1", "2", "3", "4", "tb", "0.1.0", "Tuberculosis", 0.25, None, 0.5, above=False
)
STUDY = StudyRow("a.dcm", Status.OK, "", 10, 20, "PA", 0.25, 1.5)


def lines_of(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_that_the_columns_are_those_of_the_contract(tmp_path: Path) -> None:
    with Tables(tmp_path, resume=False):
        pass
    assert (tmp_path / "results.csv").read_text() == RESULT_COLUMNS + "\n"
    assert (tmp_path / "studies.csv").read_text() == STUDY_COLUMNS + "\n"


def test_that_rows_come_back_as_they_were(tmp_path: Path) -> None:
    rows = (RESULT, replace(RESULT, probability=0.125, operating_point=None, above=None))
    with Tables(tmp_path, resume=False) as tables:
        tables.append(STUDY, rows)
    assert read_rows(tmp_path / "results.csv", ResultRow) == rows
    assert read_rows(tmp_path / "studies.csv", StudyRow) == (STUDY,)


def test_that_cells_are_plain_numbers_or_empty(tmp_path: Path) -> None:
    with Tables(tmp_path, resume=False) as tables:
        tables.append(STUDY, (RESULT,))
    assert lines_of(tmp_path / "results.csv")[1][8:] == ["0.250000", "", "0.500000", "0"]
    assert lines_of(tmp_path / "studies.csv")[1] == [
        *("a.dcm", "ok", "", "10", "20", "PA", "0.2500", "1.500"),
    ]


@pytest.mark.parametrize("evil", ["=cmd()", "+1", "-1", "@x", "'=1", "''-2"])
def test_that_text_from_files_never_becomes_a_formula(evil: str) -> None:
    cell = text_cell(evil)
    assert cell.startswith("'")
    assert cell_text(cell) == evil


@given(st.text())
def test_that_every_text_comes_back_printable(text: str) -> None:
    assert cell_text(text_cell(text)) == printable(text)


@given(st.text())
def test_that_no_cell_begins_like_a_formula_or_breaks_its_line(text: str) -> None:
    cell = text_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert len(cell.splitlines()) <= 1


def test_that_a_file_name_that_is_no_text_can_be_written(tmp_path: Path) -> None:
    file = file_of(Path("b\udcffd.dcm"))
    with Tables(tmp_path, resume=False) as tables:
        tables.append(replace(STUDY, file=file))
    assert read_rows(tmp_path / "studies.csv", StudyRow)[0].file == "b\\udcffd.dcm"


def test_that_going_on_keeps_what_is_done(tmp_path: Path) -> None:
    with Tables(tmp_path, resume=False) as tables:
        tables.append(STUDY, (RESULT,))
    second = replace(STUDY, file="b.dcm")
    with Tables(tmp_path, resume=True) as tables:
        assert tables.done == (STUDY,)
        tables.append(second, (replace(RESULT, file="b.dcm"),))
    assert read_rows(tmp_path / "studies.csv", StudyRow) == (STUDY, second)
    assert [row.file for row in read_rows(tmp_path / "results.csv", ResultRow)] == [
        *("a.dcm", "b.dcm"),
    ]


def test_that_going_on_drops_what_was_half_written(tmp_path: Path) -> None:
    with Tables(tmp_path, resume=False) as tables:
        tables.append(STUDY, (RESULT,))
    with (tmp_path / "results.csv").open("ab") as file:
        file.write(b"b.dcm,1,2,3,4,tb,0.1.0,Tuberculosis,0.1,,0.5,0\nb.dcm,1,2,\xc3")
    with (tmp_path / "studies.csv").open("ab") as file:
        file.write(b"b.dcm,o")
    with Tables(tmp_path, resume=True) as tables:
        assert tables.done == (STUDY,)
    assert read_rows(tmp_path / "results.csv", ResultRow) == (RESULT,)


def test_that_starting_anew_forgets_the_earlier_run(tmp_path: Path) -> None:
    with Tables(tmp_path, resume=False) as tables:
        tables.append(STUDY, (RESULT,))
    with Tables(tmp_path, resume=False) as tables:
        assert tables.done == ()
    assert read_rows(tmp_path / "results.csv", ResultRow) == ()


@pytest.mark.parametrize("content", ["name,age\nx,1\n", "", STUDY_COLUMNS + "\na,b\n", "\0"])
def test_that_a_foreign_table_is_not_continued(tmp_path: Path, content: str) -> None:
    (tmp_path / "studies.csv").write_text(content)
    with pytest.raises(ExportError, match="not a table"):
        Tables(tmp_path, resume=True)
    assert (tmp_path / "studies.csv").read_text() == content


def test_that_an_analysis_becomes_one_row_per_finding() -> None:
    page = page_of(instance_of(Path("x/a.dcm")))
    analysis = page.analysis
    assert analysis is not None
    rows = result_rows(page.radiograph.instance, analysis)
    assert [row.label for row in rows] == [finding.pathology for finding in analysis.findings]
    first = rows[0]
    assert (first.file, first.patient_id, first.sop_uid) == (
        "x/a.dcm",
        PATIENT.patient_id,
        "1.2.3.4.5",
    )
    assert (first.bundle, first.bundle_version) == (NIH.name, NIH.version)
    assert (first.score, first.operating_point, first.above) == (0.412, 0.1, True)


def test_that_a_finding_without_operating_point_is_neither_above_nor_below() -> None:
    page = page_of()
    assert page.analysis is not None
    finding = Finding("Mass", 0.9, 0.7, None, NIH)
    row = result_rows(page.radiograph.instance, replace(page.analysis, findings=(finding,)))[0]
    assert row.cells()[8:] == ("0.900000", "0.700000", "", "")


def test_that_warnings_and_failures_stand_in_the_reason() -> None:
    page = page_of(replace(instance_of(), warnings=("No view.",)))
    assert page.analysis is not None
    analysis = replace(page.analysis, failures=("tb: out of memory.",))
    row = study_row(page.radiograph, analysis)
    assert row.status is Status.WARNING
    assert row.reason == "No view. tb: out of memory."
    assert row.lung_fraction is not None
    assert 0.1 < row.lung_fraction < 0.4


def test_that_a_clean_analysis_is_ok() -> None:
    page = page_of()
    assert page.analysis is not None
    assert study_row(page.radiograph, page.analysis).status is Status.OK


def test_that_a_refused_file_has_its_reason_and_what_its_header_told() -> None:
    row = refused_row(Path("a.dcm"), "Not a\nradiograph.", instance=instance_of())
    assert row.status is Status.REFUSED
    assert row.cells()[2:6] == ("Not a\\nradiograph.", "256", "224", "PA")
    assert refused_row(Path("a.txt"), "No picture.").cells()[3:5] == ("", "")


def test_that_a_hostile_patient_id_is_guarded() -> None:
    page = page_of(instance_of(patient=Patient('=HYPERLINK("x")\r\n')))
    assert page.analysis is not None
    cell = result_rows(page.radiograph.instance, page.analysis)[0].cells()[1]
    assert cell == '\'=HYPERLINK("x")\\r\\n'
