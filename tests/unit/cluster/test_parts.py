import io
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cxrviewer.cluster.parts import (
    RESULTS,
    STUDIES,
    packed,
    read_part,
    result_part,
    study_part,
    write_part,
    write_tables,
)
from cxrviewer.domain.errors import ExportError
from cxrviewer.domain.study import Status
from cxrviewer.report.atomic import make_folder
from cxrviewer.report.rows import ResultRow, StudyRow
from cxrviewer.report.tables import RESULTS_NAME, STUDIES_NAME, read_rows

RESULT = ResultRow(
    "=f.dcm", "P", "1", "2", "3", "tb", "1.0.0", "Tuberculosis", 0.25, None, 0.5, False
)
STUDY = StudyRow("=f.dcm", Status.WARNING, "a; b", 10, 20, "PA", 0.3, 0.125)
REFUSED = StudyRow("g", Status.REFUSED, "no picture", None, None, "", None, 0.0)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    make_folder(tmp_path / "shards")
    results, studies = packed([RESULT], RESULTS), packed([STUDY, REFUSED], STUDIES)
    write_part(tmp_path, 0, results=results, studies=studies)
    write_part(tmp_path, 1, results=packed([], RESULTS), studies=packed([REFUSED], STUDIES))
    return tmp_path


def test_that_rows_come_back_as_they_were(out: Path) -> None:
    assert list(read_part(result_part(out, 0), ResultRow)) == [RESULT]
    assert list(read_part(study_part(out, 0), StudyRow)) == [STUDY, REFUSED]


def test_that_the_whole_tables_are_those_of_analyze(out: Path) -> None:
    write_tables(out, range(2))
    assert read_rows(out / RESULTS_NAME, ResultRow) == (RESULT,)
    assert read_rows(out / STUDIES_NAME, StudyRow) == (STUDY, REFUSED, REFUSED)
    assert "'=f.dcm" in (out / RESULTS_NAME).read_text()


def test_that_missing_values_stay_missing_in_parquet() -> None:
    table = pq.read_table(io.BytesIO(packed([RESULT], RESULTS)))
    assert table.column("probability").null_count == 1


def test_that_a_damaged_part_is_named(out: Path) -> None:
    study_part(out, 1).write_bytes(b"PAR1")
    with pytest.raises(ExportError, match="studies-000001"):
        write_tables(out, range(2))
