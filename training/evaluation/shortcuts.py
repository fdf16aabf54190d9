"""What a network could have learned instead of disease: the source, the border, the person.

Three controls: the answer with the lungs greyed out, the source told from the network's own
features or from a thumbnail, and the label told from view, age and sex.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from cxrviewer.bundle.manifest import Metric
from cxrviewer.imaging.preprocess import normalise
from cxrviewer.inference.models import BundlePredictor, BundleSegmenter
from training.data.samples import Sample
from training.data.splits import Split
from training.evaluation.asking import Floats, Replies, shown
from training.evaluation.baseline import METADATA, ask_metadata, metadata
from training.evaluation.classifier import area_draws
from training.evaluation.controls import LUNGS_ALONE, WITHOUT_LUNGS, parted
from training.evaluation.draws import Draws, mean_of
from training.evaluation.figures import About, metric_of, weights_of
from training.evaluation.groups import groups_of
from training.evaluation.manifest_metrics import ALL, MACRO

SOURCE_FROM_FEATURES = "auroc_of_source_from_features"
SOURCE_FROM_THUMBNAIL = "auroc_of_source_from_thumbnail"
ABOVE_METADATA = "auroc_above_metadata"
SOURCE = "source"
FOLDS = 5
LEAST_PATIENTS = 2 * FOLDS
SEED = 3
GREATEST_WITHOUT_LUNGS = 0.65
"""A network that says more than this without any lung is a demonstration at most."""


def lung_controls(
    predictor: BundlePredictor, segmenter: BundleSegmenter, replies: Replies, data: Path
) -> dict[str, Replies]:
    """Return the replies to lungs alone and to all but the lungs, by the figure's name."""
    scores: dict[str, list[Floats]] = {LUNGS_ALONE: [], WITHOUT_LUNGS: []}
    for sample in shown(replies.samples, "shortcut controls"):
        halves = parted(predictor, segmenter, data / sample.image)
        for name, grey in zip(scores, halves, strict=True):
            scores[name].append(_scores(predictor, grey))
    return {name: replace(replies, scores=np.asarray(found)) for name, found in scores.items()}


def areas(name: str, replies: Replies, *, part: str, kinds: Sequence[str] = ()) -> list[Metric]:
    """Return AUROC per label and their mean, as ``name``: over all, and in groups of ``kinds``."""
    found = []
    for group in groups_of(replies.samples):
        if group.name != ALL and group.name.partition(":")[0] not in kinds:
            continue
        weights = weights_of(tuple(replies.samples[row] for row in group.rows))
        pairs = area_draws(replies, group, weights)
        for column, draws in pairs:
            found.append(metric_of(replace(column.about, name=name, part=part), draws))
        if len(replies.labels) > 1 and pairs:
            about = About(name, MACRO, len(group.rows), group=group.name, part=part)
            found.append(metric_of(about, mean_of([draws for _, draws in pairs])))
    return [metric for metric in found if metric is not None]


def metadata_metrics(replies: Replies, split: Split, *, part: str) -> list[Metric]:
    """Return what view, age and sex tell, and how far the network is above it, draw by draw.

    ``split.validation`` are the samples of ``replies``; empty where metadata do not vary.
    """
    if not np.ptp(metadata(split.train), axis=0).any():
        return []
    without = replace(replies, scores=ask_metadata(split).scores)
    found = areas(METADATA, without, part=part)
    everything = groups_of(replies.samples)[0]
    weights = weights_of(replies.samples)
    own, other = (area_draws(one, everything, weights) for one in (replies, without))
    apart = {
        column.label: Draws(draws.values - beside.values)
        for (column, draws), (_, beside) in zip(own, other, strict=True)
    }
    if len(apart) > 1:
        apart[MACRO] = mean_of(list(apart.values()))
    images = len(replies.samples)
    gains = [
        metric_of(About(ABOVE_METADATA, label, images, part=part), draws)
        for label, draws in apart.items()
    ]
    return found + [metric for metric in gains if metric is not None]


def source_metrics(replies: Replies, *, part: str) -> list[Metric]:
    """Return how well the source can be told by a logistic regression, across patients.

    Empty where fewer than two sources have ten patients each.
    """
    rows = rows_of_large_sources(replies.samples)
    if not len(rows):
        return []
    samples = tuple(replies.samples[row] for row in rows)
    found = []
    for name, inputs in (
        (SOURCE_FROM_FEATURES, replies.features[rows]),
        (SOURCE_FROM_THUMBNAIL, replies.thumbnails[rows]),
    ):
        draws = source_draws(samples, inputs)
        found.append(metric_of(About(name, SOURCE, len(rows), part=part), draws))
    return [metric for metric in found if metric is not None]


def rows_of_large_sources(samples: Sequence[Sample]) -> NDArray[np.intp]:
    """Return the rows of sources with enough patients; none where only one source has."""
    patients: dict[str, set[str]] = {}
    for sample in samples:
        patients.setdefault(sample.source, set()).add(sample.patient_id)
    large = {name for name, found in patients.items() if len(found) >= LEAST_PATIENTS}
    rows = [row for row, sample in enumerate(samples) if sample.source in large]
    return np.asarray(rows if len(large) > 1 else [], np.intp)


def source_draws(samples: tuple[Sample, ...], inputs: Floats) -> Draws:
    """Return the AUROC of each source against the others, averaged; folds share no patient."""
    names = sorted({sample.source for sample in samples})
    truth = np.asarray([names.index(sample.source) for sample in samples])
    patients = [sample.patient_id for sample in samples]
    said = np.zeros((len(samples), len(names)))
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    for fitted, asked in folds.split(inputs, truth, patients):
        model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=500))
        model.fit(inputs[fitted], truth[fitted])
        said[np.ix_(asked, model.classes_)] = model.predict_proba(inputs[asked])
    replies = Replies(
        labels=tuple(names),
        samples=samples,
        truth=(truth[:, np.newaxis] == np.arange(len(names))).astype(np.float64),
        scores=said,
        chances=said,
        features=inputs,
        thumbnails=inputs,
        places=(),
    )
    pairs = area_draws(replies, groups_of(samples)[0], weights_of(samples))
    return mean_of([draws for _, draws in pairs])


def leans_on_the_rest(baselines: Sequence[Metric]) -> Metric | None:
    """Return the figure without lungs where it is above what a bundle beyond demo may reach.

    With several labels it is their mean: the greatest of many small ones is chance.
    """
    found = {m.label: m for m in baselines if m.name == WITHOUT_LUNGS and m.group == ALL}
    main = found.get(MACRO) or next(iter(found.values()), None)
    above = main is not None and main.value > GREATEST_WITHOUT_LUNGS
    return main if above else None


def _scores(predictor: BundlePredictor, grey: NDArray[np.float32]) -> Floats:
    manifest = predictor.bundle.manifest
    tensor = normalise(grey, manifest.preprocess)[np.newaxis]
    scores = np.asarray(predictor.network.run(tensor).values[0], np.float64)
    scores[~np.asarray(manifest.output.trained)] = np.nan
    return scores
