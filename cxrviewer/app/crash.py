"""A report of an end that no handler saw: a fault in native code.

It holds versions and the frames of every thread (file, line and function, never a value), so
nothing of a patient can be in it. It stays on this machine; the next start tells where it lies.
"""

import faulthandler
import logging
import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cxrviewer import __version__
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.domain.errors import printable

PATTERN = "crash-*.txt"
TOLD = ".told"
KEPT = 5
MAX_BYTES = 2**20
# Of an instance that may still run, or that was killed: neither is a fault of the program.
BARE_KEPT_SECONDS = 7 * 24 * 3600
# faulthandler's first words on a fault, after our head.
FAULT = b"Fatal Python error"
WINDOWS_FAULT = b"Windows fatal exception"

log = logging.getLogger(__name__)


@contextmanager
def watch_for_crashes(folder: Path) -> Iterator[None]:
    """Have the interpreter write a report into ``folder`` where native code faults.

    Without a report, but not without the program, where the folder cannot be written.
    """
    path = folder / f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        log.warning("There is no report of crashes: %s", error.strerror)
        yield
        return
    with file:
        file.write(f"cxrviewer {__version__}, Python {platform.python_version()}, ")
        file.write(f"{platform.platform()}\n\n")
        file.flush()
        faulthandler.enable(file)
        try:
            yield
        finally:
            faulthandler.disable()
    path.unlink(missing_ok=True)


def earlier_crashes(folder: Path) -> list[Notice]:
    """Return a notice where the program crashed since this was last asked, and tidy up.

    At most ``KEPT`` reports are kept.
    """
    try:
        reports = [path for path in _reports(folder) if _holds_fault(path)]
        fresh = [path for path in reports if path.suffixes != [TOLD, ".txt"]]
        told = [_mark_told(path) for path in fresh]
        for old in _reports_told(folder)[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError as error:
        log.warning("Earlier crashes cannot be looked for: %s", error.strerror)
        return []
    if not told:
        return []
    cause = (
        "The program ended unexpectedly. What is known of it, without any patient's data, lies in"
    )
    return [
        Notice(
            Severity.WARNING,
            f"{cause} {printable(told[-1])}.",
            "Attach that file when you report the fault.",
        )
    ]


def _reports(folder: Path) -> list[Path]:
    return sorted(folder.glob(PATTERN), key=lambda path: path.name)


def _reports_told(folder: Path) -> list[Path]:
    return [path for path in _reports(folder) if path.suffixes == [TOLD, ".txt"]]


def _holds_fault(path: Path) -> bool:
    """Say whether a fault is described in ``path``; a bare head of long ago is removed."""
    with path.open("rb") as file:
        content = file.read(MAX_BYTES)
    if FAULT in content or WINDOWS_FAULT in content:
        return True
    if time.time() - path.stat().st_mtime > BARE_KEPT_SECONDS:
        path.unlink(missing_ok=True)
    return False


def _mark_told(path: Path) -> Path:
    return path.rename(path.with_name(f"{path.stem}{TOLD}.txt"))
