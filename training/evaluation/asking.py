"""What a bundle says of each radiograph, asked once through the path that ships."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from cxrviewer.domain.analysis import AttentionGrid
from cxrviewer.domain.errors import UsageError
from cxrviewer.imaging.area import resize_area
from cxrviewer.imaging.geometry import to_image_space
from cxrviewer.imaging.preprocess import PreparedInput, prepare
from cxrviewer.inference.models import BundlePredictor, BundleSegmenter
from cxrviewer.inference.protocols import Network, NetworkOutput
from training.data.opening import open_sample
from training.data.pictures import read_lung_mask
from training.data.samples import Dataset, Sample
from training.data.sources.boxes import NIH_SIDE, Box
from training.evaluation.boxes import Localisation, Rectangle, localise
from training.evaluation.masks import MaskFit, mask_fit

THUMBNAIL = 16
THUMBNAIL_STEPS = 65535

Floats = NDArray[np.float64]
Boxes = Mapping[str, tuple[Box, ...]]


@dataclass(frozen=True, slots=True)
class Place:
    """How the attention for one label did on the boxes of the sample in ``row``."""

    row: int
    label: str
    found: Localisation


@dataclass(frozen=True, slots=True, eq=False)
class Replies:
    """``truth``, ``scores`` and ``chances`` are (n, labels), NaN where unknown or not evaluated.

    ``chances`` are calibrated probabilities. ``features`` (n, c) are the last feature maps' means,
    ``thumbnails`` (n, 257) the radiograph at 16 x 16 and its aspect ratio.
    """

    labels: tuple[str, ...]
    samples: tuple[Sample, ...]
    truth: Floats
    scores: Floats
    chances: Floats
    features: Floats
    thumbnails: Floats
    places: tuple[Place, ...]


@dataclass(slots=True)
class Listening:
    """A network that keeps the means of the last feature maps it gave."""

    network: Network
    means: Floats = field(default_factory=lambda: np.zeros(0))

    @property
    def provider(self) -> str:
        return self.network.provider

    def run(self, tensors: NDArray[np.float32]) -> NetworkOutput:
        output = self.network.run(tensors)
        self.means = output.features[0].astype(np.float64).mean(axis=(0, 1))
        return output


def ask(
    predictor: BundlePredictor,
    samples: Sequence[Sample],
    data: Path,
    *,
    truth: Floats,
    boxes: Boxes | None = None,
) -> Replies:
    """Return the replies to ``samples``, whose images lie in ``data``; ``truth`` as in Replies.

    ``boxes`` are by file name, in pixels of a published image of 1024 x 1024.
    """
    listening = Listening(predictor.network)
    heard = replace(predictor, network=listening)
    labels = predictor.bundle.manifest.output.labels
    scores, chances = (np.full((len(samples), len(labels)), np.nan) for _ in range(2))
    features, thumbnails, places = [], [], []
    drawn = {PurePosixPath(name).stem: found for name, found in (boxes or {}).items()}
    for row, sample in enumerate(shown(samples, "asking")):
        radiograph = open_sample(sample, data)
        prepared = prepare(radiograph, predictor.bundle.manifest.preprocess)
        said = heard.predict(radiograph, prepared=prepared)
        for finding in said.findings:
            column = labels.index(finding.pathology)
            scores[row, column] = finding.score
            chances[row, column] = np.nan if finding.probability is None else finding.probability
        features.append(listening.means)
        thumbnails.append(thumbnail(prepared))
        there = drawn.get(PurePosixPath(sample.image).stem, ())
        places += [Place(row, *found) for found in place(said.attention, there)]
    return Replies(
        labels=labels,
        samples=tuple(samples),
        truth=truth,
        scores=scores,
        chances=chances,
        features=np.asarray(features),
        thumbnails=np.asarray(thumbnails),
        places=tuple(places),
    )


def ask_masks(
    segmenter: BundleSegmenter, samples: Sequence[Sample], data: Path
) -> tuple[MaskFit, ...]:
    """Return how each mask fits the one by hand, at the size of the mask by hand."""
    found = []
    for sample in shown(samples, "asking"):
        radiograph = open_sample(sample, data)
        size = (radiograph.rows, radiograph.columns)
        truth = read_lung_mask(sample, data, size=size)
        mask = segmenter.segment(radiograph).mask
        if truth.shape != mask.shape:
            grey = resize_area(mask.astype(np.uint16) * np.uint16(2), *truth.shape)
            mask = np.asarray(grey >= 1.0, np.bool_)
        found.append(mask_fit(mask, truth))
    return tuple(found)


def place(
    attention: Iterable[AttentionGrid], boxes: Sequence[Box]
) -> list[tuple[str, Localisation]]:
    """Return (label, how it did) of each label that has boxes on this radiograph and a heatmap."""
    found = []
    for grid in attention:
        box = grid.letterbox
        across, down = box.columns / NIH_SIDE, box.rows / NIH_SIDE
        drawn = tuple(
            Rectangle(
                b.left * across,
                b.top * down,
                (b.left + b.width) * across,
                (b.top + b.height) * down,
            )
            for b in boxes
            if b.label == grid.pathology
        )
        if drawn:
            result = localise(to_image_space(grid.values, box), drawn)
            found.append((grid.pathology, result or Localisation(False, 0.0, 0.0)))
    return found


def thumbnail(prepared: PreparedInput) -> Floats:
    """Return the tensor's first channel at 16 x 16, and the aspect ratio, (257,)."""
    channel = prepared.tensor[0, ..., 0]
    low, span = float(channel.min()), float(np.ptp(channel)) or 1.0
    steps = np.rint((channel - low) / span * THUMBNAIL_STEPS).astype(np.uint16)
    small = resize_area(steps, THUMBNAIL, THUMBNAIL) / THUMBNAIL_STEPS
    box = prepared.letterbox
    return np.append(small.astype(np.float64).ravel(), box.columns / box.rows)


def truth_for(labels: tuple[str, ...], dataset: Dataset, samples: Sequence[Sample]) -> Floats:
    """Return (n, labels) of the bundle's labels, NaN where the data set has no such label."""
    shared = [label for label in labels if label in dataset.labels]
    if not shared:
        raise UsageError(
            f"The data set {dataset.name} knows none of the bundle's labels.",
            remedy=f"Name one that knows {', '.join(labels)}.",
        )
    truth = np.full((len(samples), len(labels)), np.nan)
    targets = np.asarray([sample.targets for sample in samples], np.float64)
    for label in shared:
        truth[:, labels.index(label)] = targets[:, dataset.labels.index(label)]
    return truth


def shown(samples: Sequence[Sample], what: str) -> Iterable[Sample]:
    """Return ``samples`` behind a progress bar, which appears where a person watches."""
    bar: Iterable[Sample] = tqdm(samples, desc=what, unit=" radiographs", disable=None, leave=False)
    return bar
