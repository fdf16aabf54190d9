"""The archive run on this machine: two actors, one of which is killed in the middle."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from tests.data.bundles import make_radiograph
from tests.data.dicom_files import chest, write
from tests.data.raster_files import png_bytes

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="looks for the actors in /proc"),
    pytest.mark.timeout(600),
]
FOLDERS, EACH = 8, 3
ACTOR = "ShardWorker"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight folders of three files: PNG, DICOM, and in one of them a file that is neither."""
    root = tmp_path_factory.mktemp("archive")
    for number in range(FOLDERS):
        folder = root / f"{number:02d}"
        folder.mkdir()
        for part in range(EACH - 1):
            pixels = (make_radiograph(seed=10 * number + part).indices // 16).astype(np.uint8)
            (folder / f"{part}.png").write_bytes(png_bytes(pixels))
        dataset = chest(make_radiograph(seed=500 + number).indices, PatientID=f"P{number}")
        write(folder / "2.dcm", dataset)
    (root / "03" / "2.dcm").write_bytes(b"no radiograph")
    (root / "04" / "0.png").rename(root / "04" / os.fsdecode(b"0\xff.png"))
    return root


def command(archive: Path, out: Path, *more: str) -> list[str]:
    words = [sys.executable, "-m", "cxrviewer", "analyze", str(archive), "--out", str(out)]
    return [*words, *more, "--bundle", "tb", "lungs"]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return [{k: v for k, v in row.items() if k != "seconds"} for row in csv.DictReader(file)]


def actors() -> list[int]:
    """Return the process numbers of the actors that are running."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if ACTOR.encode() in entry.read_bytes():
                found.append(int(entry.parent.name))
        except OSError:
            continue
    return found


def kill_one_actor(out: Path, run: "subprocess.Popen[bytes]") -> bool:
    """Kill an actor once a shard is done; False where the run ended before."""
    done = out / "done.jsonl"
    while run.poll() is None:
        if done.exists() and done.read_bytes().count(b"\n") >= 1 and actors():
            os.kill(actors()[0], signal.SIGKILL)
            return True
        time.sleep(0.02)
    return False


def test_that_a_killed_actor_costs_nothing_and_every_file_stands_once(
    archive: Path, tmp_path: Path
) -> None:
    single, many = tmp_path / "single", tmp_path / "many"
    alone = subprocess.run(command(archive, single), capture_output=True, check=False)
    assert alone.returncode == 3
    more = ["--cluster", "auto", "--workers", "2", "--shard-files", str(EACH)]
    run = subprocess.Popen(command(archive, many, *more), stderr=subprocess.PIPE)
    killed = kill_one_actor(many, run)
    _, said = run.communicate(timeout=300)
    assert run.returncode == 3, said.decode()
    assert killed
    by_file = sorted(rows(many / "studies.csv"), key=lambda row: row["file"])
    assert by_file == sorted(rows(single / "studies.csv"), key=lambda row: row["file"])
    assert len(by_file) == FOLDERS * EACH
    key = ("file", "bundle", "label")
    expected = sorted(rows(single / "results.csv"), key=lambda row: [row[k] for k in key])
    assert sorted(rows(many / "results.csv"), key=lambda row: [row[k] for k in key]) == expected
    listed = [pq.read_table(path).num_rows for path in (many / "shards").glob("studies-*.parquet")]
    assert listed == [EACH] * FOLDERS


def test_that_an_interrupted_run_goes_on_with_what_is_missing(
    archive: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    more = ["--cluster", "auto", "--workers", "1", "--shard-files", str(EACH)]
    run = subprocess.Popen(command(archive, out, *more), stderr=subprocess.DEVNULL)
    done = out / "done.jsonl"
    while run.poll() is None and not (done.exists() and done.read_bytes().count(b"\n") >= 2):
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    run.wait(timeout=120)
    finished = done.read_bytes().count(b"\n")
    assert 2 <= finished < FOLDERS
    first = sorted((out / "shards").glob("*.parquet"))
    stamps = {path: path.stat().st_mtime_ns for path in first}
    subprocess.run(command(archive, out, *more, "--resume"), capture_output=True, check=False)
    assert len(rows(out / "studies.csv")) == FOLDERS * EACH
    kept = [path for path in first if path.stat().st_mtime_ns == stamps[path]]
    assert len(kept) >= 2 * finished
