"""What the time between a click and the painted radiograph is spent on."""

import hashlib
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cxrviewer.app.display_memory import DisplayMemory
from cxrviewer.app.pane import Pane
from cxrviewer.reading import decode, dicom_file, load
from cxrviewer.reading.child_process import ChildProcess
from cxrviewer.reading.reader import Reader
from cxrviewer.ui.main_window import MainWindow
from cxrviewer.ui.viewport.picture_layer import Raster
from cxrviewer.ui.workers import radiographs
from scripts.benchmarks.desk import desk, open_folder, painted
from scripts.benchmarks.figures import Extent, Figure, Measured
from scripts.benchmarks.opening import SYNTAXES, forget, settle, write_thorax

# When each has begun (False) or ended (True), along the way of a click.
MOMENTS: tuple[tuple[str, Any, str, bool], ...] = (
    ("a thread has the click", radiographs, "_load_wanted", False),
    ("the child has decoded", ChildProcess, "receive", True),
    ("the pixels are in the window's process", Reader, "load", True),
    ("the GUI thread has them", Pane, "finish_loading", False),
    ("their grey window is known", DisplayMemory, "first", True),
    ("display values are made", Raster, "put", True),
    ("everybody was told", Pane, "finish_loading", True),
)
# What the child does, done in this process.
STEPS: tuple[tuple[str, Any, str], ...] = (
    ("read", load, "read_whole"),
    ("header", dicom_file, "parse_header"),
    ("meaning", dicom_file, "_read_meaning"),
    ("codec", decode, "decode_codestream"),
    ("damage", decode, "damage_warnings"),
    ("grade", dicom_file, "_grade"),
    ("digest", hashlib, "sha256"),
    ("blank", load, "name_blank"),
)
# Digests of a name, not of a file.
LEAST_MS = 0.02


@dataclass(slots=True)
class Stopwatch:
    """``passed``: milliseconds from ``start`` to the first time of each name, of every click."""

    passed: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    started: float = 0.0
    # What is still to come of the click; nothing between two clicks.
    awaited: set[str] = field(default_factory=set)

    def start(self) -> None:
        self.awaited = {name for name, _, _, _ in MOMENTS}
        self.started = time.perf_counter()

    def stop(self) -> None:
        self.awaited.clear()

    def note(self, name: str) -> None:
        if name in self.awaited:
            self.awaited.discard(name)
            self.passed[name].append((time.perf_counter() - self.started) * 1e3)


def measure_click(extent: Extent) -> Measured:
    """Where the time goes between a click and the painted radiograph, 2500 x 2000 at 16 bit."""
    for name, syntax in SYNTAXES.items():
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            os.environ["CXRVIEWER_HOME"] = str(folder / "home")
            files = write_thorax(folder / "in", syntax)
            with desk(folder) as window:
                open_folder(window, folder / "in", len(files))
                yield from _moments(name, window, files, extent.runs)
            yield from _steps(name, files[0], extent.runs)


def _moments(name: str, window: MainWindow, files: list[Path], runs: int) -> Iterator[Figure]:
    watch, clicked = Stopwatch(), []
    with _watched(watch):
        for run in range(runs):
            settle(window)
            forget(window, files)
            target = window.session.listing[0 if run % 2 else len(files) - 1]
            watch.start()
            clicked.append(painted(window, partial(window.session.active.select, target)))
            watch.stop()
    for moment, _, _, _ in MOMENTS:
        yield Figure(f"{name}: until {moment}", watch.passed[moment])
    yield Figure(f"{name}: until it is painted", clicked)


@contextmanager
def _watched(watch: Stopwatch) -> Iterator[None]:
    with ExitStack() as stack:
        for moment, owner, attribute, ended in MOMENTS:
            original = getattr(owner, attribute)
            note = partial(watch.note, moment)
            wrapped = _noting(original, note, ended=ended)
            stack.enter_context(patch.object(owner, attribute, wrapped))
        yield


def _noting(
    work: Callable[..., object], note: Callable[[], None], *, ended: bool
) -> Callable[..., object]:
    def noted(*args: object, **more: object) -> object:
        if not ended:
            note()
        outcome = work(*args, **more)
        if ended:
            note()
        return outcome

    return noted


def _steps(name: str, path: Path, runs: int) -> Iterator[Figure]:
    """Yield what the steps of reading take, in processor time: other programs do not change it."""
    spent: dict[str, list[float]] = defaultdict(list)
    with ExitStack() as stack:
        for step, owner, attribute in STEPS:
            timed = _timing(getattr(owner, attribute), spent[step])
            stack.enter_context(patch.object(owner, attribute, timed))
        whole = _timing(load.load, spent["in all"])
        for _ in range(runs + 1):
            whole(path)
    for step, found in spent.items():
        if found:
            # The first one loads the decoder.
            yield Figure(f"{name}: in the child: {step}", found[1:] or found)
    known = sum(statistics.median(found[1:]) for step, found in spent.items() if len(found) > 1)
    rest = 2 * statistics.median(spent["in all"][1:]) - known
    yield Figure(f"{name}: in the child: the rest", [rest])


def _timing(work: Callable[..., object], spent: list[float]) -> Callable[..., object]:
    def timed(*args: object, **more: object) -> object:
        begun = time.thread_time()
        try:
            return work(*args, **more)
        finally:
            taken = (time.thread_time() - begun) * 1e3
            if taken > LEAST_MS:
                spent.append(taken)

    return timed
