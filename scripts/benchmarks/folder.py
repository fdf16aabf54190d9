"""Headers of thousands of files."""

import tempfile
import time
from pathlib import Path

from cxrviewer.reading.reader import Reader
from scripts.benchmarks.figures import Extent, Figure, Measured, at_most, ratio, timed
from tests.data.many_files import write_many

FILES, SHORT_FILES = 10_000, 1000
MOST_RUNS = 3
# As many as the window has.
PROCESSES = 3


def measure_folder(extent: Extent) -> Measured:
    """Every header of a folder, beside a plain read of the same files."""
    count = extent.count(FILES, SHORT_FILES)
    with Reader(processes=PROCESSES) as reader:
        reader.start()
        reader.warm_up()
        for what, full in (("short headers", False), ("headers as of a modality", True)):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                write_many(folder, count, full=full)
                yield from _measure(reader, folder, what, min(extent.runs, MOST_RUNS))


def _measure(reader: Reader, folder: Path, what: str, runs: int) -> Measured:
    files = sorted(folder.rglob("IM*"))
    # The children are at work, and not still loading.
    assert all(reader.load(files[0]) for _ in range(PROCESSES))
    next(reader.scan([files[0]]))
    plain, scanned, first = [], [], []
    for _ in range(runs):
        plain.append(timed(lambda: [file.read_bytes() for file in files]))
        began, entries = time.perf_counter(), reader.scan([folder])
        next(entries)
        first.append((time.perf_counter() - began) * 1e3)
        assert sum(1 for _ in entries) == len(files) - 1
        scanned.append((time.perf_counter() - began) * 1e3)
    yield Figure(f"a plain read of {len(files)} files with {what}", plain)
    beside = at_most("of the plain read", ratio(scanned, plain), 3)
    yield Figure(f"{what}, read and judged in children", scanned, goals=(beside,))
    yield Figure("the first of them is there after", first)
