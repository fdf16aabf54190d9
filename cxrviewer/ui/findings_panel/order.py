"""In which order the findings stand."""

from collections.abc import Callable
from enum import StrEnum

from cxrviewer.domain.analysis import Finding


class Order(StrEnum):
    """SCORE is the order of the analysis; BUNDLE groups by model, the highest score first."""

    SCORE = "score"
    OVER_POINT = "over point"
    NAME = "name"
    BUNDLE = "bundle"


def ordered(findings: tuple[Finding, ...], order: Order) -> tuple[Finding, ...]:
    """Return ``findings`` in ``order``; where it says nothing, the order given stays."""
    return tuple(sorted(findings, key=_KEYS[order]))


def _over_point(finding: Finding) -> tuple[bool, float]:
    """Findings without an operating point come last: nothing says where they stand."""
    point = finding.operating_point
    over = 0.0 if point is None else finding.score - point.threshold
    return point is None, -over


_KEYS: dict[Order, Callable[[Finding], tuple[object, ...]]] = {
    Order.SCORE: lambda finding: (-finding.score,),
    Order.OVER_POINT: _over_point,
    Order.NAME: lambda finding: (finding.pathology.casefold(),),
    Order.BUNDLE: lambda finding: (finding.bundle.name, -finding.score),
}
