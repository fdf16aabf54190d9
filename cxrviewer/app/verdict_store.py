"""The table of verdicts, by radiograph. A row is never changed: a later one takes its place.

Beside it stands which radiographs' scores a reader has been shown: a verdict that comes after that
is no blind one, in whichever run of the program it is given.
"""

from collections.abc import Iterable
from contextlib import suppress

import msgspec

from cxrviewer.app.database import Database
from cxrviewer.app.database_tables import Change, Row, Schema, key_values
from cxrviewer.domain.radiograph import RadiographKey
from cxrviewer.domain.verdict import Verdict

SCHEMA = Schema(
    "verdicts",
    (
        "CREATE TABLE verdict (number INTEGER PRIMARY KEY AUTOINCREMENT, sop_uid TEXT NOT NULL, "
        "digest TEXT NOT NULL, frame INTEGER NOT NULL, study TEXT NOT NULL, body TEXT NOT NULL)",
        "CREATE INDEX verdict_of_image ON verdict (digest, frame)",
        "CREATE TABLE scores_seen (digest TEXT NOT NULL, frame INTEGER NOT NULL, "
        "PRIMARY KEY (digest, frame))",
    ),
)

# Sha-256 of the file and frame: the pixels that a verdict is about.
Pixels = tuple[str, int]


def pixels_of(key: RadiographKey) -> Pixels:
    return key.digest, key.frame


class VerdictStore:
    """Every verdict that was ever given; the newest of a label counts."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.prepare(SCHEMA)

    def everything(self) -> dict[Pixels, dict[str, Verdict]]:
        """Return the newest verdict of each label of each radiograph."""
        found: dict[Pixels, dict[str, Verdict]] = {}
        rows = self._database.read("SELECT body, digest, frame FROM verdict ORDER BY number")
        for row in rows:
            for verdict in _decoded((row,)):
                found.setdefault((row[1], row[2]), {})[verdict.label] = verdict
        return found

    def studies(self) -> frozenset[str]:
        """Return the digests of the studies that have a verdict."""
        return frozenset(r[0] for r in self._database.read("SELECT DISTINCT study FROM verdict"))

    def add(self, key: RadiographKey, study: str, verdicts: Iterable[Verdict]) -> None:
        """Keep ``verdicts``; ``study`` is the study's digest."""
        sql = "INSERT INTO verdict (sop_uid, digest, frame, study, body) VALUES (?, ?, ?, ?, ?)"
        bodies = (msgspec.json.encode(verdict).decode() for verdict in verdicts)
        self._database.change(*(Change(sql, (*key_values(key), study, body)) for body in bodies))

    def note_seen(self, key: RadiographKey) -> None:
        sql = "INSERT OR IGNORE INTO scores_seen VALUES (?, ?)"
        self._database.change(Change(sql, pixels_of(key)))

    def seen(self) -> frozenset[Pixels]:
        rows = self._database.read("SELECT digest, frame FROM scores_seen")
        return frozenset((digest, frame) for digest, frame in rows)


def _decoded(rows: Iterable[Row]) -> Iterable[Verdict]:
    """Yield what can be read; a row that a damaged disk left stays where it is."""
    for row in rows:
        with suppress(msgspec.MsgspecError, TypeError, ValueError):
            yield msgspec.json.decode(row[0], type=Verdict)
