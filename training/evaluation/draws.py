"""The bootstrap over patients, as weights: every figure is computed for all draws at once.

A draw takes as many patients as there are, with replacement, and each with all of their
radiographs. It is a row of whole numbers, how often each radiograph was drawn; the plain figure
belongs to the row of ones. A figure is therefore a function of weights, (draws, n), that returns
one value per row, NaN where the draw does not define it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.evaluation.metrics import DRAWS, INTERVAL, Estimate

SEED = 11
ROWS_AT_ONCE = 2_000_000

Values = NDArray[np.float64]
Weights = NDArray[np.float64]
Figure = Callable[[Weights], Values]


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """``values`` of one figure: first the plain one, then one per draw."""

    values: Values

    @property
    def estimate(self) -> Estimate:
        """Return the figure and its 95 % interval; NaN where no draw defines it."""
        plain, defined = float(self.values[0]), self.values[1:][~np.isnan(self.values[1:])]
        if not len(defined):
            return Estimate(plain, float("nan"), float("nan"))
        low, high = np.percentile(defined, INTERVAL)
        return Estimate(plain, float(low), float(high))

    @property
    def centred(self) -> "Draws":
        """Return the draws moved until their mean is the plain figure, none below 0.

        For a sum of absolute gaps, which a draw's own noise only widens: unmoved, the whole
        interval can lie above the figure.
        """
        drawn = self.values[1:]
        if np.isnan(drawn).all():
            return self
        moved = drawn - (np.nanmean(drawn) - self.values[0])
        return Draws(np.concatenate([self.values[:1], np.maximum(moved, 0.0)]))


def patient_weights(patients: Sequence[str], *, draws: int = DRAWS, seed: int = SEED) -> Weights:
    """Return how often each radiograph counts, (1 + draws, n); the first row is ones."""
    _, group = np.unique(np.asarray(patients), return_inverse=True)
    count = int(group.max()) + 1
    drawn = np.random.default_rng(seed).integers(count, size=(draws, count))
    times = np.stack([np.bincount(row, minlength=count) for row in drawn])
    return np.concatenate([np.ones((1, len(group))), times[:, group]]).astype(np.float64)


def measure(figure: Figure, weights: Weights) -> Draws:
    """Return ``figure`` of every draw, a block of draws at a time, so that memory stays small."""
    block = max(1, ROWS_AT_ONCE // max(1, weights.shape[1]))
    parts = [figure(weights[start : start + block]) for start in range(0, len(weights), block)]
    return Draws(np.concatenate(parts))


def mean_of(draws: Sequence[Draws]) -> Draws:
    """Return the mean over figures, draw by draw; a figure that a draw leaves open is left out."""
    stacked = np.stack([one.values for one in draws])
    known = ~np.isnan(stacked)
    count = known.sum(axis=0)
    total = np.where(known, stacked, 0.0).sum(axis=0)
    return Draws(divide(total, count))


def divide(above: Values, below: Values | NDArray[np.int_]) -> Values:
    """Return ``above`` / ``below``, NaN where ``below`` is 0."""
    quotient = np.full(np.shape(above), np.nan)
    np.divide(above, below, out=quotient, where=np.asarray(below) != 0)
    return quotient
