"""Compares a bundle's scores with published ones for the same radiographs."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.domain.errors import ReadingError, UsageError
from cxrviewer.inference.models import BundlePredictor, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from cxrviewer.reading.load import load
from training.evaluation.metrics import auroc

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """How one label's scores agree with the published ones.

    ``correlation`` is Pearson's, None where either side never changes. The areas are under the
    ROC curve, None where the truth is not known or lacks a class.
    """

    label: str
    images: int
    mean_difference: float
    correlation: float | None
    area: float | None
    published_area: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """``ours`` and ``published`` are float64, (images, labels), in [0, 1]."""

    images: tuple[str, ...]
    labels: tuple[str, ...]
    ours: NDArray[np.float64]
    published: NDArray[np.float64]


def open_classifier(bundle: Path) -> BundlePredictor:
    """Return the bundle's predictor. Raises UsageError where it is a segmenter."""
    model = open_model(load_bundle(bundle), RuntimeName.ONNX, Device.CPU)
    if not isinstance(model, BundlePredictor):
        raise UsageError(
            "The bundle is a segmenter and has no scores.",
            remedy="Name a classifier.",
            path=bundle,
        )
    return model


def ask(
    predictor: BundlePredictor, predictions: Mapping[str, Mapping[str, float]], images: Path
) -> Scores:
    """Return both scores of every radiograph in ``images`` that has published ones."""
    labels = _common_labels(predictor, predictions)
    chosen = [path for path in _files(images) if path.stem in predictions]
    said = dict(_scores(predictor, chosen))
    if not said:
        raise UsageError(
            "No readable radiograph in the folder has a published prediction.",
            remedy="Name the folder that holds ChestX-ray14's images.",
            path=images,
        )
    return Scores(
        tuple(said),
        labels,
        np.asarray([[one[label] for label in labels] for one in said.values()]),
        np.asarray([[predictions[image][label] for label in labels] for image in said]),
    )


def agreements(
    scores: Scores, truth: Mapping[str, frozenset[str]] | None
) -> tuple[LabelAgreement, ...]:
    """Return the agreement of each label; ``truth`` is the labels of each image, where known."""
    return tuple(
        _agreement(label, scores.ours[:, n], scores.published[:, n], _truth(scores, label, truth))
        for n, label in enumerate(scores.labels)
    )


def _agreement(
    label: str,
    ours: NDArray[np.float64],
    published: NDArray[np.float64],
    truth: NDArray[np.float64],
) -> LabelAgreement:
    known = ~np.isnan(truth)
    positive = truth[known] == 1
    return LabelAgreement(
        label=label,
        images=len(ours),
        mean_difference=float(np.abs(ours - published).mean()),
        correlation=correlation(ours, published),
        area=_defined(auroc(positive, ours[known])),
        published_area=_defined(auroc(positive, published[known])),
    )


def correlation(first: NDArray[np.float64], second: NDArray[np.float64]) -> float | None:
    """Return Pearson's correlation, or None where either side never changes."""
    if np.ptp(first) == 0 or np.ptp(second) == 0:
        return None
    return float(np.corrcoef(first, second)[0, 1])


def mean_of(values: Sequence[float | None]) -> float | None:
    """Return the mean of the values that are there."""
    there = [value for value in values if value is not None]
    return float(np.mean(there)) if there else None


def _defined(value: float) -> float | None:
    return None if np.isnan(value) else value


def _common_labels(
    predictor: BundlePredictor, predictions: Mapping[str, Mapping[str, float]]
) -> tuple[str, ...]:
    output = predictor.bundle.manifest.output
    published = set().union(*predictions.values())
    pairs = zip(output.labels, output.trained, strict=True)
    labels = tuple(label for label, trained in pairs if trained and label in published)
    if not labels:
        raise UsageError(
            "The bundle and the predictions share no label.",
            remedy=f"Name predictions of one of: {', '.join(output.labels)}.",
            path=predictor.bundle.folder,
        )
    return labels


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise UsageError(
            f"The folder cannot be read: {error.strerror}.", remedy="Name another.", path=folder
        ) from error


def _scores(
    predictor: BundlePredictor, files: Sequence[Path]
) -> Iterator[tuple[str, dict[str, float]]]:
    """Yield each readable file's scores; the others are logged and left out."""
    for path in tqdm(files, unit="radiograph", disable=None):
        try:
            radiograph = load(path)
        except ReadingError as error:
            LOG.warning("left out: %s", error)
            continue
        said = predictor.predict(radiograph).findings
        yield path.stem, {finding.pathology: finding.score for finding in said}


def _truth(
    scores: Scores, label: str, truth: Mapping[str, frozenset[str]] | None
) -> NDArray[np.float64]:
    """Return 1, 0, or NaN where the truth is not known, for each image."""
    known = truth or {}
    return np.asarray(
        [float(label in known[i]) if i in known else np.nan for i in scores.images], np.float64
    )
