"""Which addresses were listed already, for more of them than fit into memory."""

import hashlib
import os
import sqlite3
from types import TracebackType
from typing import Self

from cxrviewer.domain.errors import ExportError

CACHE_KIB = 64 * 2**10
# With 10^9 addresses two share a digest once in 10^20 runs.
DIGEST_BYTES = 16


class Seen:
    """A set of texts; a context manager. It takes 64 MiB, and beyond that a temporary file."""

    def __init__(self) -> None:
        # An empty name is a file that nobody else sees and that goes with the connection.
        self._store = sqlite3.connect("", isolation_level=None)
        self._store.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        self._store.execute("PRAGMA journal_mode = OFF")
        self._store.execute("PRAGMA synchronous = OFF")
        self._store.execute("CREATE TABLE seen (digest BLOB PRIMARY KEY) WITHOUT ROWID")
        self._store.execute("BEGIN")

    def is_new(self, text: str) -> bool:
        """Take ``text`` in, and say whether it was not there. Raises ExportError."""
        digest = hashlib.blake2b(os.fsencode(text), digest_size=DIGEST_BYTES).digest()
        try:
            return self._store.execute(INSERT, (digest,)).rowcount == 1
        except sqlite3.OperationalError as error:
            raise ExportError(
                f"The list of files cannot be kept on this disk ({error}).",
                remedy="Free some space where temporary files go, or name another place in TMPDIR.",
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._store.close()


INSERT = "INSERT OR IGNORE INTO seen VALUES (?)"
