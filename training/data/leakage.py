"""Patients that stand in two parts of a split at once."""

from collections.abc import Iterable, Mapping
from itertools import combinations

from cxrviewer.domain.errors import UsageError
from training.data.splits import Split


def shared_patients(first: Iterable[str], second: Iterable[str]) -> frozenset[str]:
    """Return the patient identifiers that occur on both sides."""
    return frozenset(first) & frozenset(second)


def leaks_between(parts: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], frozenset[str]]:
    """Return the shared patients of every pair of parts that share any.

    ``parts`` maps a part's name to the patient identifiers in it.
    """
    held = {name: frozenset(patients) for name, patients in parts.items()}
    pairs = {(a, b): shared_patients(held[a], held[b]) for a, b in combinations(held, 2)}
    return {pair: shared for pair, shared in pairs.items() if shared}


def require_no_leakage(split: Split) -> None:
    """Raise UsageError when a patient or an image file is in both parts.

    ``leakage_images.require_no_shared_pictures`` looks at the pixels as well.
    """
    shared = shared_patients(
        (s.patient_id for s in split.train), (s.patient_id for s in split.validation)
    )
    if shared:
        raise UsageError(
            f"{len(shared)} patients are in training and in validation.",
            remedy="Split by patient.",
        )
    images = {s.image for s in split.train} & {s.image for s in split.validation}
    if images:
        raise UsageError(
            f"{len(images)} images are in training and in validation.",
            remedy="Give all rows of one image the same patient.",
        )
