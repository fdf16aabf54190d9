"""Headers of thousands of files."""

import tempfile
import time
from pathlib import Path

from cxrviewer.reading.reader import Reader
from scripts.benchmarks.figures import Extent, Figure, Measured, at_most, ratio, timed
from tests.data.many_files import write_many

FILES, SHORT_FILES = 10_000, 1000
MOST_RUNS = 3


def measure_folder(extent: Extent) -> Measured:
    """Every header of a folder, beside a plain read of the same files."""
    count = extent.count(FILES, SHORT_FILES)
    with tempfile.TemporaryDirectory() as name, Reader() as reader:
        folder = Path(name)
        write_many(folder, count)
        files = sorted(folder.rglob("IM*"))
        reader.start()
        next(reader.scan([files[0]]))
        plain, scanned, first = [], [], []
        for _ in range(min(extent.runs, MOST_RUNS)):
            plain.append(timed(lambda: [file.read_bytes() for file in files]))
            began, entries = time.perf_counter(), reader.scan([folder])
            next(entries)
            first.append((time.perf_counter() - began) * 1e3)
            assert sum(1 for _ in entries) == count - 1
            scanned.append((time.perf_counter() - began) * 1e3)
    yield Figure(f"a plain read of {count} files of 9 kB", plain)
    beside = at_most("of the plain read", ratio(scanned, plain), 3)
    yield Figure(f"headers of {count} files, read and judged in a child", scanned, goals=(beside,))
    yield Figure("the first of them is there after", first)
