"""Marks on studies outlive the program, without a patient's text."""

from pathlib import Path

from cxrviewer.app.database import Database
from cxrviewer.app.mark_store import DatabaseMarkStore
from cxrviewer.app.marks import MarkBook, Marks


def test_that_marks_are_there_again_and_name_nobody(tmp_path: Path) -> None:
    file = tmp_path / "marks.sqlite"
    for expected, next_marks in (
        (Marks(), Marks(read=True, flagged=True)),
        (Marks(read=True, flagged=True), Marks(flagged=True)),
        (Marks(flagged=True), Marks()),
    ):
        database, book = Database(file), MarkBook()
        book.keep_in(DatabaseMarkStore(database))
        assert book.of("1.2.3 Secret^Name") == expected
        book.set("1.2.3 Secret^Name", next_marks)
        database.close()
    assert b"Secret" not in file.read_bytes()
