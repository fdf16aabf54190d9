"""The radiographs behind the statistics, parted by patient, and their features."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cxrviewer.inference.models import BundleSegmenter
from training.data.datasets import read_dataset
from training.data.opening import open_sample
from training.data.samples import Sample
from training.data.splits import Split, rank_of, split_by_patient
from training.reference.copies import FIT_COPIES

DATASETS = ("nih14", "tb", "covid")
VALIDATION_SHARE = 0.35
SEED = 11
CHILD_BELOW, ADULT_FROM = 12.0, 18.0
CHILDRENS_SOURCE = "kermany"
MOST_PER_SOURCE = 110


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """Pooled features, float32, of n radiographs as they are and of each spoilt copy of them.

    ``sound`` is (n, d), ``copies`` (kinds, n, d); ``ages`` is (n,), NaN for neither child nor
    adult, else 1 for a child and 0 for an adult; ``patients`` names whose they are.
    """

    sound: NDArray[np.float32]
    copies: NDArray[np.float32]
    ages: NDArray[np.float64]
    patients: tuple[str, ...]


def reference_split(data: Path) -> Split:
    """Return the frontal radiographs of DATASETS below ``data``, at most a few of each patient."""
    samples: dict[str, Sample] = {}
    for name in DATASETS:
        for sample in read_dataset(name, data).samples:
            samples.setdefault(sample.image, sample)
    return split_by_patient(tuple(samples.values()), share=VALIDATION_SHARE, seed=SEED)


def limited(samples: Sequence[Sample], most: int) -> tuple[Sample, ...]:
    """Return at most ``most`` radiographs of each source, one per patient, and every child."""
    by_source: dict[str, list[Sample]] = defaultdict(list)
    patients: set[str] = set()
    for sample in sorted(samples, key=lambda s: rank_of(s.image, SEED)):
        child = is_child(sample) == 1.0 and CHILDRENS_SOURCE not in sample.source.lower()
        if sample.patient_id in patients or (len(by_source[sample.source]) >= most and not child):
            continue
        patients.add(sample.patient_id)
        by_source[sample.source].append(sample)
    return tuple(sample for members in by_source.values() for sample in members)


def is_child(sample: Sample) -> float:
    """Return 1 for a child, 0 for an adult, NaN for youths."""
    if CHILDRENS_SOURCE in sample.source.lower():
        return 1.0
    if isnan(sample.age) or sample.age >= ADULT_FROM:
        return 0.0
    return 1.0 if sample.age < CHILD_BELOW else float("nan")


def gather(segmenter: BundleSegmenter, samples: Sequence[Sample], data: Path) -> Gathered:
    """Ask the network about every sample and its spoilt copies."""
    rows = np.stack([np.stack(list(_features(segmenter, s, data))) for s in samples])
    return Gathered(
        rows[:, 0],
        np.swapaxes(rows[:, 1:], 0, 1),
        np.asarray([is_child(sample) for sample in samples]),
        tuple(sample.patient_id for sample in samples),
    )


def _features(
    segmenter: BundleSegmenter, sample: Sample, data: Path
) -> Iterator[NDArray[np.float32]]:
    radiograph = open_sample(sample, data)
    yield segmenter.view(radiograph).pooled
    for spoiling in FIT_COPIES:
        yield segmenter.view(spoiling.make(radiograph, numbers_of(sample))).pooled


def numbers_of(sample: Sample) -> np.random.Generator:
    """Return random numbers that are the same for one sample on every machine."""
    return np.random.default_rng(int(rank_of(sample.image, SEED)[:12], 16))
