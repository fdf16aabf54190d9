"""CSV lists, read so that what is wrong with one is told by file and row."""

import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cxrviewer.domain.errors import UsageError

CORRECT_ROW = "Correct that row of the list."
UNKNOWN = float("nan")
MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list; ``number`` counts lines as an editor does, the header being 1."""

    path: Path
    number: int
    cells: dict[str, str] = field(repr=False)

    @property
    def place(self) -> str:
        """Return where this row stands, in words."""
        return f"row {self.number} of {self.path}"

    def text(self, column: str) -> str:
        """Return the cell, which must say something."""
        if not self.cells[column]:
            raise self.error(f"{column} is empty.")
        return self.cells[column]

    def optional(self, column: str) -> str:
        """Return the cell, or an empty text where the list has no such column."""
        return self.cells.get(column, "")

    def binary(self, column: str, *, missing: bool = False) -> float:
        """Return the label in ``column``: 0, 1, or with ``missing`` NaN for an empty cell."""
        cell = self.cells[column]
        if missing and not cell:
            return UNKNOWN
        if cell not in ("0", "1", "0.0", "1.0"):
            allowed = "0, 1 or empty" if missing else "0 or 1"
            raise self.error(f"{column} is {cell!r}, not {allowed}.")
        return float(cell)

    def whole(self, column: str) -> int:
        """Return the cell, which must be a whole number."""
        cell = self.text(column)
        if not cell.isdecimal() or len(cell) > MOST_DIGITS:
            raise self.error(f"{column} is {cell[:MOST_DIGITS]!r}, not a number.")
        return int(cell)

    def error(self, cause: str, *, remedy: str = CORRECT_ROW) -> UsageError:
        """Return an error that names this row."""
        return UsageError(f"Row {self.number}: {cause}", remedy=remedy, path=self.path)


def read_table(path: Path, *, required: Iterable[str]) -> tuple[Row, ...]:
    """Return the rows of a CSV file, gzipped or plain, UTF-8; empty lines are passed over.

    Raises UsageError when the file, a column of ``required``, or every row is missing, or when a
    row has more cells than the header.
    """
    lines = _lines(path)
    _, names = next(lines, (1, []))
    header = [name.strip() for name in names]
    absent = [name for name in required if name not in header]
    if absent:
        raise UsageError(
            f"The list has no column {', '.join(absent)}.",
            remedy=f"It has {', '.join(filter(None, header)) or 'none'}: name the right list.",
            path=path,
        )
    rows = [_row(path, number, header, cells) for number, cells in lines if any(cells)]
    if not rows:
        raise UsageError("The list has no rows.", remedy="Fetch the list again.", path=path)
    return tuple(rows)


def read_text(path: Path) -> str:
    """Return a list's text, without byte order mark, unpacked where the name ends in .gz."""
    try:
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        return content.decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise UsageError(
            "The data set's list is missing.", remedy="Name the data folder with --data.", path=path
        ) from None
    except UnicodeDecodeError as error:
        raise UsageError(
            f"The list is not UTF-8 text (byte {error.start}).",
            remedy="Save it as UTF-8.",
            path=path,
        ) from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UsageError(
            "The gzip file is damaged.", remedy="Fetch the list again.", path=path
        ) from error


def read_lines(path: Path) -> dict[str, int]:
    """Return name -> row of a list of names, empty lines passed over; a name twice is refused."""
    seen: dict[str, int] = {}
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        name = line.strip()
        if name in seen:
            raise UsageError(
                f"Row {number}: {name} stands in row {seen[name]} already.",
                remedy=CORRECT_ROW,
                path=path,
            )
        if name:
            seen[name] = number
    return seen


def refuse_duplicates(rows: Iterable[Row], column: str) -> None:
    """Raise UsageError at the first row whose ``column`` stands in an earlier one."""
    seen: dict[str, int] = {}
    for row in rows:
        value = row.text(column)
        if value in seen:
            raise row.error(f"{column} {value} stands in row {seen[value]} already.")
        seen[value] = row.number


def first_of(folder: Path, names: Sequence[str]) -> Path:
    """Return the first of ``names`` that is in ``folder``; the error names the first of all."""
    for name in names:
        if (folder / name).is_file():
            return folder / name
    return folder / names[0]


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each row's last line, and its cells."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""))
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise UsageError(
            f"Row {reader.line_num}: {error}.", remedy=CORRECT_ROW, path=path
        ) from error


def _row(path: Path, number: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) > len(header) and any(cells[len(header) :]):
        raise UsageError(
            f"Row {number}: {len(cells)} cells under {len(header)} column names.",
            remedy="Put quotes around cells that hold a comma.",
            path=path,
        )
    padded = [cell.strip() for cell in cells] + [""] * (len(header) - len(cells))
    return Row(path, number, dict(zip(header, padded, strict=False)))
