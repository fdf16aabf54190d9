"""How far a score moves without a cause, and whether a change is more than that."""

from dataclasses import dataclass
from math import sqrt

from cxrviewer.domain.analysis import BundleIdentity
from cxrviewer.domain.radiograph import RadiographKey

# Of two measurements of one thing 95 % differ by less than this many standard deviations
# of one measurement times the square root of two (Bland and Altman, 1986).
COVERAGE = 1.96


@dataclass(frozen=True, slots=True)
class ScoreSpread:
    """The standard deviation of one pathology's score over repeated exposures."""

    pathology: str
    bundle: BundleIdentity
    deviation: float


@dataclass(frozen=True, slots=True)
class Repeatability:
    """The spreads of all scores of one radiograph, over ``exposures`` of it."""

    key: RadiographKey
    spreads: tuple[ScoreSpread, ...]
    exposures: int
    seconds: float

    def deviation(self, pathology: str, bundle: BundleIdentity) -> float | None:
        """Return the deviation of one score; None where it was not measured."""
        for spread in self.spreads:
            if (spread.pathology, spread.bundle) == (pathology, bundle):
                return spread.deviation
        return None


def least_change(one: float, other: float) -> float:
    """Return the change between two scores that noise alone exceeds in one of twenty pairs.

    ``one`` and ``other`` are the standard deviations of the two scores.
    """
    return COVERAGE * sqrt(one * one + other * other)
