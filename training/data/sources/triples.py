"""Three lists for training, validation and test with image, labels and PatientId.

The form in which subsets of ChestX-ray14 go round: one column per label, 0 or 1.
"""

from dataclasses import dataclass
from pathlib import Path

from training.data.samples import NIH_LABELS, Dataset, Sample
from training.data.sources.folders import index_by_name, place_listed
from training.data.sources.nih import LICENCE, nih_labels, nih_patient
from training.data.sources.tables import Row, first_of, read_table, refuse_duplicates

NAME, PATIENT = "Image", "PatientId"
LISTS = {
    "train": ("train.csv", "train-small.csv", "coursera_train-small.csv"),
    "validation": ("valid.csv", "valid-small.csv", "coursera_valid-small.csv"),
    "test": ("test.csv", "coursera_test.csv"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TripleOptions:
    """File names where they are none of LISTS; ``labels`` with commas, all 14 where empty."""

    train: str = ""
    validation: str = ""
    test: str = ""
    missing: str = "refuse"
    labels: str = ""


def read_triples(data: Path, options: TripleOptions) -> Dataset:
    """train/valid/test lists with Image, PatientId and one column per NIH label."""
    wanted = nih_labels(options.labels)
    places = index_by_name([path for path in sorted(data.glob("images*")) if path.is_dir()], data)
    named = {"train": options.train, "validation": options.validation, "test": options.test}
    samples: list[Sample] = []
    for part, name in named.items():
        rows = read_list(data / name if name else first_of(data, LISTS[part]))
        placed = place_listed(rows, lambda row: row.text(NAME), places, missing=options.missing)
        samples += [_sample(row, image, wanted, part) for row, image in placed]
    return Dataset("nih-triples", wanted, tuple(samples))


def read_list(path: Path) -> tuple[Row, ...]:
    """Return the rows of one list; a missing label column or an image twice is refused."""
    rows = read_table(path, required=(NAME, PATIENT, *NIH_LABELS))
    refuse_duplicates(rows, NAME)
    return rows


def _sample(row: Row, image: str, labels: tuple[str, ...], part: str) -> Sample:
    return Sample(
        image=image,
        patient_id=nih_patient(row, PATIENT),
        source="nih",
        stratum="nih",
        targets=tuple(row.binary(label) for label in labels),
        part=part,
        licence=LICENCE,
        listed=row.place,
    )
