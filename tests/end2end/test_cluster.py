"""The archive run on this machine: two actors, one of which is killed in the middle."""

import csv
import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from cxrviewer.cluster.lock import only_run_in
from tests.data.bundles import make_radiograph
from tests.data.dicom_files import chest, write
from tests.data.raster_files import png_bytes

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="looks for the actors in /proc"),
    pytest.mark.timeout(600),
]
FOLDERS, EACH = 8, 3
ACTOR = b"ShardWorker"


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


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[str, int]]:
    """A Ray cluster of this machine for all tests here: its address, and its process."""
    with pytest.MonkeyPatch.context() as patch:
        # Ray would write a token of its own into the home folder.
        patch.setenv("RAY_AUTH_MODE", "token")
        patch.setenv("RAY_AUTH_TOKEN", secrets.token_hex(32))
        yield from _running_cluster()


def _running_cluster() -> Iterator[tuple[str, int]]:
    program = subprocess.Popen(
        [sys.executable, "-c", CLUSTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert program.stdin is not None
    assert program.stdout is not None
    address = next(line for line in program.stdout if ":" in line).strip()
    yield address, program.pid
    program.stdin.close()
    program.wait(timeout=60)
    program.stdout.close()


CLUSTER = """
import sys, ray
ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
print(ray.get_runtime_context().gcs_address, flush=True)
sys.stdin.read()
"""
# A worker of this program, but for one file that it does not survive.
DEADLY = """
import os, sys
from cxrviewer.__main__ import main
from cxrviewer.app.commands.analyze_lane import Lane
from cxrviewer.cluster import run

class Mortal(run.ShardWorker):
    def __init__(self, *given):
        load = Lane.load
        def deadly(self, instance):
            if instance.path.name == "1.png" and instance.path.parent.name == "05":
                os.kill(os.getpid(), 9)
            return load(self, instance)
        Lane.load = deadly
        super().__init__(*given)

run.ShardWorker = Mortal
sys.exit(main(sys.argv[1:]))
"""


def command(archive: Path, out: Path, *more: str) -> list[str]:
    words = [sys.executable, "-m", "cxrviewer", "analyze", str(archive), "--out", str(out)]
    return [*words, *more, "--bundle", "tb", "lungs"]


def over(cluster: tuple[str, int], workers: int) -> list[str]:
    files = ["--shard-files", str(EACH)]
    return ["--cluster", cluster[0], "--workers", str(workers), *files]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return [{k: v for k, v in row.items() if k != "seconds"} for row in csv.DictReader(file)]


def sorted_rows(path: Path) -> list[dict[str, str]]:
    return sorted(rows(path), key=lambda row: (row["file"], row.get("bundle"), row.get("label")))


def actors(cluster: int) -> list[int]:
    """Return the process numbers of the actors of our own cluster that are running."""
    parents, found = {}, []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(entry.name)] = int(
                (entry / "stat").read_text().rpartition(") ")[2].split()[1]
            )
            if ACTOR in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
        except OSError:
            continue
    return [pid for pid in found if parents.get(parents.get(pid, 0)) == cluster]


def lines(path: Path) -> int:
    return path.read_bytes().count(b"\n") if path.exists() else 0


def kill_actors(out: Path, run: "subprocess.Popen[bytes]", cluster: int, *, times: int) -> int:
    """Kill an actor whenever another shard is done, and return how often that was."""
    killed: set[int] = set()
    while run.poll() is None and len(killed) < times:
        alive = set(actors(cluster)) - killed
        if alive and lines(out / "done.jsonl") > len(killed):
            os.kill(pid := alive.pop(), signal.SIGKILL)
            killed.add(pid)
        time.sleep(0.02)
    return len(killed)


@pytest.fixture(scope="module")
def single(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `analyze` alone says of the archive."""
    out = tmp_path_factory.mktemp("single")
    alone = subprocess.run(command(archive, out), capture_output=True, check=False)
    assert alone.returncode == 3
    return out


def test_that_killed_actors_cost_nothing_and_every_file_stands_once(
    archive: Path, tmp_path: Path, cluster: tuple[str, int], single: Path
) -> None:
    run = subprocess.Popen(command(archive, tmp_path, *over(cluster, 2)), stderr=subprocess.PIPE)
    killed = kill_actors(tmp_path, run, cluster[1], times=2)
    _, said = run.communicate(timeout=300)
    assert run.returncode == 3, said.decode()
    assert killed == 2
    for name in ("studies.csv", "results.csv"):
        assert sorted_rows(tmp_path / name) == sorted_rows(single / name)
    assert len(rows(tmp_path / "studies.csv")) == FOLDERS * EACH
    listed = [pq.read_table(path).num_rows for path in (tmp_path / "shards").glob("studies-*")]
    assert listed == [EACH] * FOLDERS


def test_that_a_file_that_ends_its_worker_each_time_costs_its_own_row(
    archive: Path, tmp_path: Path, cluster: tuple[str, int], single: Path
) -> None:
    assert cluster  # brings Ray's token
    words = command(archive, tmp_path, "--cluster", "auto", "--workers", "1")[3:]
    run = subprocess.run([sys.executable, "-c", DEADLY, *words], capture_output=True, check=False)
    assert run.returncode == 3, run.stderr.decode()
    deadly = str(archive / "05" / "1.png")
    found = {row["file"]: row for row in rows(tmp_path / "studies.csv")}
    assert "process that analysed this file ended" in found[deadly]["reason"]
    expected = [row for row in sorted_rows(single / "results.csv") if row["file"] != deadly]
    assert sorted_rows(tmp_path / "results.csv") == expected


def test_that_an_interrupted_run_goes_on_with_what_is_missing(
    archive: Path, tmp_path: Path, cluster: tuple[str, int]
) -> None:
    more = over(cluster, 1)
    run = subprocess.Popen(command(archive, tmp_path, *more), stderr=subprocess.DEVNULL)
    done = tmp_path / "done.jsonl"
    while run.poll() is None and lines(done) < 2:
        time.sleep(0.02)
    # Nothing of the driver's own is run: it may be in the middle of writing a shard.
    run.kill()
    run.wait(timeout=120)
    finished = lines(done)
    assert 2 <= finished < FOLDERS
    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "shards").glob("*.parquet")}
    # As if the next shard had been written, and its line had not.
    unlisted = tmp_path / "shards" / "studies-000007.parquet"
    unlisted.write_bytes(b"half")
    subprocess.run(command(archive, tmp_path, *more, "--resume"), capture_output=True, check=False)
    assert len(rows(tmp_path / "studies.csv")) == FOLDERS * EACH
    kept = [path for path in stamps if path.stat().st_mtime_ns == stamps[path]]
    assert len(kept) >= 2 * finished


def test_that_a_second_run_in_the_same_folder_is_refused(archive: Path, tmp_path: Path) -> None:
    with only_run_in(tmp_path):
        second = command(archive, tmp_path, "--cluster", "127.0.0.1:1")
        run = subprocess.run(second, capture_output=True, check=False, text=True)
    assert run.returncode == 2
    assert "Another run is writing here" in run.stderr
