"""outputs.csv: which mask, heatmap and report was written for which file, and under which name.

Two files of one stem cannot share a name, so the name alone does not say whose mask it is.
"""

import csv
import io
import os
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from pathlib import Path

from cxrviewer.domain.errors import ExportError
from cxrviewer.report.atomic import export_error, write_text_atomically
from cxrviewer.report.cells import cell_text, text_cell

OUTPUTS_NAME = "outputs.csv"


class OutputKind(StrEnum):
    """What was written; the value is the folder below the output folder."""

    MASK = "masks"
    HEATMAP = "heatmaps"
    REPORT = "reports"


@dataclass(frozen=True, slots=True)
class OutputRow:
    """``written`` is the path below the output folder, with forward slashes."""

    file: str
    kind: OutputKind
    bundle: str
    label: str
    written: str

    @property
    def key(self) -> tuple[str, OutputKind, str, str]:
        """Return what tells this row from every other one of the table."""
        return self.file, self.kind, self.bundle, self.label

    def cells(self) -> tuple[str, ...]:
        return tuple(text_cell(str(value)) for value in astuple(self))


COLUMNS = tuple(field.name for field in fields(OutputRow))


def read_outputs(folder: Path) -> tuple[OutputRow, ...]:
    """Return the rows of an earlier run, each once; none where none ran.

    An unfinished last line is left out.
    """
    path = folder / OUTPUTS_NAME
    if not path.exists():
        return ()
    try:
        content = path.read_bytes()
        text = content[: content.rfind(b"\n") + 1].decode("utf-8")
        lines = list(csv.reader(io.StringIO(text, newline="")))
        if not lines or tuple(lines[0]) != COLUMNS:
            raise ValueError("another header")
        rows = [_row(cells) for cells in lines[1:]]
        return tuple({row.key: row for row in rows}.values())
    except OSError as error:
        raise export_error(error, path) from error
    except (ValueError, csv.Error) as error:
        raise ExportError(
            "it is not a table that this program wrote.",
            remedy="Choose another output folder, or run without --resume to start anew.",
            path=path,
        ) from error


def start_outputs(folder: Path, rows: Iterable[OutputRow]) -> None:
    """Write the table anew with ``rows``."""
    write_text_atomically(folder / OUTPUTS_NAME, _lines([COLUMNS, *(r.cells() for r in rows)]))


def append_outputs(folder: Path, rows: Iterable[OutputRow]) -> None:
    """Add ``rows``, and make them survive a crash before returning."""
    path = folder / OUTPUTS_NAME
    try:
        with path.open("a", encoding="utf-8", newline="") as stream:
            stream.write(_lines(row.cells() for row in rows))
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise export_error(error, path) from error


def _lines(rows: Iterable[tuple[str, ...]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _row(cells: list[str]) -> OutputRow:
    file, kind, bundle, label, written = (cell_text(cell) for cell in cells)
    return OutputRow(file, OutputKind(kind), bundle, label, written)
