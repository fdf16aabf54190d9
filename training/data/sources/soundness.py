"""What every data set must fulfil, whatever it was read from."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cxrviewer.domain.errors import CxrError, UsageError
from training.data.opening import naming_row, open_sample
from training.data.pictures import read_lung_mask
from training.data.samples import Dataset, Sample


@dataclass(frozen=True, slots=True)
class Problem:
    """One image of a data set that cannot be used, and why."""

    image: str
    reason: str


def require_sound(dataset: Dataset, data: Path) -> None:
    """Raise UsageError for no sample, an image twice in a part, or a target beyond 0, 1, NaN."""
    if not dataset.samples:
        raise UsageError(
            "The data set has no radiograph.", remedy="Name its folder with --data.", path=data
        )
    seen: set[tuple[str, str]] = set()
    for sample in dataset.samples:
        with naming_row(sample):
            _require_new(sample, seen, data)
            _require_targets(sample, dataset, data)


def problems_of(dataset: Dataset, data: Path) -> Iterator[Problem]:
    """Yield the images that do not open, and the masks that do not open or fit their image."""
    for sample in dataset.samples:
        try:
            radiograph = open_sample(sample, data)
            if sample.mask:
                read_lung_mask(sample, data, size=(radiograph.rows, radiograph.columns))
        except CxrError as error:
            yield Problem(sample.image, str(error))


def _require_new(sample: Sample, seen: set[tuple[str, str]], data: Path) -> None:
    where = (sample.image, sample.part)
    if where in seen:
        raise UsageError(
            "The image is in the data set twice.",
            remedy="Remove one of its rows.",
            path=data / sample.image,
        )
    seen.add(where)


def _require_targets(sample: Sample, dataset: Dataset, data: Path) -> None:
    if len(sample.targets) != len(dataset.labels):
        raise UsageError(
            f"The image has {len(sample.targets)} targets for {len(dataset.labels)} labels.",
            remedy="Correct its row.",
            path=data / sample.image,
        )
    for label, target in zip(dataset.labels, sample.targets, strict=True):
        if not (target in (0.0, 1.0) or math.isnan(target)):
            raise UsageError(
                f"{label} is {target}, not 0, 1 or missing.",
                remedy="Correct its row.",
                path=data / sample.image,
            )
