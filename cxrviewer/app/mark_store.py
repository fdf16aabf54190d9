"""Where marks on studies are kept, in the local database. Rows are keyed by digests alone."""

from collections.abc import Mapping

from cxrviewer.app.database import Database
from cxrviewer.app.database_tables import Change, Schema
from cxrviewer.app.marks import Marks

SCHEMA = Schema(
    "study_marks",
    (
        "CREATE TABLE study_mark (study TEXT PRIMARY KEY, read INTEGER NOT NULL, "
        "flagged INTEGER NOT NULL)",
    ),
)


class DatabaseMarkStore:
    """A MarkStore in ``database``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.prepare(SCHEMA)

    def read_marks(self) -> Mapping[str, Marks]:
        rows = self._database.read("SELECT study, read, flagged FROM study_mark")
        return {study: Marks(bool(read), bool(flagged)) for study, read, flagged in rows}

    def write_marks(self, digest: str, marks: Marks) -> None:
        self._database.change(
            Change(
                "INSERT INTO study_mark VALUES (?, ?, ?) ON CONFLICT (study) DO UPDATE "
                "SET read = excluded.read, flagged = excluded.flagged",
                (digest, marks.read, marks.flagged),
            )
        )
