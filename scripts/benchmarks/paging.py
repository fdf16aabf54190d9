"""Memory while a person pages through hundreds of radiographs."""

import ctypes
import gc
import os
import sys
import tempfile
from functools import partial
from pathlib import Path

import numpy as np

from scripts.benchmarks.desk import desk, open_folder, painted
from scripts.benchmarks.figures import Extent, Figure, Measured, at_most
from tests.data.dicom_files import chest, write

RADIOGRAPHS, SHORT_RADIOGRAPHS, FIRST = 300, 60, 20
ROWS, COLUMNS = 2048, 1792
SLACK_MB = 32
MEGABYTE = 2**20


def measure_paging(extent: Extent) -> Measured:
    """Resident memory after paging through radiographs, beside that after the first 20."""
    name = "resident memory while paging"
    if not sys.platform.startswith("linux"):
        yield Figure(name, (), skipped="resident memory is told by /proc only")
        return
    count = extent.count(RADIOGRAPHS, SHORT_RADIOGRAPHS)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        os.environ["CXRVIEWER_HOME"] = str(folder / "home")
        _write(folder / "in", count)
        with desk(folder) as window:
            open_folder(window, folder / "in", count)
            session = window.session
            session.active.select(session.listing[0])
            resident, kept = [], []
            for number in range(1, count):
                painted(window, partial(session.active.step, 1))
                if number in (FIRST, count - 1):
                    resident.append(resident_megabytes())
                    kept.append(session.radiographs.used / MEGABYTE)
            limit = session.radiographs.limit / MEGABYTE
    grown = resident[1] - resident[0]
    yield Figure("the cache may hold", [limit], "MB")
    yield Figure(f"resident after {FIRST}", resident[:1], "MB")
    goals = (
        at_most("more, beside what the cache took", grown - (kept[1] - kept[0]), SLACK_MB, "MB"),
        at_most("in the cache", kept[1], limit, "MB"),
    )
    yield Figure(f"resident after {count}", resident[1:], "MB", goals)


def resident_megabytes() -> float:
    """Return what is resident once what nobody holds was given back."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def _write(folder: Path, count: int) -> None:
    folder.mkdir()
    noise = np.random.default_rng(0).integers(0, 4096, (ROWS, COLUMNS), np.uint16)
    for number in range(count):
        pixels = np.roll(noise, number, axis=0)
        write(folder / f"IM{number:04}", chest(pixels, PatientID=f"P{number:04}"))
