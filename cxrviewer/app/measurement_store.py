"""The tables of measurements and of calibrations, by radiograph."""

from dataclasses import dataclass

import msgspec

from cxrviewer.app.database import Database
from cxrviewer.app.database_tables import Change, Row, Schema, key_values
from cxrviewer.domain.measurement import Measurement
from cxrviewer.domain.radiograph import RadiographKey

SCHEMA = Schema(
    "measurements",
    (
        "CREATE TABLE measurement (sop_uid TEXT NOT NULL, digest TEXT NOT NULL, "
        "frame INTEGER NOT NULL, uid TEXT NOT NULL, made REAL NOT NULL, body TEXT NOT NULL, "
        "PRIMARY KEY (digest, sop_uid, frame, uid))",
        "CREATE TABLE calibration (sop_uid TEXT NOT NULL, digest TEXT NOT NULL, "
        "frame INTEGER NOT NULL, mm_per_column REAL NOT NULL CHECK (mm_per_column > 0), "
        "PRIMARY KEY (digest, sop_uid, frame))",
    ),
)
_OF_IMAGE = "sop_uid = ? AND digest = ? AND frame = ?"


@dataclass(frozen=True, slots=True)
class StoredMeasurements:
    """What is known of one radiograph, in the order in which it was drawn.

    ``mm_per_column`` is the width of a pixel by the person's calibration, None without one;
    ``unreadable`` counts rows that a damaged disk or a stranger left: they stay where they are.
    """

    items: tuple[Measurement, ...] = ()
    mm_per_column: float | None = None
    unreadable: int = 0


class MeasurementStore:
    """One row per measurement, so that two windows that draw on one image lose nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.prepare(SCHEMA)

    def read(self, key: RadiographKey) -> StoredMeasurements:
        values = key_values(key)
        rows = self._database.read(
            f"SELECT body FROM measurement WHERE {_OF_IMAGE} ORDER BY made, rowid", values
        )
        factors = self._database.read(
            f"SELECT mm_per_column FROM calibration WHERE {_OF_IMAGE}", values
        )
        items = tuple(item for row in rows if (item := _decoded(row)) is not None)
        factor = float(factors[0][0]) if factors else None
        return StoredMeasurements(items, factor, len(rows) - len(items))

    def keys(self) -> tuple[RadiographKey, ...]:
        """Return every radiograph on which something is drawn."""
        rows = self._database.read(
            "SELECT sop_uid, digest, frame FROM measurement GROUP BY 1, 2, 3 ORDER BY min(made)"
        )
        return tuple(RadiographKey(*row) for row in rows)

    def write(
        self, key: RadiographKey, changed: tuple[Measurement, ...], removed: tuple[str, ...] = ()
    ) -> None:
        """Write ``changed`` and remove the rows of these uids, all in one."""
        self._database.change(
            *(_removal(key, uid) for uid in removed), *(_written(key, item) for item in changed)
        )

    def write_calibration(self, key: RadiographKey, mm_per_column: float | None) -> None:
        sql = f"DELETE FROM calibration WHERE {_OF_IMAGE}"
        changes = [Change(sql, key_values(key))]
        if mm_per_column is not None:
            insert = "INSERT INTO calibration VALUES (?, ?, ?, ?)"
            changes.append(Change(insert, (*key_values(key), mm_per_column)))
        self._database.change(*changes)


def _written(key: RadiographKey, item: Measurement) -> Change:
    """Return the change that keeps the place of a row that is there already."""
    return Change(
        "INSERT INTO measurement VALUES "
        "(?, ?, ?, ?, (julianday('now') - 2440587.5) * 86400.0, ?) "
        "ON CONFLICT (digest, sop_uid, frame, uid) DO UPDATE SET body = excluded.body",
        (*key_values(key), item.uid, msgspec.json.encode(item).decode()),
    )


def _removal(key: RadiographKey, uid: str) -> Change:
    sql = f"DELETE FROM measurement WHERE {_OF_IMAGE} AND uid = ?"
    return Change(sql, (*key_values(key), uid))


def _decoded(row: Row) -> Measurement | None:
    try:
        return msgspec.json.decode(row[0], type=Measurement)
    except (msgspec.MsgspecError, TypeError):
        return None
