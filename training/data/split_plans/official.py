"""The parts that a set's publishers laid down."""

from cxrviewer.domain.errors import UsageError
from training.data.samples import Dataset, Sample
from training.data.sources.nih import TRAIN_VALIDATION
from training.data.split_plans.parts import PARTS, Parts
from training.data.splits import split_by_patient


def split_officially(dataset: Dataset, *, validation_share: float, seed: int) -> Parts:
    """Return the data set's own parts.

    Where it has training and validation in one list, as ChestX-ray14, ``validation_share`` of
    that list's patients become validation. A sample without an official part is refused.
    """
    known = (*PARTS, TRAIN_VALIDATION)
    for sample in dataset.samples:
        if sample.part not in known:
            raise UsageError(
                f"{sample.image} is in no official part.",
                remedy="Put the set's own lists into its folder, or choose another plan.",
            )
    train, validation, test, both = (_in_part(dataset, part) for part in known)
    if both:
        carved = split_by_patient(both, share=validation_share, seed=seed)
        train, validation = train + carved.train, validation + carved.validation
    return Parts(train, validation, test)


def _in_part(dataset: Dataset, part: str) -> tuple[Sample, ...]:
    return tuple(sample for sample in dataset.samples if sample.part == part)
