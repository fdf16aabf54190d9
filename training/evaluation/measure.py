"""What a bundle says of a data set, asked through the path that ships.

Everything that stands in a manifest as a figure was measured by this module.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cxrviewer.inference.models import BundlePredictor, BundleSegmenter
from cxrviewer.reading.load import load
from training.data.datasets import Sample
from training.data.pictures import read_mask
from training.evaluation.metrics import dice


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """``scores``, ``peaks`` (greatest attention of each map) and ``truth`` are (n, labels)."""

    samples: tuple[Sample, ...]
    scores: NDArray[np.float64]
    peaks: NDArray[np.float64]
    truth: NDArray[np.float64]


def ask_classifier(predictor: BundlePredictor, samples: Sequence[Sample], data: Path) -> Answers:
    """Return the scores and attention peaks of every sample."""
    scores, peaks = [], []
    for sample in samples:
        said = predictor.predict(load(data / sample.image))
        scores.append([finding.score for finding in said.findings])
        peaks.append([float(grid.values.max()) for grid in said.attention])
    truth = np.asarray([sample.targets for sample in samples], np.float64)
    return Answers(tuple(samples), np.asarray(scores), np.asarray(peaks), truth)


def dice_of_segmenter(
    segmenter: BundleSegmenter, samples: Sequence[Sample], data: Path
) -> NDArray[np.float64]:
    """Return each sample's Dice at the size of its radiograph, (n,)."""
    return np.asarray(
        [
            dice(segmenter.segment(load(data / s.image)).mask, read_mask(data / s.mask))
            for s in samples
        ]
    )
