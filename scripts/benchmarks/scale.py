"""An archive over Ray Data beside ``analyze --jobs``: rate, processor time, memory, bytes a row."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from scripts.benchmarks.batch import write_copies
from scripts.benchmarks.figures import ROOT, Extent, Figure, Measured
from scripts.benchmarks.listing import measure_listing

FILES, SHORT_FILES = 300, 60
# So many that the time of a shard says little of two workers' rate.
SHARDS = 18
SAMPLE_SECONDS = 0.5
MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Run:
    """One run as a whole. ``processor`` are seconds of all its processes, ``memory`` MB of each
    that holds models, at its most.
    """

    seconds: float
    processor: float
    memory: tuple[float, ...]


def measure_scale(extent: Extent) -> Measured:
    """Images per second, processor time and memory of whole runs, bytes a row; long lists."""
    yield from measure_listing(extent)
    if not sys.platform.startswith("linux"):
        yield Figure("an archive over Ray Data", (), skipped="processes are watched by /proc only")
        return
    count = extent.count(FILES, SHORT_FILES)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_copies(folder / "one", 1)
        write_copies(folder / "in", count)
        for what, options in _ways(count).items():
            out = folder / what.replace(" ", "-")
            alone = watched(folder / "one", folder / f"{out.name}-one", options)
            yield Figure(f"{what}: a run of one file, start-up and all", [alone.seconds], "s")
            whole = watched(folder / "in", out, options)
            yield Figure(f"{what}: a run of {count} files", [whole.seconds], "s")
            rate = count / whole.seconds
            yield Figure(f"{what}: images a second, start-up and all", [rate], "1/s")
            yield Figure(f"{what}: processor time of an image", [_share(whole, alone, count)], "ms")
            yield Figure(f"{what}: memory of a process with models", whole.memory, "MB")
            yield from _tables(out, what, count)


def _ways(count: int) -> dict[str, list[str]]:
    shards = ["--shard-files", str(max(count // SHARDS, 1))]
    cluster = {
        f"cluster, {n} workers": ["--cluster", "auto", "--workers", str(n), *shards] for n in (1, 2)
    }
    return {f"{n} jobs": ["--jobs", str(n)] for n in (1, 2)} | cluster


def _share(whole: Run, alone: Run, count: int) -> float:
    return (whole.processor - alone.processor) / max(count - 1, 1) * 1e3


def _tables(out: Path, what: str, count: int) -> Measured:
    tables = sorted((out / "shards").glob("*.parquet"))
    if tables:
        size = sum(path.stat().st_size for path in tables)
        yield Figure(f"{what}: Parquet of an image, {len(tables)} files", [size / count], "B")
        rate = steady_rate(out, count, workers=int(what.split()[1]))
        yield Figure(f"{what}: images a second, once all workers work", [rate], "1/s")


def steady_rate(out: Path, count: int, *, workers: int) -> float:
    """Return images a second from when each worker had done a shard to the last shard."""
    times = sorted(path.stat().st_mtime for path in (out / "shards").glob("studies-*.parquet"))
    each = count / len(times)
    return each * (len(times) - workers) / (times[-1] - times[workers - 1])


def watched(paths: Path, out: Path, options: list[str]) -> Run:
    """Run ``analyze`` and look at all its processes twice a second."""
    command = [sys.executable, "-m", "cxrviewer", "analyze", str(paths), "--out", str(out)]
    started = time.perf_counter()
    program = subprocess.Popen(
        [*command, *options], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    spent: dict[int, float] = {}
    resident: dict[int, float] = {}
    while program.poll() is None:
        for pid in descendants(program.pid):
            seconds, megabytes = _used(pid)
            spent[pid] = max(spent.get(pid, 0.0), seconds)
            if _holds_models(pid):
                resident[pid] = max(resident.get(pid, 0.0), megabytes)
        time.sleep(SAMPLE_SECONDS)
    if program.returncode:
        raise SystemExit(f"analyze {' '.join(options)} ended with {program.returncode}")
    memory = tuple(sorted(resident.values())) or (0.0,)
    return Run(time.perf_counter() - started, sum(spent.values()), memory)


def descendants(root: int) -> set[int]:
    """Return a process and all that came of it."""
    parents: dict[int, int] = {}
    for place in Path("/proc").glob("[0-9]*"):
        fields = _stat(int(place.name))
        if fields:
            parents[int(place.name)] = int(fields[1])
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/PID/stat behind the name, none where the process is gone."""
    try:
        return (
            Path(f"/proc/{pid}/stat")
            .read_text(encoding="ascii", errors="replace")
            .rpartition(") ")[2]
            .split()
        )
    except OSError:
        return []


def _used(pid: int) -> tuple[float, float]:
    """Return seconds of processor time and resident megabytes."""
    fields = _stat(pid)
    if not fields:
        return 0.0, 0.0
    ticks = int(fields[11]) + int(fields[12])
    pages = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    return ticks / os.sysconf("SC_CLK_TCK"), pages / MEGABYTE


def _holds_models(pid: int) -> bool:
    """Say whether ONNX Runtime is loaded there."""
    try:
        return "onnxruntime" in Path(f"/proc/{pid}/maps").read_text(errors="replace")
    except OSError:
        return False
