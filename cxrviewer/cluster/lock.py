"""One run at a time in an output folder."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cxrviewer.domain.errors import UsageError, printable
from cxrviewer.report.atomic import export_error

LOCK = "run.lock"
HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
UNSUPPORTED = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL)


@contextmanager
def only_run_in(folder: Path) -> Iterator[None]:
    """Hold ``folder`` for this run; it is free again when the process ends, however it ends.

    Raises UsageError where another run holds it.
    """
    path = folder / LOCK
    try:
        file = path.open("a+b")
    except OSError as error:
        raise export_error(error, path) from error
    with file:
        try:
            _lock(file)
        except OSError as error:
            if error.errno in HELD:
                raise UsageError(
                    "Another run is writing here.",
                    remedy="Wait for its end, or choose another folder.",
                    path=folder,
                ) from error
            if error.errno not in UNSUPPORTED:
                raise export_error(error, path) from error
            where = printable(folder)
            print(f"warning: {where} cannot be locked; start no second run there", file=sys.stderr)
        yield


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415  (there on Windows alone)

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415  (not there on Windows)

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
