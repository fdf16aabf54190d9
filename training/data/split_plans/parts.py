"""Training, validation and test, their list, and what each must hold."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from training.data.samples import Dataset, Sample
from training.data.splits import HEADER, TRAIN, VALIDATION, Split, deal

TEST = "test"
PARTS = (TRAIN, VALIDATION, TEST)


@dataclass(frozen=True, slots=True)
class Parts:
    """Three parts; ``test`` is empty where a plan keeps none back."""

    train: tuple[Sample, ...]
    validation: tuple[Sample, ...]
    test: tuple[Sample, ...] = ()

    @property
    def split(self) -> Split:
        """Return what a fit may see."""
        return Split(self.train, self.validation)

    def by_name(self) -> dict[str, tuple[Sample, ...]]:
        """Return the parts that hold anything."""
        named = zip(PARTS, (self.train, self.validation, self.test), strict=True)
        return {name: samples for name, samples in named if samples}


def parts_table(parts: Parts) -> str:
    """Return the parts as CSV text, sorted by image, the same on every machine."""
    rows = sorted((s.image, name) for name, samples in parts.by_name().items() for s in samples)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([HEADER, *rows])
    return text.getvalue()


def parts_of(dataset: Dataset, part_of: dict[str, str], *, path: Path) -> Parts:
    """Return the data set's samples as a list read from ``path`` parts them; others are refused."""
    held = deal(dataset.samples, part_of, PARTS, path=path)
    return Parts(*(tuple(held[name]) for name in PARTS))


def require_classes(parts: Parts, labels: Sequence[str]) -> None:
    """Raise UsageError for a part in which a label has no radiograph with, or without it.

    A label that a part's sources never looked for, NaN throughout, is left alone.
    """
    for name, samples in parts.by_name().items():
        for label, lack in empty_classes(samples, labels):
            raise UsageError(
                f"The {name} part has no radiograph {lack} {label}.",
                remedy="Give it more patients, another seed, or leave the label out.",
            )


def empty_classes(samples: Sequence[Sample], labels: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield (label, "with" or "without") for what is asked for and not there."""
    for column, label in enumerate(labels):
        known = {s.targets[column] for s in samples} & {0.0, 1.0}
        if known == {0.0}:
            yield label, "with"
        elif known == {1.0}:
            yield label, "without"


def require_parts(parts: Parts, *, wanted: Sequence[str]) -> None:
    """Raise UsageError when one of the ``wanted`` parts is empty."""
    for name in wanted:
        if name not in parts.by_name():
            raise UsageError(
                f"The {name} part is empty.", remedy="Give it a larger share, or more patients."
            )
