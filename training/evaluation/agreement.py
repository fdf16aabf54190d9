"""How far one network says what another says, where nobody knows the truth."""

from collections.abc import Mapping

import numpy as np

from cxrviewer.bundle.manifest import Metric
from training.evaluation.draws import Draws, Values, Weights, divide
from training.evaluation.figures import About, metric_of, weights_of
from training.evaluation.measure import Answers
from training.evaluation.scores import auroc

DIFFERENCE = "difference_from_teacher"
CORRELATION = "correlation_with_teacher"
TEACHER_ABOVE = "auroc_of_teacher_above"


def agreement_metrics(
    answers: Answers, labels: tuple[str, ...], thresholds: Mapping[str, float]
) -> tuple[Metric, ...]:
    """Return the figures per label; the truth of ``answers`` is what the teacher said.

    ``thresholds`` are the teacher's, for labels that have one.
    """
    weights = weights_of(answers.samples)
    found = []
    for number, label in enumerate(labels):
        said, own = answers.truth[:, number], answers.scores[:, number]
        figures = {
            DIFFERENCE: divide(weights @ np.abs(own - said), weights.sum(axis=1)),
            CORRELATION: correlation(said, own, weights),
        }
        if label in thresholds:
            figures[TEACHER_ABOVE] = auroc(said >= thresholds[label], own, weights)
        found += [
            metric_of(About(name, label, len(said)), Draws(values))
            for name, values in figures.items()
        ]
    return tuple(metric for metric in found if metric is not None)


def correlation(first: Values, second: Values, weights: Weights) -> Values:
    """Return Pearson's correlation of each draw; NaN where one of the two does not vary."""
    total = weights.sum(axis=1, keepdims=True)
    a = first - weights @ first[:, np.newaxis] / total
    b = second - weights @ second[:, np.newaxis] / total
    both = (weights * a * b).sum(axis=1)
    spread = (weights * a**2).sum(axis=1) * (weights * b**2).sum(axis=1)
    return divide(both, np.sqrt(np.where(spread > 1e-24, spread, 0.0)))
