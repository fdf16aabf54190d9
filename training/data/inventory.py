"""What a data set holds: radiographs and patients per source, class, view and part."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from training.data.samples import Dataset, Sample

UNKNOWN = "(unknown)"
NONE_OF_THEM = "(none of them)"
LUNG_MASK = "(lung mask)"
UNLABELLED = "(no labels)"
WHOLE = "(whole)"
SHOWN_LICENCES = 3
FIELDS = ("source", "class", "view", "part")


@dataclass(frozen=True, slots=True)
class Entry:
    """One radiograph under one of its labels; ``fields`` are source, class, view and part."""

    fields: tuple[str, str, str, str]
    image: str
    patient: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many radiographs and patients have these values; a patient may be in several counts."""

    values: tuple[str, ...]
    images: int
    patients: int


def entries_of(
    dataset: Dataset, parts: Mapping[str, Sequence[Sample]] | None = None
) -> tuple[Entry, ...]:
    """Return each radiograph once per label; ``parts`` take the place of the set's own."""
    if parts is None:
        parted = [(sample.part or WHOLE, sample) for sample in dataset.samples]
    else:
        parted = [(part, sample) for part, samples in parts.items() for sample in samples]
    return tuple(
        Entry((s.source, label, s.view or UNKNOWN, part), f"{part}/{s.image}", s.patient_id)
        for part, s in parted
        for label in classes_of(s, dataset.labels)
    )


def classes_of(sample: Sample, labels: Sequence[str]) -> tuple[str, ...]:
    """Return the labels that a radiograph has, or why it has none."""
    if sample.mask:
        return (LUNG_MASK,)
    if all(map(math.isnan, sample.targets)):
        return (UNLABELLED,)
    paired = zip(labels, sample.targets, strict=True)
    return tuple(name for name, target in paired if target == 1.0) or (NONE_OF_THEM,)


def count_by(entries: Iterable[Entry], fields: Sequence[str] = FIELDS) -> tuple[Count, ...]:
    """Return the counts of every combination of ``fields`` that occurs, sorted."""
    columns = [FIELDS.index(field) for field in fields]
    images: dict[tuple[str, ...], set[str]] = defaultdict(set)
    patients: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry in entries:
        values = tuple(entry.fields[column] for column in columns)
        images[values].add(entry.image)
        patients[values].add(entry.patient)
    return tuple(Count(v, len(images[v]), len(patients[v])) for v in sorted(images))


def count_table(counts: Iterable[Count], fields: Sequence[str] = FIELDS) -> str:
    """Return the counts as lines of aligned columns."""
    rows = [(*c.values, f"{c.images:,}", f"{c.patients:,}") for c in counts]
    return aligned([(*fields, "images", "patients"), *rows], words=len(fields))


def aligned(rows: Sequence[Sequence[str]], *, words: int) -> str:
    """Return rows as text; the first ``words`` columns are set left, the rest right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [
            cell.ljust(width) if place < words else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def summary(dataset: Dataset) -> str:
    """Return the data set's sizes, labels and most frequent licences."""
    patients = len({sample.patient_id for sample in dataset.samples})
    licences = Counter(sample.licence or "none given" for sample in dataset.samples)
    shown = [f"{name} ({count:,})" for name, count in licences.most_common(SHOWN_LICENCES)]
    more = len(licences) - len(shown)
    return "\n".join(
        (
            f"{dataset.name}: {len(dataset.samples):,} images of {patients:,} patients",
            f"labels: {', '.join(dataset.labels) or 'none'}",
            f"licence: {'; '.join(shown)}{f'; and {more} more' * bool(more)}",
        )
    )
