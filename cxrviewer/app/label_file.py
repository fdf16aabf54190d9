"""A CSV file of labels for the threshold lab, in the form of docs/feedback.md."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from cxrviewer.domain.errors import UsageError, printable
from cxrviewer.domain.verdict import Side, Word, presence

MOST_BYTES = 64 * 2**20
REMEDY = "Correct that row of the list."


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a list says of one file; labels that it is unsure of are left out."""

    labels: dict[str, bool]
    patient: str


def read_labels(path: Path) -> dict[Path, Labelled]:
    """Return what the list says, by absolute path; paths start at the folder of the list.

    Raises UsageError, with the row where there is one.
    """
    reader = csv.DictReader(io.StringIO(_text(path), newline=""), restkey="", restval="")
    found: dict[Path, Labelled] = {}
    seen: dict[tuple[Path, str], int] = {}
    try:
        absent = {"file", "label", "verdict"} - set(reader.fieldnames or ())
        if absent:
            raise _error(path, f"There is no column {', '.join(sorted(absent))}.", "Add it.")
        for row in reader:
            number = reader.line_num
            file, label, present = _row(path, number, row)
            if (file, label) in seen:
                first = seen[file, label]
                raise _error(path, f"Row {number}: the label is in row {first} already.")
            seen[file, label] = number
            entry = found.setdefault(file, Labelled({}, row.get("patient", "").strip()))
            if entry.patient != row.get("patient", "").strip():
                raise _error(path, f"Row {number}: the file has another patient above.")
            if present is not None:
                entry.labels[label] = present
    except csv.Error as error:
        raise _error(path, f"Row {reader.line_num}: it is no CSV ({error}).") from error
    if not found:
        raise _error(path, "The list has no rows.", "Choose another list.")
    return found


def _row(path: Path, number: int, row: dict[str, str]) -> tuple[Path, str, bool | None]:
    if row.get(""):
        raise _error(path, f"Row {number}: it has more cells than there are columns.")
    file, label, word = (row[name].strip() for name in ("file", "label", "verdict"))
    if not file or not label or "\0" in file:
        raise _error(path, f"Row {number}: file or label is missing.")
    try:
        shown = row.get("shown", "").strip()
        side = Side(shown) if shown else None
        if side is None and word in (Word.AGREE, Word.DISAGREE):
            raise ValueError("it answers what was shown, but shown is empty")
        return Path(path.parent / file).absolute(), label, presence(Word(word), side)
    except ValueError as error:
        raise _error(path, f"Row {number}: {printable(str(error))[:120]}.") from error


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _error(
            path, f"The list cannot be read: {error.strerror}.", "Choose another list."
        ) from error
    if len(content) > MOST_BYTES:
        raise _error(path, "The list is larger than 64 MB.", "Choose another list.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _error(
            path, f"The list is not UTF-8 text (byte {error.start}).", "Save it as UTF-8."
        ) from error


def _error(path: Path, cause: str, remedy: str = REMEDY) -> UsageError:
    return UsageError(cause, remedy=remedy, path=path)
