"""In which order the findings stand."""

from collections.abc import Callable
from enum import StrEnum

from cxrviewer.domain.analysis import Finding, standing


class Order(StrEnum):
    """SCORE is the order of the analysis; BUNDLE groups by model, the highest score first."""

    SCORE = "score"
    OVER_POINT = "over point"
    NAME = "name"
    BUNDLE = "bundle"


def ordered(findings: tuple[Finding, ...], order: Order) -> tuple[Finding, ...]:
    """Return ``findings`` in ``order``; where it says nothing, the order given stays."""
    return tuple(sorted(findings, key=_KEYS[order]))


_KEYS: dict[Order, Callable[[Finding], tuple[object, ...]]] = {
    Order.SCORE: lambda finding: (-finding.score,),
    Order.OVER_POINT: standing,
    Order.NAME: lambda finding: (finding.pathology.casefold(),),
    Order.BUNDLE: lambda finding: (finding.bundle.name, -finding.score),
}
