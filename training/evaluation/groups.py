"""Which radiographs are reported together: all, and each source's, view's, sex's and age's."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from training.data.samples import Sample
from training.evaluation.manifest_metrics import ALL, Group

AGES = ((0, 15, "0-14"), (15, 40, "15-39"), (40, 65, "40-64"), (65, 150, "65+"))
"""The WHO's targets for tuberculosis hold from 15 years."""


def age_group(sample: Sample) -> str:
    """Return the age group's name, empty where the age is unknown."""
    if math.isnan(sample.age):
        return ""
    return next((name for low, high, name in AGES if low <= sample.age < high), "")


KINDS: dict[str, Callable[[Sample], str]] = {
    "source": lambda sample: sample.source,
    "view": lambda sample: sample.view,
    "sex": lambda sample: sample.sex,
    "age": age_group,
}


def groups_of(samples: Sequence[Sample]) -> tuple[Group, ...]:
    """Return all rows, then the groups of each kind of which there are several.

    A radiograph whose kind is unknown is in none of that kind's groups.
    """
    found = [_group(ALL, range(len(samples)), samples)]
    for kind, name_of in KINDS.items():
        names = [name_of(sample) for sample in samples]
        several = sorted(set(names) - {""})
        if len(several) > 1:
            found += [
                _group(f"{kind}:{one}", [n for n, name in enumerate(names) if name == one], samples)
                for one in several
            ]
    return tuple(found)


def _group(name: str, rows: Sequence[int], samples: Sequence[Sample]) -> Group:
    return Group(name, np.asarray(rows, np.intp), tuple(samples[row].patient_id for row in rows))
