"""Files that are whole or not there: written beside the target, then moved over it."""

import contextlib
import errno
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from cxrviewer.domain.errors import ExportError

_EXPLANATIONS = {
    errno.ENOSPC: ("the disk is full.", "Free some space or choose another folder."),
    errno.EDQUOT: ("your disk quota is used up.", "Free some space or choose another folder."),
    errno.EROFS: ("the folder is on a read-only disk.", "Choose another folder."),
    errno.EACCES: (
        "writing here is not allowed.",
        "Choose another folder, or close the program that has this file open.",
    ),
    errno.EPERM: ("writing here is not allowed.", "Choose another folder."),
    errno.ENOENT: ("the folder does not exist.", "Choose a folder that exists."),
    errno.EISDIR: ("a folder has this name already.", "Choose another name."),
    errno.ENAMETOOLONG: ("the name is too long.", "Choose a shorter name."),
}

PART_NAME_BYTES = 8


@contextmanager
def write_atomically(path: Path) -> Iterator[BinaryIO]:
    """Yield a binary file that takes the place of ``path`` when the block ends without an error.

    Until then an older file of that name stays whole, also when the program is killed. Raises
    ExportError for whatever the operating system refuses; other errors of the block pass through.
    """
    if not path.name:
        # "." and "/" are folders without a name that a file beside them could take.
        raise export_error(IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)), path)
    part = path.with_name(f".{secrets.token_hex(PART_NAME_BYTES)}.part")
    try:
        try:
            with part.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise export_error(error, path) from error


def write_bytes_atomically(path: Path, content: bytes) -> None:
    """Write a whole file at once; see write_atomically."""
    with write_atomically(path) as file:
        file.write(content)


def write_text_atomically(path: Path, text: str) -> None:
    """Write a whole UTF-8 file at once, line ends as they are; see write_atomically."""
    write_bytes_atomically(path, text.encode("utf-8"))


def remove_leftovers(folder: Path, *, older_than: float = 0.0) -> None:
    """Remove what writers that were killed have left half-written in ``folder``.

    ``older_than`` are seconds: where another program may be writing just now, its file stays.
    """
    for part in folder.glob(f".{'[0-9a-f]' * 2 * PART_NAME_BYTES}.part"):
        try:
            if time.time() - part.stat().st_mtime >= older_than:
                part.unlink(missing_ok=True)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise export_error(error, part) from error


def make_folder(path: Path) -> None:
    """Make ``path`` and what is missing above it, or raise ExportError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise export_error(error, path) from error


def export_error(error: OSError, path: Path) -> ExportError:
    """Return what the person is told of an operating system's refusal to write ``path``."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        cause, remedy = "a file is in the way of this folder.", "Choose another folder."
    else:
        fallback = (f"it cannot be written ({error.strerror or error}).", "Choose another folder.")
        cause, remedy = _EXPLANATIONS.get(error.errno or 0, fallback)
    return ExportError(cause, remedy=remedy, path=path)


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut, where the system can sync a folder."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Network file systems refuse to sync folders; the file's content is safe all the same.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
