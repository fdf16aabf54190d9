"""From validation scores to calibration, and from attention to where its colour bars end."""

import numpy as np
from numpy.typing import NDArray

from cxrviewer.bundle.manifest import Platt

TRUSTED_POSITIVES = 50
SCALE_PERCENTILE = 95.0
LEAST_SCALE = 1e-6
NEWTON_STEPS = 50


def platt(
    truth: NDArray[np.bool_], scores: NDArray[np.float64], *, least: int = TRUSTED_POSITIVES
) -> Platt | None:
    """Return Platt's calibration of the logit, or None where a class has fewer than ``least``.

    The smoothed targets keep the slope finite when a score separates the classes (Platt, 1999).
    """
    positives = int(truth.sum())
    negatives = len(truth) - positives
    if min(positives, negatives) < least:
        return None
    targets = np.where(truth, (positives + 1) / (positives + 2), 1 / (negatives + 2))
    prior = np.log((positives + 1) / (negatives + 1))
    design = np.column_stack([logits(scores), np.ones(len(scores))])
    slope, intercept = logistic_regression(design, targets, start=np.array([0.0, prior]))
    return Platt(slope=float(slope), intercept=float(intercept), positives=positives)


def logistic_regression(
    design: NDArray[np.float64], targets: NDArray[np.float64], *, start: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the coefficients of least cross-entropy, by Newton's method with halved steps.

    ``design`` is (n, k), ``targets`` (n,) in [0, 1]. Whole steps can overshoot and diverge.
    """
    beta, loss = start, _cross_entropy(design @ start, targets)
    for _ in range(NEWTON_STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(design @ beta, -50, 50)))
        curvature = (design * (chance * (1 - chance))[:, np.newaxis]).T @ design
        ridge = 1e-9 * np.eye(len(beta))
        step = np.linalg.solve(curvature + ridge, design.T @ (targets - chance))
        while _cross_entropy(design @ (beta + step), targets) > loss and np.abs(step).max() > 1e-10:
            step = step / 2.0
        beta, loss = beta + step, _cross_entropy(design @ (beta + step), targets)
        if np.abs(step).max() < 1e-10:
            break
    return beta


def _cross_entropy(logit: NDArray[np.float64], targets: NDArray[np.float64]) -> float:
    return float((np.logaddexp(0.0, logit) - targets * logit).sum())


def logits(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the log-odds of ``scores``, bounded as in the viewer."""
    bounded = np.clip(scores, 1e-7, 1.0 - 1e-7)
    return np.asarray(np.log(bounded / (1.0 - bounded)), np.float64)


def attention_scales(peaks: NDArray[np.float64]) -> tuple[float, ...]:
    """Return, label by label, where the colour bar ends, for ``peaks``, (n, labels).

    It is the 95th percentile of the maps' greatest values: a bar that one outlier stretches
    shows nothing of the others. Where all maps are empty, or NaN because there are none, it is
    tiny, since no bar can end at 0.
    """
    ends = np.percentile(np.nan_to_num(peaks), SCALE_PERCENTILE, axis=0)
    return tuple(float(end) for end in np.maximum(ends, LEAST_SCALE))
