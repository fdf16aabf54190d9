"""Verdicts as the CSV file that training reads (docs/feedback.md)."""

import csv
import hashlib
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cxrviewer.app.verdict_store import Pixels
from cxrviewer.domain.errors import ReadingError, UsageError, printable
from cxrviewer.domain.verdict import Verdict
from cxrviewer.reading.files import open_regular
from cxrviewer.report.atomic import write_text_atomically
from cxrviewer.report.cells import text_cell

COLUMNS = (
    "file",
    "label",
    "verdict",
    "shown",
    "patient",
    "time",
    "scores_hidden",
    "bundles",
    "note",
)
PATIENT_DIGITS = 16
PART_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class ListedFile:
    """``digest`` is the SHA-256 of the file, empty where nobody has read all of it yet."""

    path: Path
    digest: str
    patient_id: str


@dataclass(frozen=True, slots=True)
class Written:
    """How many verdicts on how many radiographs were written, and what was left out and why."""

    verdicts: int
    radiographs: int
    left_out: tuple[str, ...] = ()


def write_verdicts(
    target: Path,
    files: Iterable[ListedFile],
    verdicts: Mapping[Pixels, Mapping[str, Verdict]],
    *,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written | None:
    """Write the verdicts on ``files``, whose paths are told from the folder of ``target``.

    None when cancelled. Raises UsageError where no verdict can be told that way, ExportError where
    ``target`` cannot be written.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows, images, left_out = 0, 0, []
    for file in files:
        if cancelled():
            return None
        known = verdicts.get((file.digest or _digest(file.path), 0), {})
        if not known:
            continue
        cell = _file_cell(file.path, target.parent)
        if not cell:
            left_out.append(printable(file.path.name))
            continue
        images += 1
        for label in sorted(known):
            writer.writerow(_cells(cell, file, known[label]))
            rows += 1
    if not rows:
        raise UsageError(
            "There is no verdict on a listed radiograph below this folder.",
            remedy="Write the file into the folder that holds the radiographs.",
            path=target.parent,
        )
    write_text_atomically(target, text.getvalue())
    return Written(rows, images, tuple(left_out))


def _cells(file_cell: str, file: ListedFile, verdict: Verdict) -> tuple[str, ...]:
    bundles = "; ".join(f"{b.name} {b.version} {b.checksum}" for b in verdict.bundles)
    return (
        file_cell,
        verdict.label,
        verdict.word.value,
        verdict.shown.value if verdict.shown is not None else "",
        _patient_key(file.patient_id),
        datetime.fromtimestamp(verdict.made, UTC).isoformat(timespec="seconds"),
        "yes" if verdict.scores_hidden else "no",
        text_cell(bundles),
        text_cell(verdict.note),
    )


def _file_cell(path: Path, folder: Path) -> str:
    """Return the path from ``folder``; empty for one that lies elsewhere or that no cell holds.

    Training takes a cell as it stands, so that a name which a spreadsheet would run as a formula
    gets ./ in front and not an apostrophe.
    """
    try:
        name = path.absolute().relative_to(folder.absolute()).as_posix()
    except ValueError:
        return ""
    if printable(name) != name or name != name.rstrip():
        return ""
    return f"./{name}" if name[0] in "=+-@' " else name


def _patient_key(patient_id: str) -> str:
    """Return what tells patients apart and names none; empty where the file names none."""
    if not patient_id:
        return ""
    digest = hashlib.sha256(patient_id.encode("utf-8", "surrogatepass")).hexdigest()
    return digest[:PATIENT_DIGITS]


def _digest(path: Path) -> str:
    """Return the SHA-256 of a file; empty where it cannot be read, and so cannot be told from."""
    try:
        with open_regular(path) as stream:
            whole = hashlib.sha256()
            while part := stream.read(PART_BYTES):
                whole.update(part)
            return whole.hexdigest()
    except (ReadingError, OSError):
        return ""
