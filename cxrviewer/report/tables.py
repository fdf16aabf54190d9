"""results.csv and studies.csv: written row by row, so that an interrupted run can go on.

A file counts as done when its row stands in studies.csv, which is written after its rows in
results.csv. Going on drops whatever a killed run left half written.
"""

import csv
import io
import os
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO, TypeVar

from cxrviewer.domain.errors import ExportError
from cxrviewer.report.atomic import export_error, make_folder, write_text_atomically
from cxrviewer.report.rows import ResultRow, StudyRow, columns_of

RESULTS_NAME = "results.csv"
STUDIES_NAME = "studies.csv"

Row = TypeVar("Row", ResultRow, StudyRow)


def read_rows(path: Path, row: type[Row]) -> tuple[Row, ...]:
    """Return the rows of a table; an unfinished last line is left out.

    Raises ExportError when the file is something else than this table.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise export_error(error, path) from error
    try:
        text = content[: content.rfind(b"\n") + 1].decode("utf-8")
        lines = list(csv.reader(io.StringIO(text, newline="")))
        if tuple(lines[0] if lines else ()) != columns_of(row):
            raise _foreign(path)
        return tuple(row.from_cells(cells) for cells in lines[1:])
    except (ValueError, csv.Error) as error:
        raise _foreign(path) from error


class Tables:
    """Both tables of one output folder, open for appending; a context manager.

    ``done`` holds the rows of studies.csv that an earlier run wrote, and ``asked`` the names and
    versions of the bundles in its results.csv; both are empty without ``resume``.
    """

    def __init__(self, folder: Path, *, resume: bool) -> None:
        make_folder(folder)
        self._paths = (folder / RESULTS_NAME, folder / STUDIES_NAME)
        self.done: tuple[StudyRow, ...] = ()
        results: tuple[ResultRow, ...] = ()
        if resume:
            results, self.done = self._finished_rows()
        self.asked = frozenset((row.bundle, row.bundle_version) for row in results)
        _write_table(self._paths[0], columns_of(ResultRow), results)
        _write_table(self._paths[1], columns_of(StudyRow), self.done)
        self._open = ExitStack()
        self._files: tuple[TextIO, ...] = ()

    def append(self, study: StudyRow, results: Iterable[ResultRow] = ()) -> None:
        """Write all rows of one file, and make them survive a crash before returning."""
        rows: tuple[Sequence[ResultRow] | Sequence[StudyRow], ...] = (tuple(results), (study,))
        for path, file, part in zip(self._paths, self._files, rows, strict=True):
            try:
                csv.writer(file, lineterminator="\n").writerows(row.cells() for row in part)
                file.flush()
                os.fsync(file.fileno())
            except OSError as error:
                raise export_error(error, path) from error

    def __enter__(self) -> Self:
        with ExitStack() as opening:
            self._files = tuple(opening.enter_context(_appending(path)) for path in self._paths)
            self._open = opening.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def _finished_rows(self) -> tuple[tuple[ResultRow, ...], tuple[StudyRow, ...]]:
        results_path, studies_path = self._paths
        studies = read_rows(studies_path, StudyRow) if studies_path.exists() else ()
        results = read_rows(results_path, ResultRow) if results_path.exists() else ()
        files = {row.file for row in studies}
        return tuple(row for row in results if row.file in files), studies


def _appending(path: Path) -> TextIO:
    try:
        return path.open("a", encoding="utf-8", newline="")
    except OSError as error:
        raise export_error(error, path) from error


def _write_table(
    path: Path, columns: tuple[str, ...], rows: Sequence[ResultRow] | Sequence[StudyRow]
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(row.cells() for row in rows)
    write_text_atomically(path, text.getvalue())


def _foreign(path: Path) -> ExportError:
    return ExportError(
        "it is not a table that this program wrote.",
        remedy="Choose another output folder, or run without --resume to start anew.",
        path=path,
    )
