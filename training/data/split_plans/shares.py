"""Patients dealt to parts by share, the same in every stratum, from a seed."""

import math
from collections import defaultdict
from collections.abc import Sequence

from cxrviewer.domain.errors import UsageError
from training.data.samples import Sample
from training.data.split_plans.parts import Parts
from training.data.splits import Split, rank_of

SMALLEST_FOLD_COUNT = 2


def split_by_shares(
    samples: Sequence[Sample], *, shares: tuple[float, float, float], seed: int
) -> Parts:
    """Return training, validation and test with ``shares`` of each stratum's patients.

    Patients are ranked by a hash of seed and identifier, so that neither the list's order nor a
    random generator matters. The counts of a stratum are rounded so that they add up.
    """
    if min(shares) < 0 or not math.isclose(sum(shares), 1.0):
        raise UsageError(f"The shares {shares} do not add up to 1.", remedy="Correct them.")
    part_of: dict[str, int] = {}
    for members in ranked_strata(samples, seed).values():
        start = 0
        for part, count in enumerate(rounded_counts(len(members), shares)):
            part_of.update(dict.fromkeys(members[start : start + count], part))
            start += count
    held: tuple[list[Sample], ...] = ([], [], [])
    for sample in samples:
        held[part_of[sample.patient_id]].append(sample)
    return Parts(*map(tuple, held))


def split_in_folds(samples: Sequence[Sample], *, folds: int, seed: int) -> tuple[Split, ...]:
    """Return ``folds`` splits; every patient is validation in exactly one of them.

    Each stratum's patients are dealt in turn, and the next stratum goes on where the last one
    ended, so that neither strata nor folds differ by more than one patient.
    """
    fold_of: dict[str, int] = {}
    for members in ranked_strata(samples, seed).values():
        for patient in members:
            fold_of[patient] = len(fold_of) % folds if folds else 0
    if not SMALLEST_FOLD_COUNT <= folds <= len(fold_of):
        raise UsageError(
            f"{len(fold_of)} patients cannot be dealt to {folds} folds.",
            remedy=f"Ask for {SMALLEST_FOLD_COUNT} to {len(fold_of)} folds.",
        )
    return tuple(
        Split(
            tuple(s for s in samples if fold_of[s.patient_id] != fold),
            tuple(s for s in samples if fold_of[s.patient_id] == fold),
        )
        for fold in range(folds)
    )


def leave_source_out(samples: Sequence[Sample], source: str) -> Split:
    """Return the split whose validation part is every radiograph of ``source``."""
    known = sorted({sample.source for sample in samples})
    if source not in known or len(known) == 1:
        raise UsageError(
            f"No source named {source} can be left out.", remedy=f"There are {', '.join(known)}."
        )
    return Split(
        tuple(s for s in samples if s.source != source),
        tuple(s for s in samples if s.source == source),
    )


def ranked_strata(samples: Sequence[Sample], seed: int) -> dict[str, list[str]]:
    """Return stratum -> patients in the order of their hash; a patient's first stratum counts."""
    stratum_of: dict[str, str] = {}
    for sample in sorted(samples, key=lambda s: (s.image, s.part)):
        stratum_of.setdefault(sample.patient_id, sample.stratum)
    strata: dict[str, list[str]] = defaultdict(list)
    for patient in sorted(stratum_of, key=lambda p: rank_of(p, seed)):
        strata[stratum_of[patient]].append(patient)
    return dict(sorted(strata.items()))


def rounded_counts(total: int, shares: Sequence[float]) -> list[int]:
    """Return whole numbers near ``shares`` of ``total`` that add up to it (largest remainder)."""
    exact = [share * total for share in shares]
    counts = [math.floor(value + 1e-9) for value in exact]
    by_remainder = sorted(range(len(shares)), key=lambda n: counts[n] - exact[n])
    for n in by_remainder[: total - sum(counts)]:
        counts[n] += 1
    return counts
