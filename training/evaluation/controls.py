"""Shortcut controls: what a network says when it sees only the lungs, or all but the lungs.

Markers, borders and shoulders tell hospitals apart. A network that still separates the classes
without any lung has learned those.
"""

from collections.abc import Sequence
from pathlib import Path

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

from cxrviewer.bundle.manifest import Metric
from cxrviewer.imaging.preprocess import normalise, prepare_grey
from cxrviewer.inference.models import BundlePredictor, BundleSegmenter
from cxrviewer.reading.load import load
from training.data.datasets import Sample
from training.data.pictures import place_mask
from training.evaluation.manifest_metrics import classifier_metrics
from training.evaluation.measure import Answers

LUNGS_ALONE = "auroc_of_lungs_alone"
WITHOUT_LUNGS = "auroc_without_lungs"
MID_GREY = np.float32(0.5)
MARGIN = 1 / 32
"""Share of the tensor's height that is added around the lung fields."""


def shortcut_controls(
    predictor: BundlePredictor, segmenter: BundleSegmenter, samples: Sequence[Sample], data: Path
) -> tuple[Metric, ...]:
    """Return AUROC with everything outside the lungs grey, and with the lungs grey."""
    alone, without = [], []
    for sample in samples:
        inside, outside = parted(predictor, segmenter, data / sample.image)
        alone.append(_scores(predictor, inside))
        without.append(_scores(predictor, outside))
    truth = np.asarray([sample.targets for sample in samples], np.float64)
    found: list[Metric] = []
    for name, scores in ((LUNGS_ALONE, np.asarray(alone)), (WITHOUT_LUNGS, np.asarray(without))):
        answers = Answers(tuple(samples), scores, np.zeros_like(scores), truth)
        metrics = classifier_metrics(answers, predictor.bundle.manifest.output.labels)
        found += [
            msgspec.structs.replace(metric, name=name)
            for metric in metrics
            if not metric.group.startswith("view:")
        ]
    return tuple(found)


def parted(
    predictor: BundlePredictor, segmenter: BundleSegmenter, path: Path
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return grey in [0, 1] with only the lungs left, and with only the rest left."""
    radiograph = load(path)
    grey, letterbox = prepare_grey(radiograph, predictor.bundle.manifest.preprocess)
    lungs = place_mask(segmenter.segment(radiograph).mask, letterbox)
    reach = 2 * round(MARGIN * len(grey)) + 1
    near = cv2.dilate(lungs, np.ones((reach, reach), np.uint8)) >= 0.5
    return np.where(near, grey, MID_GREY), np.where(near, MID_GREY, grey)


def _scores(predictor: BundlePredictor, grey: NDArray[np.float32]) -> NDArray[np.float64]:
    manifest = predictor.bundle.manifest
    tensor = normalise(grey, manifest.preprocess)[np.newaxis]
    values = predictor.network.run(tensor).values[0].astype(np.float64)
    return np.where(manifest.output.trained, values, np.nan)
