from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from cxrviewer.domain.errors import ExportError
from cxrviewer.report.run_record import RUN_NAME, Model, RunRecord, begin_record
from tests.data.reports import TB

STARTED = datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)


def begun(folder: Path, provider: str, *, resume: bool) -> RunRecord:
    return begin_record(
        folder, [Model.of(TB)], providers=(provider,), started=STARTED, resume=resume
    )


def sittings(folder: Path) -> list[dict[str, object]]:
    found: list[dict[str, object]] = msgspec.json.decode((folder / RUN_NAME).read_bytes())[
        "sittings"
    ]
    return found


def test_that_a_run_says_what_made_its_scores(tmp_path: Path) -> None:
    record = begun(tmp_path, "ONNX Runtime, CPU", resume=False)
    assert sittings(tmp_path)[0]["files"] is None
    record.end({"ok": 2})
    (sitting,) = sittings(tmp_path)
    assert sitting["providers"] == ["ONNX Runtime, CPU"]
    assert sitting["files"] == {"ok": 2}
    assert sitting["started"] == "2024-05-06T07:08:09+00:00"


def test_that_a_run_that_goes_on_keeps_what_was_before(tmp_path: Path) -> None:
    begun(tmp_path, "CPU", resume=False)
    begun(tmp_path, "CUDA", resume=True).end({"ok": 3}, providers=("CUDA", "CPU"))
    assert [sitting["providers"] for sitting in sittings(tmp_path)] == [["CPU"], ["CUDA", "CPU"]]
    begun(tmp_path, "CPU", resume=False)
    assert len(sittings(tmp_path)) == 1


def test_that_another_file_of_that_name_is_not_gone_on_with(tmp_path: Path) -> None:
    (tmp_path / RUN_NAME).write_text("{}")
    with pytest.raises(ExportError, match="not a record"):
        begun(tmp_path, "CPU", resume=True)
