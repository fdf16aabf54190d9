"""Which patients a network learns from and which it is measured on."""

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from training.data.samples import Sample
from training.data.sources.tables import read_table, refuse_duplicates

TRAIN = "train"
VALIDATION = "validation"
HEADER = ("image", "split")


@dataclass(frozen=True, slots=True)
class Split:
    """Two parts without a shared patient."""

    train: tuple[Sample, ...]
    validation: tuple[Sample, ...]


def split_by_patient(samples: Sequence[Sample], *, share: float, seed: int) -> Split:
    """Return ``samples`` in two parts; ``share`` of each stratum's patients are validation.

    Patients are ranked by a hash of seed and identifier, so that the parts depend neither on the
    order of the list nor on a random generator. A patient counts for their first stratum.
    """
    stratum_of: dict[str, str] = {}
    for sample in samples:
        stratum_of.setdefault(sample.patient_id, sample.stratum)
    patients = defaultdict(list)
    for patient, stratum in stratum_of.items():
        patients[stratum].append(patient)
    held_out: set[str] = set()
    for members in patients.values():
        ranked = sorted(members, key=lambda patient: rank_of(patient, seed))
        held_out.update(ranked[: round(share * len(ranked))])
    return Split(
        tuple(s for s in samples if s.patient_id not in held_out),
        tuple(s for s in samples if s.patient_id in held_out),
    )


def split_table(split: Split) -> str:
    """Return the split as CSV text, sorted by image, the same on every machine."""
    rows = [(s.image, TRAIN) for s in split.train]
    rows += [(s.image, VALIDATION) for s in split.validation]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(sorted(rows))
    return text.getvalue()


def read_split(path: Path, samples: Iterable[Sample]) -> Split:
    """Return ``samples`` as the CSV file at ``path`` parts them; each must be named in it."""
    rows = read_table(path, required=HEADER)
    refuse_duplicates(rows, HEADER[0])
    part_of = {row.text("image"): row.text("split") for row in rows}
    parts = deal(samples, part_of, (TRAIN, VALIDATION), path=path)
    return Split(tuple(parts[TRAIN]), tuple(parts[VALIDATION]))


def deal(
    samples: Iterable[Sample], part_of: Mapping[str, str], names: Iterable[str], *, path: Path
) -> dict[str, list[Sample]]:
    """Return the samples of each of ``names`` as the list at ``path`` has them; others are refused.

    ``part_of`` is what the list says: image -> name of its part.
    """
    parts: dict[str, list[Sample]] = {name: [] for name in names}
    for sample in samples:
        part = part_of.get(sample.image, "")
        if part not in parts:
            raise UsageError(
                f"The split does not say where {sample.image} belongs.",
                remedy="Use the split that was made from this data set.",
                path=path,
            )
        parts[part].append(sample)
    return parts


def sha256_of_split(split: Split) -> str:
    return hashlib.sha256(split_table(split).encode()).hexdigest()


def rank_of(patient_id: str, seed: int) -> str:
    """Return a text by which patients are sorted into a random order, the same for one seed."""
    return hashlib.sha256(f"{seed}:{patient_id}".encode()).hexdigest()
