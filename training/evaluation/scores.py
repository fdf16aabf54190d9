"""Figures of scores against a truth of present and absent, for many weightings at once.

``truth`` is bool, (n,); ``scores`` float64, (n,); ``weights`` (draws, n). Every function returns
one value per draw. With a single row of ones they are the usual figures.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.evaluation.draws import Values, Weights, divide

Truth = NDArray[np.bool_]
ScoreFigure = Callable[[Truth, Values, Weights], Values]

MOST_BINS = 15
LEAST_PER_BIN = 20


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Weighted true and false positives and negatives, each (draws,)."""

    tp: Values
    fp: Values
    tn: Values
    fn: Values


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Weights of present and absent per distinct score, rising, each (draws, distinct scores)."""

    present: Values
    absent: Values


def steps_of(truth: Truth, scores: Values, weights: Weights) -> Steps:
    """Return what lies at each distinct score."""
    order = np.argsort(scores, kind="stable")
    ranked = scores[order]
    starts = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
    sorted_weights, sorted_truth = weights[:, order], truth[order]
    present = np.add.reduceat(sorted_weights * sorted_truth, starts, axis=1)
    absent = np.add.reduceat(sorted_weights * ~sorted_truth, starts, axis=1)
    return Steps(present, absent)


def auroc(truth: Truth, scores: Values, weights: Weights) -> Values:
    """Return the area under the ROC curve, ties counted half; NaN without both classes."""
    if not len(scores):
        return np.full(len(weights), np.nan)
    steps = steps_of(truth, scores, weights)
    below = np.cumsum(steps.absent, axis=1) - steps.absent
    wins = (steps.present * (below + steps.absent / 2.0)).sum(axis=1)
    return divide(wins, steps.present.sum(axis=1) * steps.absent.sum(axis=1))


def average_precision(truth: Truth, scores: Values, weights: Weights) -> Values:
    """Return the area under the precision-recall curve by steps; NaN without positives.

    Nothing is interpolated between two thresholds: that would flatter.
    """
    if not len(scores):
        return np.full(len(weights), np.nan)
    steps = steps_of(truth, scores, weights)
    present = steps.present[:, ::-1]
    found = np.cumsum(present, axis=1)
    called = found + np.cumsum(steps.absent[:, ::-1], axis=1)
    precision = np.divide(found, called, out=np.zeros_like(found), where=called > 0)
    return divide((precision * present).sum(axis=1), present.sum(axis=1))


def brier(truth: Truth, chances: Values, weights: Weights) -> Values:
    """Return the mean squared difference of chance and truth (Brier, 1950)."""
    return divide(weights @ (chances - truth) ** 2, weights.sum(axis=1))


def calibration_error(truth: Truth, chances: Values, weights: Weights) -> Values:
    """Return the adaptive expected calibration error: bins of equal size, not of equal width.

    The bins are those of all radiographs and stay the same in every draw.
    """
    if not len(chances):
        return np.full(len(weights), np.nan)
    members = bin_members(chances)
    gaps = np.abs((weights * (chances - truth)) @ members)
    return divide(gaps.sum(axis=1), weights.sum(axis=1))


def bin_members(chances: Values) -> Values:
    """Return which radiograph is in which bin, 0 or 1, (n, bins), rising.

    Up to 15 bins of at least 20 radiographs; equal chances share a bin.
    """
    count = int(np.clip(len(chances) // LEAST_PER_BIN, 1, MOST_BINS))
    ranked = np.sort(chances)
    edges = np.unique(ranked[[len(ranked) * n // count for n in range(1, count)]])
    number = np.searchsorted(edges, chances, side="right")
    members = number[:, np.newaxis] == np.arange(len(edges) + 1)
    return np.asarray(members[:, members.any(axis=0)], np.float64)


def counts_at(truth: Truth, above: Truth, weights: Weights) -> Counts:
    """Return the four counts of the answers ``above``, bool, (n,)."""
    return Counts(
        tp=weights @ (above & truth).astype(np.float64),
        fp=weights @ (above & ~truth).astype(np.float64),
        tn=weights @ (~above & ~truth).astype(np.float64),
        fn=weights @ (~above & truth).astype(np.float64),
    )


def sensitivity(counts: Counts) -> Values:
    return divide(counts.tp, counts.tp + counts.fn)


def specificity(counts: Counts) -> Values:
    return divide(counts.tn, counts.tn + counts.fp)


def precision(counts: Counts) -> Values:
    return divide(counts.tp, counts.tp + counts.fp)


def accuracy(counts: Counts) -> Values:
    return divide(counts.tp + counts.tn, counts.tp + counts.tn + counts.fp + counts.fn)


def balanced_accuracy(counts: Counts) -> Values:
    return (sensitivity(counts) + specificity(counts)) / 2.0


def f1(counts: Counts) -> Values:
    """Return the harmonic mean of precision and sensitivity; NaN where nothing is or is called."""
    return divide(2.0 * counts.tp, 2.0 * counts.tp + counts.fp + counts.fn)


RATES = {
    "sensitivity": sensitivity,
    "specificity": specificity,
    "precision": precision,
    "accuracy": accuracy,
    "balanced_accuracy": balanced_accuracy,
    "f1": f1,
}
