"""The tables of the local database: what a store brings, and how they are brought up to date."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cxrviewer.domain.radiograph import RadiographKey

UID_CHARACTERS = frozenset("0123456789.")
LONGEST_UID = 64

Value = str | int | float | None
Row = tuple[Any, ...]

_VERSIONS = "CREATE TABLE IF NOT EXISTS schema_version (name TEXT PRIMARY KEY, version INTEGER)"


@dataclass(frozen=True, slots=True)
class Schema:
    """The tables of one store. ``migrations[n]`` is SQL that leads from version n to n + 1.

    A migration that was released is never edited: another one is added behind it.
    """

    name: str
    migrations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One SQL statement with the values of its question marks."""

    sql: str
    values: tuple[Value, ...] = ()


class NewerDatabaseError(Exception):
    """The file was written by a newer version of the program."""


def key_values(key: RadiographKey) -> tuple[str, str, int]:
    """Return ``key`` for three columns. Text that is no UID is left out: it could be a name."""
    uid = key.sop_uid
    is_uid = len(uid) <= LONGEST_UID and set(uid) <= UID_CHARACTERS
    return (uid if is_uid else "", key.digest, key.frame)


def write(
    file: sqlite3.Connection, schemas: Iterable[Schema], pending: Iterable[tuple[Change, ...]]
) -> None:
    """Bring the tables up to date and carry out what waits, all of it or nothing.

    What a person did is on the disk before this returns; empty tables are made again if need be.
    """
    waiting = tuple(pending)
    file.execute(f"PRAGMA synchronous = {'FULL' if waiting else 'NORMAL'}")
    file.execute("BEGIN IMMEDIATE")
    try:
        migrate(file, schemas)
        for changes in waiting:
            for change in changes:
                file.execute(change.sql, change.values)
        file.execute("COMMIT")
    except BaseException:
        if file.in_transaction:
            file.execute("ROLLBACK")
        raise


def migrate(connection: sqlite3.Connection, schemas: Iterable[Schema]) -> None:
    """Bring every table to its newest version. Raises NewerDatabaseError."""
    connection.execute(_VERSIONS)
    for schema in schemas:
        found = connection.execute(
            "SELECT version FROM schema_version WHERE name = ?", (schema.name,)
        ).fetchone()
        version = int(found[0]) if found is not None else 0
        if version > len(schema.migrations):
            raise NewerDatabaseError
        for sql in schema.migrations[version:]:
            connection.execute(sql)
        # A commit of nothing waits for no disk.
        if version < len(schema.migrations):
            connection.execute(
                "INSERT INTO schema_version VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET version = excluded.version",
                (schema.name, len(schema.migrations)),
            )


def apply(connection: sqlite3.Connection, changes: Iterable[Change]) -> None:
    """Carry out ``changes`` in one transaction."""
    connection.execute("BEGIN")
    for change in changes:
        connection.execute(change.sql, change.values)
    connection.execute("COMMIT")
