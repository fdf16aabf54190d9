"""Opening what may be read, and nothing else."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from cxrviewer.domain.errors import ReadingError
from cxrviewer.reading.limits import Limits

SPECIAL = (
    (stat.S_ISDIR, "The folder could not be listed."),
    (stat.S_ISFIFO, "This is a named pipe, not a file."),
    (stat.S_ISSOCK, "This is a socket, not a file."),
    (stat.S_ISCHR, "This is a device, not a file."),
    (stat.S_ISBLK, "This is a device, not a file."),
)

# O_NONBLOCK: the name may have become a pipe since it was looked at.
FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file for reading; anything else is refused without being opened."""
    return os.fdopen(open_descriptor(path)[0], "rb")


def open_descriptor(path: Path) -> tuple[int, int]:
    """Open a regular file as ``open_regular``, and return its descriptor and how long it is."""
    try:
        _refuse_special(path.stat().st_mode)
        descriptor = os.open(path, FLAGS)
    except (OSError, ValueError) as error:
        raise _refusal(path, error) from error
    try:
        status = os.fstat(descriptor)
        _refuse_special(status.st_mode)
    except ReadingError:
        os.close(descriptor)
        raise
    return descriptor, status.st_size


def read_whole(path: Path, limits: Limits) -> bytes:
    """Return all bytes of a regular file."""
    with open_regular(path) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > limits.max_file_bytes:
            raise ReadingError(
                f"The file has {size // 2**20} MB; at most "
                f"{limits.max_file_bytes // 2**20} MB are read.",
                remedy="Export the picture as a single frame.",
            )
        try:
            return stream.read()
        except OSError as error:
            raise _refusal(path, error) from error


def _refuse_special(mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    for test, cause in SPECIAL:
        if test(mode):
            raise ReadingError(cause, remedy="Choose a file or a readable folder.")


def _refusal(path: Path, error: OSError | ValueError) -> ReadingError:
    if isinstance(error, FileNotFoundError):
        what = "The link leads nowhere." if path.is_symlink() else "The file does not exist."
        return ReadingError(what, remedy="Check the name and that the medium is connected.")
    if isinstance(error, PermissionError):
        return ReadingError(
            "The file may not be read by this user.", remedy="Ask for the right to read it."
        )
    reason = getattr(error, "strerror", None) or "its name is not valid"
    return ReadingError(
        f"The file could not be opened ({reason}).", remedy="Check the medium and the name."
    )
