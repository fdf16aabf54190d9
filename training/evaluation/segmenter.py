"""The figures of a segmenter: overlap and outline, over all and group by group."""

from collections.abc import Callable, Sequence

import numpy as np

from cxrviewer.bundle.manifest import Metric
from training.data.samples import Sample
from training.evaluation.draws import Draws, Figure, Values, Weights, divide, measure
from training.evaluation.figures import About, metric_of, weights_of
from training.evaluation.groups import groups_of
from training.evaluation.manifest_metrics import LUNGS
from training.evaluation.masks import MaskFit

WORST_SHARE = 0.05

Summary = Callable[[Values, Weights], Values]


def mean(values: Values, weights: Weights) -> Values:
    """Return the weighted mean of ``values``, (n,), for each row of ``weights``."""
    return divide(weights @ values, weights.sum(axis=1))


def worst(values: Values, weights: Weights) -> Values:
    """Return the 5th percentile, interpolated as NumPy does among the drawn radiographs."""
    order = np.argsort(values, kind="stable")
    times = np.cumsum(weights[:, order], axis=1)
    place = WORST_SHARE * (times[:, -1:] - 1.0)
    lower = (times <= np.floor(place)).sum(axis=1)
    upper = (times <= np.ceil(place)).sum(axis=1)
    ranked, share = values[order], (place - np.floor(place))[:, 0]
    return np.asarray(ranked[lower] + share * (ranked[upper] - ranked[lower]), np.float64)


FIGURES: dict[str, tuple[str, Summary]] = {
    "dice": ("dice", mean),
    "dice_p05": ("dice", worst),
    "iou": ("iou", mean),
    "hausdorff95": ("hausdorff95", mean),
}


def segmenter_metrics(
    samples: Sequence[Sample], fits: Sequence[MaskFit], *, part: str
) -> tuple[Metric, ...]:
    """Return mean Dice, IoU and Hausdorff-95 and the 5th percentile of Dice."""
    found = []
    for group in groups_of(samples):
        weights = weights_of(tuple(samples[row] for row in group.rows))
        for name, (field, summary) in FIGURES.items():
            values = np.asarray([getattr(fits[row], field) for row in group.rows], np.float64)
            about = About(name, LUNGS, len(group.rows), group=group.name, part=part)
            found.append(metric_of(about, _measured(summary, values, weights)))
    return tuple(metric for metric in found if metric is not None)


def _measured(summary: Summary, values: Values, weights: Weights) -> Draws:
    figure: Figure = lambda rows: summary(values, rows)  # noqa: E731
    return measure(figure, weights)
