"""From draws to the manifest's Metric."""

from dataclasses import dataclass

import numpy as np

from cxrviewer.bundle.manifest import Metric
from training.data.samples import Sample
from training.data.splits import VALIDATION
from training.evaluation.draws import Draws, Weights, patient_weights

AFTER_DIGITS = 4


@dataclass(frozen=True, slots=True)
class About:
    """What a figure is about, and how many radiographs stand behind it."""

    name: str
    label: str
    images: int
    positives: int | None = None
    group: str = "all"
    part: str = VALIDATION


def metric_of(about: About, draws: Draws) -> Metric | None:
    """Return the figure with its interval, rounded; None where it is not defined."""
    found = draws.estimate
    if np.isnan(found.value):
        return None
    low, high = (None if np.isnan(v) else round(v, AFTER_DIGITS) for v in (found.low, found.high))
    return Metric(
        name=about.name,
        label=about.label,
        group=about.group,
        part=about.part,
        value=round(found.value, AFTER_DIGITS),
        low=low,
        high=high,
        images=about.images,
        positives=about.positives,
    )


def weights_of(samples: tuple[Sample, ...]) -> Weights:
    """Return the bootstrap of these radiographs' patients."""
    return patient_weights([sample.patient_id for sample in samples])
