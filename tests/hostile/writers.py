"""Writes one kind of file over and over, and is killed at it: run as a program of its own.

``python -m tests.hostile.writers KIND FOLDER KILLS SEED`` prepares once and then forks a writer for
each kill, so that two hundred of them take seconds. Whatever is not whole ends it with a traceback.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from cxrviewer.app.database import Database
from cxrviewer.app.database_tables import Change, Schema
from cxrviewer.app.preferences import Preferences, PreferencesStore
from cxrviewer.domain.study import Status
from cxrviewer.report.content import ReportContent
from cxrviewer.report.pdf import export_pdf
from cxrviewer.report.rows import ResultRow, StudyRow
from cxrviewer.report.tables import Tables
from tests.data.reports import content_of, instance_of, page_of

LONGEST_SECONDS = 0.1
WORDS = Schema("words", ("CREATE TABLE word (number INTEGER PRIMARY KEY, text TEXT)",))
STUDY = StudyRow("/a/b", Status.OK, "", 96, 80, "PA", 0.25, 1.5)
RESULT = ResultRow(
    "/a/b", "P", "1.2", "1.3", "1.4", "tiny", "1.0.0", "Effusion", 0.25, None, 0.5, False
)

Tell = Callable[[], None]
Writer = Callable[[Path, Tell], None]
# Given how many writes were confirmed before the kill.
Judge = Callable[[Path, int], None]


def write_preferences(folder: Path, tell: Tell) -> None:
    store = PreferencesStore.open(folder / "preferences.json")
    for number in range(10**6):
        geometry = "x" * (number % 7 * 500)
        store.save(replace(store.current, window_geometry=geometry))
        tell()


def judge_preferences(folder: Path, confirmed: int) -> None:
    path = folder / "preferences.json"
    store = PreferencesStore.open(path)
    assert store.notices == ()
    assert path.exists() or not confirmed
    assert store.current == Preferences(window_geometry=store.current.window_geometry)


def write_tables(folder: Path, tell: Tell) -> None:
    with Tables(folder, resume=(folder / "studies.csv").exists()) as tables:
        for number in range(len(tables.done), 10**6):
            file = f"/a/{number}"
            results = [replace(RESULT, file=file, label=label) for label in ("A", "B", "C")]
            tables.append(replace(STUDY, file=file), results)
            tell()


def judge_tables(folder: Path, confirmed: int) -> None:
    before = _counted(folder)
    with Tables(folder, resume=True) as tables:
        files = [row.file for row in tables.done]
    assert files == [f"/a/{number}" for number in range(len(files))]
    assert len(files) >= before + confirmed
    (folder / "count").write_text(str(len(files)))
    lines = (folder / "results.csv").read_text().splitlines()
    assert len(lines) == 1 + 3 * len(files)


def write_database(folder: Path, tell: Tell) -> None:
    database = Database(folder / "local.sqlite")
    database.prepare(WORDS)
    (number,) = database.read("SELECT count(*) FROM word")[0]
    while True:
        # Two rows that belong together: both are there or none is.
        database.change(
            *(Change("INSERT INTO word VALUES (?, 'w')", (number + n,)) for n in (0, 1))
        )
        number += 2
        tell()


def judge_database(folder: Path, confirmed: int) -> None:
    before = _counted(folder)
    database = Database(folder / "local.sqlite")
    database.prepare(WORDS)
    rows = [row[0] for row in database.read("SELECT number FROM word ORDER BY number")]
    assert database.notices == []
    database.close()
    assert rows == list(range(len(rows)))
    assert len(rows) % 2 == 0
    assert len(rows) >= before + 2 * confirmed
    (folder / "count").write_text(str(len(rows)))


def write_report(folder: Path, tell: Tell) -> None:
    for number in range(10**6):
        export_pdf(report_contents()[number % 2], folder / "r.pdf")
        tell()


@cache
def report_contents() -> tuple[ReportContent, ...]:
    page = page_of(instance_of())
    return tuple(content_of(page, impression=text) for text in ("A", "B" * 400))


def judge_report(folder: Path, confirmed: int) -> None:
    path = folder / "r.pdf"
    assert path.exists() or not confirmed
    if path.exists():
        data = path.read_bytes()
        assert data.startswith(b"%PDF")
        assert data.rstrip().endswith(b"%%EOF")


def _counted(folder: Path) -> int:
    count = folder / "count"
    return int(count.read_text()) if count.exists() else 0


KINDS: dict[str, tuple[Writer, Judge, float]] = {
    "preferences": (write_preferences, judge_preferences, LONGEST_SECONDS),
    "tables": (write_tables, judge_tables, LONGEST_SECONDS),
    "database": (write_database, judge_database, LONGEST_SECONDS),
    "report": (write_report, judge_report, 6 * LONGEST_SECONDS),
}


def main(kind: str, folder: Path, kills: int, seed: int) -> None:
    write, judge, longest = KINDS[kind]
    chance, total = random.Random(seed), 0
    # Once for all writers, which are copies of this process.
    report_contents()
    for _ in range(kills):
        confirmed = kill_a_writer(write, folder, chance.uniform(0.0, longest))
        judge(folder, confirmed)
        total += confirmed
    print(total)


def kill_a_writer(write: Writer, folder: Path, seconds: float) -> int:
    """Return how many writes a writer had finished when it was killed after ``seconds``."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            write(folder, lambda: _tell(writing))
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the writer failed before it was killed"
    with os.fdopen(reading, "rb") as stream:
        return len(stream.read())


def _tell(pipe: int) -> None:
    os.write(pipe, b".")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
