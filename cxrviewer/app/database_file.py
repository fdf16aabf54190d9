"""Opens the file of the local database, and sets aside one that cannot be used.

Nothing is ever deleted: a damaged file is renamed with its journal, and the rows of one that may
only be read go on in a fresh file. Where not even that can be done the rows live in memory, and it
is said.
"""

import contextlib
import sqlite3
from pathlib import Path
from typing import NamedTuple

from cxrviewer.app.notices import Notice, Severity
from cxrviewer.domain.errors import ExportError, printable
from cxrviewer.report.atomic import make_folder

# Seconds to wait for another window. The caller is the GUI thread: it must not stand still.
BUSY_SECONDS = 0.5
VERSION = 1
_WAITING = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_COMPANIONS = ("-wal", "-shm", "-journal")


class Opened(NamedTuple):
    """``file`` is None where the rows can only be kept in ``memory``."""

    file: sqlite3.Connection | None
    memory: sqlite3.Connection | None = None
    notices: tuple[Notice, ...] = ()


def primary_code(error: sqlite3.Error) -> int:
    """Return SQLite's result code without its extension; -1 where the module itself complains."""
    code = getattr(error, "sqlite_errorcode", None)
    return -1 if code is None else int(code) & 0xFF


def is_waiting(error: sqlite3.Error) -> bool:
    """Return whether another window holds the database."""
    return primary_code(error) in _WAITING


def open_file(path: Path) -> Opened:
    """Return a connection that may write to ``path``, or whatever comes nearest to it."""
    try:
        make_folder(path.parent)
        return Opened(_connect(path))
    except ExportError as error:
        return Opened(None, notices=(_in_memory(error.cause),))
    except sqlite3.Error as error:
        return _rescue(path, error)


def connect_memory() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def free_name(path: Path, word: str) -> Path:
    """Return the first name beside ``path`` that no file has: ``cxrviewer.WORD-1.sqlite``."""
    number = 1
    while (free := path.with_name(f"{path.stem}.{word}-{number}{path.suffix}")).exists():
        number += 1
    return free


def _connect(path: Path) -> sqlite3.Connection:
    """Raise sqlite3.Error where ``path`` is no sound database that can be written to."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        _set_up(connection)
    except sqlite3.Error as error:
        if not is_waiting(error):
            connection.close()
            raise
    with contextlib.suppress(OSError):
        path.chmod(0o600)
    return connection


def _set_up(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    # Until something is to be kept nothing waits for the disk.
    connection.execute("PRAGMA synchronous = NORMAL")
    # Readers do not wait for a writer. Where a disk cannot do this SQLite keeps its older journal.
    connection.execute("PRAGMA journal_mode = WAL")
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        error = sqlite3.DatabaseError(found)
        error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise error
    # A file that may only be read is found out now, not at the first change.
    connection.execute("BEGIN IMMEDIATE")
    known = connection.execute("PRAGMA user_version").fetchone()[0] == VERSION
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("ROLLBACK" if known else "COMMIT")


def _rescue(path: Path, error: sqlite3.Error) -> Opened:
    code = primary_code(error)
    if code == sqlite3.SQLITE_READONLY:
        return _replace_read_only(path)
    if code not in _DAMAGED:
        return Opened(None, notices=(_in_memory(f"{error}."),))
    aside = _set_aside(path, "broken")
    if aside is None:
        return Opened(None, notices=(_in_memory("its file is damaged."),))
    notice = Notice(
        Severity.WARNING,
        f"The database of measurements and marks is damaged. It is kept as {printable(aside.name)} "
        "and a new one was begun.",
        f"It lies in {printable(path.parent)}; restore it from a backup if you have one.",
    )
    return Opened(_connect(path), notices=(notice,))


def _replace_read_only(path: Path) -> Opened:
    """Go on in a fresh file with the same rows; the old one keeps its rights and another name."""
    memory = _copied(path)
    aside = _set_aside(path, "read-only")
    if aside is None:
        return Opened(None, memory, (_in_memory("its file may only be read."),))
    fresh = _connect(path)
    memory.backup(fresh)
    memory.close()
    notice = Notice(
        Severity.WARNING,
        "The database of measurements and marks may only be read. It is kept as "
        f"{printable(aside.name)}; a copy with the same content is used from now on.",
        f"Check the rights in {printable(path.parent)}.",
    )
    return Opened(fresh, notices=(notice,))


def _copied(path: Path) -> sqlite3.Connection:
    memory = connect_memory()
    # "immutable" reads also where SQLite may not make its companion files.
    for choice in ("mode=ro", "mode=ro&immutable=1"):
        source = sqlite3.connect(f"{path.absolute().as_uri()}?{choice}", uri=True)
        with contextlib.closing(source), contextlib.suppress(sqlite3.Error):
            source.backup(memory)
            break
    return memory


def _set_aside(path: Path, word: str) -> Path | None:
    aside = free_name(path, word)
    try:
        path.rename(aside)
        for companion in _COMPANIONS:
            left = path.with_name(path.name + companion)
            if left.exists():
                left.rename(aside.with_name(aside.name + companion))
    except OSError:
        return None
    return aside


def _in_memory(cause: str) -> Notice:
    return Notice(
        Severity.WARNING,
        f"The database of measurements and marks cannot be used: {cause} "
        "They are kept only until the program is closed.",
        "Check the rights of your data folder and the space on its disk, then start again.",
    )
