"""ROC, rates at a threshold and their intervals; the patient is what is drawn again, not the image.

Shapes: ``truth`` is bool (n,), ``scores`` float64 (n,) in [0, 1], ``patients`` int64 (n,), a number
for each patient.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DRAWS = 1000
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


def draws_of(cases: Cases) -> Floats:
    """Return how often each radiograph is drawn, (draws, n); only draws that hold both kinds."""
    generator = np.random.default_rng(SEED)
    _, index = np.unique(cases.patients, return_inverse=True)
    count = int(index.max()) + 1
    draws = generator.multinomial(count, np.full(count, 1.0 / count), size=DRAWS)
    weights = draws[:, index].astype(np.float64)
    both = (weights @ cases.truth > 0) & (weights @ ~cases.truth > 0)
    return weights[both] if both.any() else np.ones((1, len(index)))


def roc_of(cases: Cases, draws: Floats) -> Roc:
    """Return the curve with intervals over ``draws``, which draws_of has made."""
    thresholds, (false,), (true,) = _curves(cases, np.ones((1, len(cases.truth))))
    _, drawn_false, drawn_true = _curves(cases, draws)
    pairs = zip(drawn_false, drawn_true, strict=True)
    heights = np.array([np.interp(false, across, up) for across, up in pairs])
    low, high = _ends(heights)
    area_low, area_high = _ends(_areas(drawn_false, drawn_true)[:, np.newaxis])
    whole = float(_areas(false[np.newaxis], true[np.newaxis])[0])
    area = Interval(whole, float(area_low[0]), float(area_high[0]))
    return Roc(thresholds, false, true, low, high, area)


def rates_at(cases: Cases, draws: Floats, threshold: float, prevalence: float) -> Rates:
    """Return the rates where a score at or above ``threshold`` counts; prevalence in (0, 1)."""
    above = cases.scores >= threshold
    hit, clear = (above & cases.truth).astype(float), (~above & ~cases.truth).astype(float)
    sensitivity = _share(hit, cases.truth.astype(float), draws)
    specificity = _share(clear, (~cases.truth).astype(float), draws)
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


def _curves(cases: Cases, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Return thresholds (k,), false positive rates and sensitivities (draws, k) of the steps.

    Equal scores are one step.
    """
    order = np.argsort(-cases.scores, kind="stable")
    scores, truth = cases.scores[order], cases.truth[order]
    last = np.concatenate([np.flatnonzero(np.diff(scores)), [len(scores) - 1]])
    sorted_weights = weights[:, order]
    true = np.cumsum(sorted_weights * truth, axis=1)[:, last]
    false = np.cumsum(sorted_weights * ~truth, axis=1)[:, last]
    zero = np.zeros((len(weights), 1))
    return (
        np.concatenate([[np.inf], scores[last]]),
        np.concatenate([zero, false / false[:, -1:]], axis=1),
        np.concatenate([zero, true / true[:, -1:]], axis=1),
    )


def _areas(false: Floats, true: Floats) -> Floats:
    areas: Floats = np.sum(np.diff(false) * (true[:, 1:] + true[:, :-1]) / 2.0, axis=1)
    return areas


def _share(part: Floats, whole: Floats, drawn: Floats) -> Interval:
    shares = (drawn @ part) / (drawn @ whole)
    low, high = _ends(shares[:, np.newaxis])
    return Interval(float(part.sum() / whole.sum()), float(low[0]), float(high[0]))


def _ends(drawn: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the interval over the first axis."""
    beyond = (1.0 - LEVEL) / 2.0
    low, high = np.quantile(drawn, (beyond, 1.0 - beyond), axis=0)
    return low, high
