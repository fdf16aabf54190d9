"""What a bundle that is being made says of a data set, asked through the path that ships."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cxrviewer.inference.models import BundlePredictor, BundleSegmenter
from training.data.datasets import Sample
from training.data.opening import open_sample
from training.evaluation.asking import ask_masks


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """``scores``, ``peaks`` (greatest attention of each map) and ``truth`` are (n, labels).

    NaN stands where a truth is unknown, and where a head is untrained and so says nothing.
    """

    samples: tuple[Sample, ...]
    scores: NDArray[np.float64]
    peaks: NDArray[np.float64]
    truth: NDArray[np.float64]


def ask_classifier(predictor: BundlePredictor, samples: Sequence[Sample], data: Path) -> Answers:
    """Return the scores and attention peaks of every sample."""
    labels = predictor.bundle.manifest.output.labels
    scores, peaks = (np.full((len(samples), len(labels)), np.nan) for _ in range(2))
    for row, sample in enumerate(samples):
        said = predictor.predict(open_sample(sample, data))
        for finding in said.findings:
            scores[row, labels.index(finding.pathology)] = finding.score
        for grid in said.attention:
            peaks[row, labels.index(grid.pathology)] = float(grid.values.max())
    truth = np.asarray([sample.targets for sample in samples], np.float64)
    return Answers(tuple(samples), scores, peaks, truth)


def dice_of_segmenter(
    segmenter: BundleSegmenter, samples: Sequence[Sample], data: Path
) -> NDArray[np.float64]:
    """Return each sample's Dice at the size of its mask by hand, (n,)."""
    return np.asarray([fit.dice for fit in ask_masks(segmenter, samples, data)])
