"""The local database: two windows, a held file, a damaged one, and newer tables."""

import os
import sqlite3
from pathlib import Path

import pytest

from cxrviewer.app.database import Database, database_path
from cxrviewer.app.database_tables import Change, Schema, key_values
from cxrviewer.app.notices import Severity
from cxrviewer.domain.radiograph import RadiographKey

WORDS = Schema("words", ("CREATE TABLE word (id TEXT PRIMARY KEY, text TEXT NOT NULL)",))
LONGER = Schema("words", (*WORDS.migrations, "ALTER TABLE word ADD COLUMN size INTEGER DEFAULT 7"))


def opened(path: Path, schema: Schema = WORDS) -> Database:
    database = Database(path)
    database.prepare(schema)
    return database


def add(database: Database, word: str) -> None:
    database.change(Change("INSERT INTO word (id, text) VALUES (?, ?)", (word, word)))


def words(database: Database) -> list[str]:
    return [row[0] for row in database.read("SELECT text FROM word ORDER BY text")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "cxrviewer.sqlite"


def test_that_rows_are_there_again_after_closing(path: Path) -> None:
    first = opened(path)
    add(first, "one")
    first.close()
    again = opened(path)
    assert words(again) == ["one"]
    assert again.notices == []


def test_that_two_windows_share_it_without_loss(path: Path) -> None:
    one, other = opened(path), opened(path)
    for number in range(20):
        add(one, f"a{number:02d}")
        add(other, f"b{number:02d}")
    assert len(words(one)) == 40
    assert words(one) == words(other)


def test_that_a_change_made_while_another_holds_the_file_is_said_kept_and_written(
    path: Path,
) -> None:
    database = opened(path)
    add(database, "before")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    add(database, "meanwhile")
    add(database, "and more")
    assert database.pending == 2
    assert words(database) == ["and more", "before", "meanwhile"]
    assert ["another window is using it" in n.text for n in database.notices] == [True]
    holder.execute("COMMIT")
    assert database.retry()
    assert database.pending == 0
    assert words(opened(path)) == ["and more", "before", "meanwhile"]
    assert database.notices[-1].severity is Severity.NOTE


def test_that_what_still_waits_at_the_end_goes_into_a_file_that_is_named_next_time(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cxrviewer.app.database.CLOSING_SECONDS", 0.0)
    database = opened(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    add(database, "late")
    database.close()
    holder.close()
    kept = path.with_name("cxrviewer.unsaved-1.sqlite")
    assert sqlite3.connect(kept).execute("SELECT text FROM word").fetchall() == [("late",)]
    assert kept.name in opened(path).notices[0].text


def test_that_a_held_file_at_the_start_is_no_hindrance(path: Path) -> None:
    path.parent.mkdir()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    database = opened(path)
    add(database, "early")
    assert words(database) == ["early"]
    holder.execute("ROLLBACK")
    holder.close()
    assert database.retry()
    assert words(opened(path)) == ["early"]


@pytest.mark.parametrize("content", [b"this is no database at all" * 200, b"\0" * 5000])
def test_that_a_damaged_file_is_set_aside_whole_and_said(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    database = opened(path)
    assert "cxrviewer.broken-1.sqlite" in database.notices[0].text
    assert path.with_name("cxrviewer.broken-1.sqlite").read_bytes() == content
    add(database, "fresh")
    assert words(opened(path)) == ["fresh"]


def test_that_a_second_damaged_file_does_not_take_the_place_of_the_first(path: Path) -> None:
    path.parent.mkdir()
    for content in (b"one" * 1000, b"two" * 1000):
        path.write_bytes(content)
        opened(path).close()
    assert path.with_name("cxrviewer.broken-1.sqlite").read_bytes().startswith(b"one")
    assert path.with_name("cxrviewer.broken-2.sqlite").read_bytes().startswith(b"two")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everything")
def test_that_a_file_that_may_only_be_read_is_set_aside_and_its_rows_go_on(path: Path) -> None:
    first = opened(path)
    add(first, "kept")
    first.close()
    path.chmod(0o400)
    database = opened(path)
    assert "cxrviewer.read-only-1.sqlite" in database.notices[0].text
    add(database, "more")
    assert words(opened(path)) == ["kept", "more"]
    assert path.with_name("cxrviewer.read-only-1.sqlite").exists()


def test_that_a_folder_that_cannot_be_made_leaves_memory_and_a_notice(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    database = opened(tmp_path / "file" / "cxrviewer.sqlite")
    add(database, "one")
    assert words(database) == ["one"]
    assert "only until the program is closed" in database.notices[0].text
    assert database.retry()


def test_that_a_later_version_keeps_the_rows_of_an_earlier_one(path: Path) -> None:
    add(opened(path), "old")
    assert opened(path, LONGER).read("SELECT text, size FROM word") == [("old", 7)]


def test_that_tables_of_a_newer_version_are_left_alone(path: Path) -> None:
    newer = opened(path, LONGER)
    add(newer, "new")
    database = opened(path)
    add(database, "mine")
    assert words(database) == ["mine"]
    assert "newer version" in database.notices[0].text
    assert words(newer) == ["new"]


def test_that_changes_given_together_are_made_together_or_not_at_all(path: Path) -> None:
    database = opened(path)
    with pytest.raises(sqlite3.IntegrityError):
        database.change(
            Change("INSERT INTO word VALUES ('a', 'a')"),
            Change("INSERT INTO word VALUES ('a', 'b')"),
        )
    add(database, "c")
    assert words(database) == ["c"]


def test_that_text_that_is_no_uid_never_becomes_a_key() -> None:
    assert key_values(RadiographKey("1.2.840.1", "ab", 3)) == ("1.2.840.1", "ab", 3)
    assert key_values(RadiographKey("DOE^JANE", "ab", 0)) == ("", "ab", 0)


def test_that_the_place_follows_the_programs_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CXRVIEWER_HOME", str(tmp_path))
    assert database_path().is_relative_to(tmp_path)


def test_that_it_tells_what_another_window_has_written_and_not_its_own(path: Path) -> None:
    one, other = opened(path), opened(path)
    add(one, "a")
    one.changed_elsewhere()
    assert not one.changed_elsewhere()
    add(one, "b")
    assert not one.changed_elsewhere()
    add(other, "c")
    assert one.changed_elsewhere()
    assert not one.changed_elsewhere()
    add(one, "d")
    add(other, "e")
    assert one.changed_elsewhere()


def test_that_a_start_without_news_writes_nothing(path: Path) -> None:
    one = opened(path)
    add(one, "kept")
    one.changed_elsewhere()
    opened(path).close()
    assert not one.changed_elsewhere()


def test_that_what_a_person_did_is_on_the_disk_before_it_counts_as_written(path: Path) -> None:
    normal, full = 1, 2
    database = opened(path)
    assert database.read("PRAGMA synchronous") == [(normal,)]
    add(database, "kept")
    assert database.read("PRAGMA synchronous") == [(full,)]
