"""ROC, rates at a threshold and their intervals; the patient is what is drawn again, not the image.

Shapes: ``truth`` is bool (n,), ``scores`` float64 (n,) in [0, 1], ``patients`` int64 (n,), a number
for each patient.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DRAWS = 1000
# The thresholds that a person can choose; where there are more scores than MOST_STEPS, these are
# what is counted at, so that time and memory are bounded.
STEPS = 1000
MOST_STEPS = 2000
LEVEL = 0.95
SEED = 20_240_131
# As many of each as an operating point may rest on; the same number as in training.
ENOUGH = 50

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """What one label's curve is made of: at least one with it and one without."""

    truth: NDArray[np.bool_]
    scores: Floats
    patients: NDArray[np.int64]

    def __post_init__(self) -> None:
        if not len(self.truth) == len(self.scores) == len(self.patients):
            raise ValueError("truth, scores and patients differ in number")
        if not (self.truth.any() and (~self.truth).any()):
            raise ValueError("a curve needs radiographs with and without the finding")

    @property
    def positives(self) -> int:
        return int(self.truth.sum())

    @property
    def negatives(self) -> int:
        return len(self.truth) - self.positives

    @property
    def enough(self) -> bool:
        """Whether an operating point may rest on these."""
        return min(self.positives, self.negatives) >= ENOUGH


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Both rates at every threshold: ``false`` positives and ``true`` ones, (1 + draws, k).

    The first row is of all radiographs. ``thresholds`` (k,) falls, and its first is beyond every
    score.
    """

    thresholds: Floats
    false: Floats
    true: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Roc:
    """``false`` and ``sensitivity`` rise from 0 to 1; ``low`` and ``high`` are around the latter.

    ``thresholds`` falls: at or above it a radiograph counts as above. The first is beyond every
    score.
    """

    thresholds: Floats
    false: Floats
    sensitivity: Floats
    low: Floats
    high: Floats
    area: Interval


@dataclass(frozen=True, slots=True)
class Rates:
    """What a threshold does. ``ppv`` and ``npv`` hold at the prevalence that was asked for."""

    sensitivity: Interval
    specificity: Interval
    ppv: float | None
    npv: float | None


def curves_of(cases: Cases) -> Curves:
    """Count what every threshold does, in all radiographs and in each draw of the patients."""
    steps, at = _steps(cases.scores)
    # Those without the finding fill the first half of the slots, those with it the second.
    slots, count = at + cases.truth * len(steps), 2 * len(steps)
    _, index = np.unique(cases.patients, return_inverse=True)
    counted = [np.bincount(slots, minlength=count).astype(np.float64)]
    for drawn in _draws(int(index.max()) + 1):
        weights = np.bincount(slots, weights=drawn[index], minlength=count).astype(np.float64)
        if weights[: len(steps)].any() and weights[len(steps) :].any():
            counted.append(weights)
    false, true = np.split(np.array(counted), 2, axis=1)
    return Curves(np.concatenate([[np.inf], steps]), _rising(false), _rising(true))


def roc_of(cases: Cases, curves: Curves) -> Roc:
    """Return the curve with intervals over the draws of ``curves``, which are of ``cases``."""
    false, true = curves.false, curves.true
    pairs = zip(false[1:], true[1:], strict=True)
    heights = np.array([np.interp(false[0], across, up) for across, up in pairs])
    low, high = _ends(heights) if len(heights) else (true[0], true[0])
    return Roc(curves.thresholds, false[0], true[0], low, high, _area(cases, curves))


def rates_at(cases: Cases, curves: Curves, threshold: float, prevalence: float) -> Rates:
    """Return the rates where a score at or above ``threshold`` counts; prevalence in (0, 1).

    The intervals are those of the next step of ``curves`` at or above the threshold.
    """
    above = cases.scores >= threshold
    step = int(np.searchsorted(-curves.thresholds, -threshold, side="right")) - 1
    hit, clear = above[cases.truth].mean(), (~above)[~cases.truth].mean()
    sensitivity = _interval(float(hit), curves.true[1:, step])
    specificity = _interval(float(clear), 1.0 - curves.false[1:, step])
    values = predictive(sensitivity.value, specificity.value, prevalence)
    return Rates(sensitivity, specificity, *values)


def predictive(
    sensitivity: float, specificity: float, prevalence: float
) -> tuple[float | None, float | None]:
    """Return PPV and NPV by Bayes' rule; None where nothing would lie on that side."""
    true_above, false_above = sensitivity * prevalence, (1 - specificity) * (1 - prevalence)
    true_below, false_below = specificity * (1 - prevalence), (1 - sensitivity) * prevalence
    above, below = true_above + false_above, true_below + false_below
    return (true_above / above if above else None, true_below / below if below else None)


def youden_threshold(roc: Roc) -> float:
    """Return the threshold of the highest sum of both rates, midway to the next score below."""
    best = int(np.argmax(roc.sensitivity - roc.false))
    below = roc.thresholds[best + 1] if best + 1 < len(roc.thresholds) else 0.0
    at = min(float(roc.thresholds[best]), 1.0)
    return (at + float(below)) / 2.0


def _steps(scores: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """Return the falling thresholds to count at, and the one that lets each score in."""
    steps = np.unique(scores)[::-1]
    if len(steps) > MOST_STEPS:
        steps = np.arange(STEPS, -1, -1) / STEPS
    return steps, np.searchsorted(-steps, -scores).astype(np.int64)


def _draws(patients: int) -> Iterator[Floats]:
    """Yield how often each patient is drawn, (patients,), DRAWS times."""
    generator = np.random.default_rng(SEED)
    for _ in range(DRAWS):
        drawn = generator.integers(0, patients, patients)
        yield np.bincount(drawn, minlength=patients).astype(np.float64)


def _rising(counts: Floats) -> Floats:
    """Return which share of each row has been let in after every step, from none on."""
    shares = np.cumsum(counts, axis=1)
    shares /= shares[:, -1:]
    return np.concatenate([np.zeros((len(shares), 1)), shares], axis=1)


def _area(cases: Cases, curves: Curves) -> Interval:
    """Return the area, exact also where the curves were counted in steps."""
    order = np.argsort(-cases.scores, kind="stable")
    scores, truth = cases.scores[order], cases.truth[order]
    last = np.concatenate([np.flatnonzero(np.diff(scores)), [len(scores) - 1]])
    true = np.concatenate([[0], np.cumsum(truth)[last]]) / cases.positives
    false = np.concatenate([[0], np.cumsum(~truth)[last]]) / cases.negatives
    whole = _areas(false[np.newaxis], true[np.newaxis])[0]
    return _interval(float(whole), _areas(curves.false[1:], curves.true[1:]))


def _areas(false: Floats, true: Floats) -> Floats:
    areas: Floats = np.sum(np.diff(false) * (true[:, 1:] + true[:, :-1]) / 2.0, axis=1)
    return areas


def _interval(value: float, drawn: Floats) -> Interval:
    """Return ``value`` alone where nothing could be drawn."""
    if not len(drawn):
        return Interval(value, value, value)
    low, high = _ends(drawn[:, np.newaxis])
    return Interval(value, float(low[0]), float(high[0]))


def _ends(drawn: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the interval over the first axis."""
    beyond = (1.0 - LEVEL) / 2.0
    low, high = np.quantile(drawn, (beyond, 1.0 - beyond), axis=0)
    return low, high
