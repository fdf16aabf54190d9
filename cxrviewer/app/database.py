"""The local database: what a person measured and marked, in one SQLite file.

Rows are keyed by RadiographKey (SOP Instance UID, sha-256 of the file, frame): identifiers and
digests alone, never a name. Each table has a store in a module of its own, which brings a Schema
and speaks to the Database in ``read`` and ``change``::

    SCHEMA = Schema("marks", ("CREATE TABLE mark (...)",))   # a later version adds an entry

    class MarkStore:
        def __init__(self, database: Database) -> None:
            database.prepare(SCHEMA)

Two windows share the file. What cannot be written now (another window holds it, the disk is full)
is said once and kept: reads then come from a copy in memory that holds it, and every later change,
read and ``retry`` tries again to write it.

A Database belongs to one thread, as the Session does.
"""

import sqlite3
from pathlib import Path

from psygnal import Signal

from cxrviewer.app.database_file import (
    Opened,
    connect_memory,
    free_name,
    is_waiting,
    open_file,
)
from cxrviewer.app.database_tables import (
    Change,
    NewerDatabaseError,
    Row,
    Schema,
    Value,
    apply,
    migrate,
    write,
)
from cxrviewer.app.folders import data_folder
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.domain.errors import printable

FILE_NAME = "cxrviewer.sqlite"
CLOSING_SECONDS = 5.0
UNSAVED = "unsaved"


def database_path() -> Path:
    """Return where the database of the person who runs the program is."""
    return data_folder() / FILE_NAME


class Database:
    """``notices`` is all that went wrong so far; ``notice_added`` carries each as it comes up."""

    notice_added = Signal(Notice)

    def __init__(self, path: Path | None) -> None:
        """``path`` None keeps everything in memory."""
        opened = Opened(None) if path is None else open_file(path)
        self.notices = [*opened.notices, *(_left_behind(path) if path is not None else ())]
        self._path = path
        self._file = opened.file
        self._memory = opened.memory
        self._schemas: list[Schema] = []
        self._pending: list[tuple[Change, ...]] = []
        self._is_ready = False
        self._version: int | None = None
        if self._file is None and self._memory is None:
            self._memory = connect_memory()

    @property
    def pending(self) -> int:
        """Return how many changes wait to be written."""
        return len(self._pending)

    def prepare(self, schema: Schema) -> None:
        """Bring the tables of ``schema`` to their newest version."""
        self._schemas.append(schema)
        self._is_ready = False
        if self._memory is None:
            self._synchronise()
            return
        try:
            migrate(self._memory, (schema,))
        except NewerDatabaseError:
            self._leave_alone()

    def read(self, sql: str, values: tuple[Value, ...] = ()) -> list[Row]:
        if self._memory is not None and self._file is not None:
            self._synchronise()
        source = self._memory or self._file
        assert source is not None
        try:
            return source.execute(sql, values).fetchall()
        except sqlite3.OperationalError as error:
            self._go_on_in_memory(error)
            assert self._memory is not None
            return self._memory.execute(sql, values).fetchall()

    def change(self, *changes: Change) -> None:
        """Carry out all of ``changes`` or, where the file cannot be written, keep all of them."""
        if self._memory is not None:
            apply(self._memory, changes)
        if self._file is not None:
            self._pending.append(changes)
            self._synchronise()

    def retry(self) -> bool:
        """Try to write what waits, and return whether nothing waits any more."""
        return self._file is None or self._synchronise()

    def changed_elsewhere(self) -> bool:
        """Return whether another connection has written since this was asked last."""
        if self._file is None or self._memory is not None:
            return False
        try:
            version = int(self._file.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.OperationalError:
            # Busy at the moment; the next question finds out.
            return False
        before, self._version = self._version, version
        return before is not None and before != version

    def close(self) -> None:
        """Write what waits; what still cannot be written goes into a file beside the database."""
        if self._pending and self._file is not None:
            self._file.execute(f"PRAGMA busy_timeout = {round(CLOSING_SECONDS * 1000)}")
            if not self._synchronise() and self._memory is not None and self._path is not None:
                _save_unsaved(self._memory, self._path)
        for connection in (self._file, self._memory):
            if connection is not None:
                connection.close()
        self._pending.clear()

    def _synchronise(self) -> bool:
        """Bring the file up to date in one transaction, and read from it where that succeeds."""
        if self._is_ready and not self._pending and self._memory is None:
            return True
        assert self._file is not None
        try:
            write(self._file, self._schemas, self._pending)
        except NewerDatabaseError:
            self._leave_alone()
        except sqlite3.IntegrityError:
            # A mistake of the caller; kept, it would hold up every change after it.
            self._pending.pop()
            raise
        except sqlite3.Error as error:
            self._go_on_in_memory(error)
            return False
        else:
            self._use_file()
        return True

    def _use_file(self) -> None:
        was_apart, self._is_ready = self._memory is not None, True
        self._pending.clear()
        if self._memory is not None:
            self._memory.close()
            self._memory = None
        if was_apart:
            self._tell(
                Notice(Severity.NOTE, "The measurements and marks that waited have been saved.")
            )

    def _go_on_in_memory(self, error: sqlite3.Error) -> None:
        if self._memory is not None:
            return
        self._memory = self._copy_with_pending()
        cause = "another window is using it" if is_waiting(error) else f"{error}"
        self._tell(
            Notice(
                Severity.WARNING,
                f"The database of measurements and marks cannot be written: {cause}.",
                "Nothing is lost: your changes are kept, and saving is tried again.",
            )
        )

    def _copy_with_pending(self) -> sqlite3.Connection:
        memory = connect_memory()
        assert self._file is not None
        if _is_readable(self._file):
            self._file.backup(memory)
        migrate(memory, self._schemas)
        for changes in self._pending:
            apply(memory, changes)
        return memory

    def _leave_alone(self) -> None:
        """Go on without the file: a newer program's tables are not ours to change."""
        if self._file is not None:
            self._file.close()
        self._file = None
        self._memory = connect_memory()
        migrate(self._memory, self._schemas)
        for changes in self._pending:
            apply(self._memory, changes)
        self._pending.clear()
        self._tell(
            Notice(
                Severity.WARNING,
                "The database of measurements and marks was written by a newer version of the "
                "program. It is left alone, and changes are kept only until the program is closed.",
                "Use the newer version.",
            )
        )

    def _tell(self, notice: Notice) -> None:
        self.notices.append(notice)
        self.notice_added.emit(notice)


def _save_unsaved(memory: sqlite3.Connection, path: Path) -> None:
    target = sqlite3.connect(free_name(path, UNSAVED))
    memory.backup(target)
    target.close()


def _is_readable(file: sqlite3.Connection) -> bool:
    """Return whether a copy can be made now; asked first, because a copy would wait for ever."""
    try:
        file.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        return False
    return True


def _left_behind(path: Path) -> tuple[Notice, ...]:
    """Return a notice for each run that could not write its last changes."""
    return tuple(
        Notice(
            Severity.WARNING,
            "The last changes of an earlier run could not be written to the database of "
            f"measurements and marks. They are kept in {printable(left.name)}.",
            f"Close other windows, and look in {printable(path.parent)}.",
        )
        for left in sorted(path.parent.glob(f"{path.stem}.{UNSAVED}-*{path.suffix}"))
    )
