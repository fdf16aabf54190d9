"""Published predictions and labels of ChestX-ray14, read from their own tables."""

import csv
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from cxrviewer.domain.errors import UsageError

IMAGE = "Image Index"
SCORE = "prob_"
FINDINGS = "Finding Labels"


def read_predictions(path: Path) -> dict[str, dict[str, float]]:
    """Return published scores by image (its name without suffix) and label.

    The table has the column ``Image Index`` and one column ``prob_LABEL`` per label. Copies of
    the images may have another format, so that their suffixes do not count.
    """
    found: dict[str, dict[str, float]] = {}
    with _table(path, IMAGE) as rows:
        labels = [name for name in rows.fieldnames or () if name.startswith(SCORE)]
        if not labels:
            raise _wrong(path, f"it has no column whose name starts with {SCORE}")
        for row in rows:
            image = Path(row[IMAGE]).stem
            if image in found:
                raise _wrong(path, f"line {rows.line_num} repeats the image {image}")
            found[image] = {
                label.removeprefix(SCORE): _score(row[label], path, rows.line_num)
                for label in labels
            }
    return found


def read_truth(path: Path) -> dict[str, frozenset[str]]:
    """Return the labels of each image, as ChestX-ray14's Data_Entry table names them."""
    with _table(path, IMAGE, FINDINGS) as rows:
        return {Path(row[IMAGE]).stem: frozenset(row[FINDINGS].split("|")) for row in rows}


@contextmanager
def _table(path: Path, *columns: str) -> Iterator["csv.DictReader[str]"]:
    try:
        with _open_text(path) as stream:
            rows = csv.DictReader(stream)
            missing = [name for name in columns if name not in (rows.fieldnames or ())]
            if missing:
                raise _wrong(path, f"it lacks the column {missing[0]!r}")
            yield rows
    except OSError as error:
        raise UsageError(
            f"The table cannot be read: {error.strerror or error}.",
            remedy="Name another file.",
            path=path,
        ) from error
    except (UnicodeDecodeError, csv.Error, EOFError, zlib.error) as error:
        raise _wrong(path, f"it is damaged ({error})") from error


def _open_text(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8", newline="")
    return path.open(encoding="utf-8", newline="")


def _score(text: str | None, path: Path, line: int) -> float:
    try:
        score = float(text or "")
    except ValueError:
        score = float("nan")
    if not 0.0 <= score <= 1.0:
        raise _wrong(path, f"line {line} holds {text!r}, which is no score from 0 to 1")
    return score


def _wrong(path: Path, problem: str) -> UsageError:
    return UsageError(
        f"The table does not fit: {problem}.",
        remedy="Name a table in the form that docs/importing.md describes.",
        path=path,
    )
