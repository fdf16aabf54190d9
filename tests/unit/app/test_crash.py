import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cxrviewer.app.crash import BARE_KEPT_SECONDS, KEPT, earlier_crashes, watch_for_crashes

CRASH = """
import ctypes, sys
from pathlib import Path
from cxrviewer.app.crash import watch_for_crashes

def fall(patient):
    ctypes.string_at(0)

with watch_for_crashes(Path(sys.argv[1])):
    fall("Muster" + "^Maria")
"""


def crash(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(folder)], capture_output=True, timeout=60, check=False
    )
    assert done.returncode != 0


def test_that_a_fault_in_native_code_leaves_its_frames_and_no_values(tmp_path: Path) -> None:
    crash(tmp_path)
    (report,) = tmp_path.iterdir()
    text = report.read_text()
    assert text.startswith("cxrviewer ")
    assert "in fall" in text
    assert "Muster" not in text


def test_that_the_next_start_tells_of_a_crash_once(tmp_path: Path) -> None:
    crash(tmp_path)
    (notice,) = earlier_crashes(tmp_path)
    (report,) = tmp_path.iterdir()
    assert str(report) in notice.cause
    assert earlier_crashes(tmp_path) == []
    assert report.exists()


def test_that_a_clean_end_leaves_nothing(tmp_path: Path) -> None:
    with watch_for_crashes(tmp_path):
        assert len(list(tmp_path.iterdir())) == 1
        assert earlier_crashes(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_that_few_reports_are_kept(tmp_path: Path) -> None:
    for number in range(KEPT + 3):
        (tmp_path / f"crash-2020010{number}-000000-1.txt").write_text("Fatal Python error: x")
    assert len(earlier_crashes(tmp_path)) == 1
    assert len(list(tmp_path.iterdir())) == KEPT


def test_that_a_killed_program_is_no_crash_and_its_file_goes_after_a_while(tmp_path: Path) -> None:
    bare = tmp_path / "crash-20200101-000000-1.txt"
    bare.write_text("cxrviewer 0\n\n")
    assert earlier_crashes(tmp_path) == []
    assert bare.exists()
    old = time.time() - BARE_KEPT_SECONDS - 60
    os.utime(bare, (old, old))
    assert earlier_crashes(tmp_path) == []
    assert not bare.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="folders take files of anybody there")
def test_that_the_program_runs_where_no_report_can_be_written(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    ran = False
    with watch_for_crashes(blocked):
        ran = True
    assert ran
    assert "There is no report of crashes" in caplog.text
    assert earlier_crashes(blocked) == []
