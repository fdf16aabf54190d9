"""Figures and how far they can be trusted: pure NumPy."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DRAWS = 1000
INTERVAL = (2.5, 97.5)
ROUNDING = 1e-9

Statistic = Callable[[NDArray[np.intp]], float]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval over patients; NaN where it is not defined."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Cut:
    """A threshold on a score and what it does: at or above it counts as positive."""

    threshold: float
    sensitivity: float
    specificity: float


def auroc(truth: NDArray[np.bool_], scores: NDArray[np.float64]) -> float:
    """Return the area under the ROC curve, ties counted half; NaN without both classes."""
    positives = int(truth.sum())
    negatives = len(truth) - positives
    if positives == 0 or negatives == 0:
        return float("nan")
    wins = mean_ranks(scores)[truth].sum() - positives * (positives + 1) / 2
    return float(wins / (positives * negatives))


def mean_ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ranks from 1; equal values share the mean of their ranks."""
    _, group, sizes = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(sizes)
    return np.asarray((last - (sizes - 1) / 2.0)[group], np.float64)


def rates_at(truth: NDArray[np.bool_], scores: NDArray[np.float64], threshold: float) -> Cut:
    """Return sensitivity and specificity of ``scores`` >= ``threshold``; NaN without a class."""
    above = scores >= threshold
    sensitivity = float(above[truth].mean()) if truth.any() else float("nan")
    specificity = float((~above)[~truth].mean()) if not truth.all() else float("nan")
    return Cut(threshold, sensitivity, specificity)


def sensitive_threshold(
    truth: NDArray[np.bool_], scores: NDArray[np.float64], sensitivity: float
) -> float:
    """Return the highest score that finds that share of the positives; NaN without one."""
    positives = np.sort(scores[truth])[::-1]
    needed = math.ceil(sensitivity * len(positives) - ROUNDING)
    return float(positives[max(needed, 1) - 1]) if len(positives) else float("nan")


def dice(first: NDArray[np.bool_], second: NDArray[np.bool_]) -> float:
    """Return the Dice coefficient; two empty masks agree fully."""
    total = int(first.sum()) + int(second.sum())
    return 2.0 * int((first & second).sum()) / total if total else 1.0


def estimate(statistic: Statistic, patients: Sequence[str], *, seed: int) -> Estimate:
    """Return ``statistic`` of all rows and its bootstrap interval over whole patients.

    ``statistic`` maps row numbers to a figure. Draws in which it is not defined are left out.
    """
    rows_of = rows_by_patient(patients)
    rng = np.random.default_rng(seed)
    draws = []
    for _ in range(DRAWS):
        drawn = rng.integers(len(rows_of), size=len(rows_of))
        draws.append(statistic(np.concatenate([rows_of[n] for n in drawn])))
    defined = np.asarray([d for d in draws if not np.isnan(d)])
    value = statistic(np.arange(len(patients)))
    if not len(defined):
        return Estimate(value, float("nan"), float("nan"))
    low, high = np.percentile(defined, INTERVAL)
    return Estimate(value, float(low), float(high))


def rows_by_patient(patients: Sequence[str]) -> list[NDArray[np.intp]]:
    """Return each patient's row numbers."""
    _, group = np.unique(np.asarray(patients), return_inverse=True)
    return [np.flatnonzero(group == n) for n in range(int(group.max()) + 1)]
