"""A reader's own verdicts as a data source; docs/feedback.md describes the file.

One row is one verdict of one reader on one label of one radiograph. ``present`` and ``absent``
speak for themselves; ``agree`` and ``disagree`` answer what the viewer showed, which the row must
then hold; ``unsure`` says nothing and is kept out.
"""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from training.data.samples import Dataset, Sample
from training.data.sources.tables import Row, read_table

FILE, LABEL, VERDICT, SHOWN, PATIENT = "file", "label", "verdict", "shown", "patient"
SOURCE = "feedback"
UNKNOWN = float("nan")


class Verdict(StrEnum):
    """What a reader said."""

    PRESENT = "present"
    ABSENT = "absent"
    AGREE = "agree"
    DISAGREE = "disagree"
    UNSURE = "unsure"


class Shown(StrEnum):
    """Where the viewer showed the score, against its operating point."""

    ABOVE = "above"
    BELOW = "below"


def read_feedback(data: Path, *, file: str = "verdicts.csv") -> Dataset:
    """Readers' verdicts (file, label, verdict) as 0, 1 or missing; files start at the folder."""
    return read_verdicts(data / file)


def read_verdicts(path: Path) -> Dataset:
    """Return the radiographs that the CSV file names, with the labels that occur in it, sorted.

    A verdict twice on one label of one file, an unknown word, and an answer to nothing are
    refused by row.
    """
    rows = read_table(path, required=(FILE, LABEL, VERDICT))
    labels = tuple(sorted({row.text(LABEL) for row in rows}))
    verdicts = _verdicts(rows)
    patients = _patients(rows)
    return Dataset(
        SOURCE,
        labels,
        tuple(
            Sample(
                image=file,
                patient_id=patient,
                source=SOURCE,
                stratum=SOURCE,
                targets=tuple(verdicts.get((file, label), UNKNOWN) for label in labels),
                listed=first.place,
            )
            for file, (patient, first) in patients.items()
        ),
    )


def target_of(row: Row) -> float:
    """Return 1 where the reader sees it, 0 where not, NaN where unsure."""
    word = row.text(VERDICT)
    if word not in list(Verdict):
        raise row.error(f"{VERDICT} is {word!r}, none of {', '.join(Verdict)}.")
    verdict = Verdict(word)
    if verdict is Verdict.UNSURE:
        return UNKNOWN
    if verdict in (Verdict.PRESENT, Verdict.ABSENT):
        return float(verdict is Verdict.PRESENT)
    return float((_shown(row) is Shown.ABOVE) == (verdict is Verdict.AGREE))


def _shown(row: Row) -> Shown:
    word = row.optional(SHOWN)
    if word not in list(Shown):
        raise row.error(
            f"{VERDICT} {row.text(VERDICT)} answers what was shown, but {SHOWN} is {word!r}.",
            remedy=f"Write {Shown.ABOVE} or {Shown.BELOW} there, or present or absent as verdict.",
        )
    return Shown(word)


def _verdicts(rows: Iterable[Row]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row.text(FILE), row.text(LABEL))
        if key in first:
            raise row.error(f"{key[0]} has a verdict on {key[1]} in row {first[key]} already.")
        first[key], found[key] = row.number, target_of(row)
    return found


def _patients(rows: Iterable[Row]) -> dict[str, tuple[str, Row]]:
    """Return file -> patient and first row; a file without a patient stands for itself."""
    found: dict[str, tuple[str, Row]] = {}
    for row in rows:
        file = row.text(FILE)
        patient = row.optional(PATIENT) or file
        known, _ = found.setdefault(file, (patient, row))
        if known != patient:
            raise row.error(f"{file} belongs to {known} in an earlier row.")
    return found
