"""What it takes to list and plan an archive: seconds, and memory of the process that does it."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cxrviewer.cluster.plan import BundleRecord, Shards, make_plan
from cxrviewer.cluster.sources import list_addresses
from scripts.benchmarks.figures import ROOT, Extent, Figure, Measured

ADDRESSES, SHORT_ADDRESSES = 1_000_000, 50_000
FILES, SHORT_FILES = 200_000, 5_000
OF_A_FOLDER = 500


def measure_listing(extent: Extent) -> Measured:
    """Plan a list of made-up addresses, and one of empty files on this disk."""
    if not sys.platform.startswith("linux"):
        yield Figure("listing an archive", (), skipped="memory is asked of Linux only")
        return
    nothing = planned(1, "list")
    for count, way in (
        (extent.count(ADDRESSES, SHORT_ADDRESSES), "list"),
        (extent.count(FILES, SHORT_FILES), "folders"),
    ):
        found = planned(count, way)
        what = f"{count} files of {way}"
        yield Figure(f"{what}: listed and planned", [found["planned"]], "s")
        yield Figure(f"{what}: read again by --resume", [found["opened"]], "s")
        yield Figure(f"{what}: memory at its most, beside none", [found["megabytes"]], "MB")
        yield Figure("   none", [nothing["megabytes"]], "MB")


def planned(count: int, way: str) -> dict[str, float]:
    """Plan ``count`` files in a process of its own, and return seconds and megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", __name__, str(count), way, folder]
        run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    found: dict[str, float] = json.loads(run.stdout)
    return found


def _plan(count: int, way: str, folder: Path) -> dict[str, float]:
    import resource  # noqa: PLC0415  (not there on Windows)

    inside = folder / "in"
    inside.mkdir()
    if way == "list":
        listed = inside / "list"
        with listed.open("w") as file:
            file.writelines(f"/archive/{_name(number)}\n" for number in range(count))
        found = list_addresses((), (), listed)
    else:
        write_empty(inside, count)
        found = list_addresses((inside,), (), None)
    models = (BundleRecord("none", "0.0.0", ""),)
    started = time.perf_counter()
    plan = make_plan(found, folder, shard_files=OF_A_FOLDER, bundles=models)
    planned_at = time.perf_counter()
    shards = Shards.open(folder, plan)
    assert sum(len(shards.addresses(n)) for n in range(plan.shards)) == count
    return {
        "planned": planned_at - started,
        "opened": time.perf_counter() - planned_at,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def write_empty(folder: Path, count: int) -> None:
    for number in range(count):
        path = folder / _name(number)
        if number % OF_A_FOLDER == 0:
            path.parent.mkdir()
        path.touch()


def _name(number: int) -> str:
    return f"{number // OF_A_FOLDER:06d}/IM{number:08d}.dcm"


if __name__ == "__main__":
    print(json.dumps(_plan(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))))
