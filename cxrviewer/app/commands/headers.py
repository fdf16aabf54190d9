"""Reading every header below some paths, with a bar where somebody watches."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from cxrviewer.domain.study import ScanEntry
from cxrviewer.reading.reader import Reader
from cxrviewer.reading.validator.file_set import FileSet


def scan_all(paths: Sequence[Path], reader: Reader) -> tuple[ScanEntry, ...]:
    """Return an entry for every file below the paths, once each, in the order of the walk."""
    entries: dict[Path, ScanEntry] = {}
    with progress_bar("Reading headers", unit="file") as bar:
        for entry in FileSet().watch(reader.scan(paths)):
            bar.update(entry.path not in entries)
            entries[entry.path] = entry
    return tuple(entries.values())


def progress_bar(what: str, *, unit: str, total: int | None = None, initial: int = 0) -> Any:
    """Return a tqdm bar to be used as a context manager.

    ``initial`` were done by an earlier run: they count, but not as quick ones.
    """
    # Its monitor would be a thread that outlives the bar.
    tqdm.monitor_interval = 0
    # disable=None: no bar where standard error is not a terminal.
    return tqdm(
        desc=what, unit=unit, total=total, initial=initial, disable=None, dynamic_ncols=True
    )
