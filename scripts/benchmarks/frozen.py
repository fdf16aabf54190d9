"""The frozen program beside the source that it was frozen from."""

import compileall
import os
import tempfile
from pathlib import Path

from cxrviewer.app.demo import make_demo
from scripts.benchmarks.figures import ROOT, Extent, Figure, Goal, Measured, ratio
from scripts.benchmarks.start import one_start
from scripts.packaging.freezing import LARGEST_FOLDER
from scripts.packaging.places import MEGABYTE, folder_bytes

VARIABLE = "CXRVIEWER_FROZEN"


def measure_frozen(extent: Extent) -> Measured:
    """Size of the frozen program that CXRVIEWER_FROZEN names, and its start beside the source's."""
    named = os.environ.get(VARIABLE, "")
    if not named:
        yield Figure("the frozen program", (), skipped=f"{VARIABLE} names none")
        return
    size = folder_bytes(Path(named).resolve().parent) / MEGABYTE
    limit = Goal("unpacked", size, LARGEST_FOLDER / MEGABYTE, "MB")
    yield Figure("the frozen program, unpacked", [size], unit="MB", goals=(limit,))
    compileall.compile_dir(ROOT / "cxrviewer", quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        file = next(make_demo(Path(folder)))
        source, frozen = [], []
        for _ in range(extent.runs):
            source.append(one_start(file, Path(folder)))
            frozen.append(one_start(file, Path(folder), [named]))
    for number, moment in enumerate(("window", "first findings of a given file")):
        from_source, from_frozen = ([run[number] for run in runs] for runs in (source, frozen))
        yield Figure(f"source: process start -> {moment}", from_source)
        share = f"{ratio(from_frozen, from_source):.2f}x"
        yield Figure(f"frozen: process start -> {moment} ({share})", from_frozen)
