"""Operating points by a stated criterion, and a refusal where too few radiographs stand behind.

A threshold is a score midway between two that occur, so that a last digit does not decide.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.analysis import OperatingPoint
from cxrviewer.domain.errors import UsageError
from training.bundling.calibration import TRUSTED_POSITIVES

Truth = NDArray[np.bool_]
Floats = NDArray[np.float64]

WHO_SENSITIVITY = 0.90
WHO_SPECIFICITY = 0.70
EXACT = 1e-9
EXCLUSIVE = (
    "the labels exclude one another and the highest score names the class; what is chosen for each "
    "apart could name several, or none"
)


class Rule(StrEnum):
    """How a threshold is chosen."""

    YOUDEN = "youden"
    SENSITIVITY = "sensitivity"
    SPECIFICITY = "specificity"
    WHO = "who"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A rule, and the rate that it asks for where it asks for one."""

    rule: Rule
    least: float = 0.0

    @property
    def words(self) -> str:
        """Return the criterion as the manifest and the viewer state it."""
        if self.rule is Rule.YOUDEN:
            return "Youden index"
        if self.rule is Rule.WHO:
            return f"WHO: sensitivity >= {WHO_SENSITIVITY:g} and specificity >= {WHO_SPECIFICITY:g}"
        return f"{self.rule} >= {self.least:g}"


@dataclass(frozen=True, slots=True)
class Basis:
    """Which radiographs decide, in words such as "on validation patients", and how few may."""

    on: str
    least: int = TRUSTED_POSITIVES


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a label gets no operating point, as a sentence."""

    label: str
    reason: str

    def __str__(self) -> str:
        return f"{self.label} has no operating point: {self.reason}."


@dataclass(frozen=True, slots=True, eq=False)
class Cuts:
    """Every threshold that parts the scores otherwise, rising, with both rates."""

    thresholds: Floats
    sensitivity: Floats
    specificity: Floats


def parse_criterion(text: str) -> Criterion:
    """Return the criterion that ``text`` names: youden, who, sensitivity=0.9, specificity=0.9."""
    name, equals, number = text.partition("=")
    try:
        rule = Rule(name)
        asks = rule in (Rule.SENSITIVITY, Rule.SPECIFICITY)
        if bool(equals) != asks:
            raise ValueError("a rate where none belongs, or none where one does")
        least = float(number) if asks else 0.0
        if asks and not 0.0 < least < 1.0:
            raise ValueError("no rate between 0 and 1")
    except ValueError as error:
        raise UsageError(
            f"{text!r} is no criterion ({error}).",
            remedy="Write youden, who, sensitivity=0.9 or specificity=0.9.",
        ) from error
    return Criterion(rule, least)


def choose(
    label: str, truth: Truth, scores: Floats, criterion: Criterion, basis: Basis
) -> OperatingPoint | Refusal:
    """Return the label's operating point, or why there is none.

    Refused with fewer than the basis asks for on either side: the rate of few is chance.
    """
    positives = int(truth.sum())
    for count, kind in ((positives, "with"), (len(truth) - positives, "without")):
        if count < basis.least:
            reason = f"only {count} {kind} it {basis.on}, {basis.least} are needed"
            return Refusal(label, reason)
    cuts = cuts_of(truth, scores)
    number = CHOICES[criterion.rule](cuts, criterion)
    if number is None:
        return Refusal(label, f"no threshold reaches {criterion.words} {basis.on}")
    return OperatingPoint(
        float(cuts.thresholds[number]),
        float(cuts.sensitivity[number]),
        float(cuts.specificity[number]),
        f"{criterion.words} {basis.on}",
        positives,
    )


def choose_each(
    columns: Mapping[str, tuple[Truth, Floats]],
    criterion: Criterion,
    basis: Basis,
    *,
    exclusive: bool,
) -> dict[str, OperatingPoint | Refusal]:
    """Return what ``choose`` says of each label, whose truth and scores ``columns`` holds.

    Of labels that exclude one another, several at once are refused.
    """
    if exclusive and len(columns) > 1:
        return {label: Refusal(label, EXCLUSIVE) for label in columns}
    return {label: choose(label, *given, criterion, basis) for label, given in columns.items()}


def cuts_of(truth: Truth, scores: Floats) -> Cuts:
    """Return the cuts between neighbouring scores, one below all and one above all.

    The outermost lie at 0 and 1, where the sigmoid's range ends.
    """
    values, group = np.unique(scores, return_inverse=True)
    present = np.bincount(group, weights=truth, minlength=len(values))
    absent = np.bincount(group, weights=~truth, minlength=len(values))
    thresholds = np.concatenate([[0.0], (values[:-1] + values[1:]) / 2.0, [1.0]])
    below = np.concatenate([[0.0], np.cumsum(present)])
    return Cuts(
        thresholds=thresholds,
        sensitivity=1.0 - below / present.sum(),
        specificity=np.concatenate([[0.0], np.cumsum(absent)]) / absent.sum(),
    )


def _youden(cuts: Cuts, _: Criterion) -> int | None:
    return int(np.argmax(cuts.sensitivity + cuts.specificity))


def _sensitive(cuts: Cuts, criterion: Criterion) -> int | None:
    """The highest threshold that is sensitive enough."""
    return int(np.flatnonzero(cuts.sensitivity >= criterion.least - EXACT)[-1])


def _specific(cuts: Cuts, criterion: Criterion) -> int | None:
    """The lowest threshold that is specific enough."""
    return int(np.flatnonzero(cuts.specificity >= criterion.least - EXACT)[0])


def _who(cuts: Cuts, _: Criterion) -> int | None:
    """The most specific threshold that is sensitive enough, if it is specific enough."""
    number = _sensitive(cuts, Criterion(Rule.SENSITIVITY, WHO_SENSITIVITY))
    assert number is not None
    return number if cuts.specificity[number] >= WHO_SPECIFICITY - EXACT else None


CHOICES: dict[Rule, Callable[[Cuts, Criterion], int | None]] = {
    Rule.YOUDEN: _youden,
    Rule.SENSITIVITY: _sensitive,
    Rule.SPECIFICITY: _specific,
    Rule.WHO: _who,
}
