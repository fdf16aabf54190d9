import pytest

from cxrviewer.domain.analysis import (
    BundleIdentity,
    BundleStatus,
    Finding,
    OperatingPoint,
    leading,
)

BUNDLE = BundleIdentity("made", "1.0.0", "0" * 64, BundleStatus.RESEARCH)


def finding(name: str, score: float, threshold: float | None) -> Finding:
    point = None if threshold is None else OperatingPoint(threshold, 0.9, 0.8, "Youden", 60)
    return Finding(name, score, None, point, BUNDLE)


@pytest.mark.parametrize(
    ("score", "threshold", "excess"),
    [(0.0, 0.4, -1.0), (0.4, 0.4, 0.0), (1.0, 0.4, 1.0), (0.2, 0.4, -0.5), (0.7, 0.4, 0.5)],
)
def test_that_excess_measures_from_the_operating_point(
    score: float, threshold: float, excess: float
) -> None:
    assert finding("Mass", score, threshold).excess == pytest.approx(excess)


@pytest.mark.parametrize("threshold", [0.0, 1.0])
def test_that_a_point_at_the_end_of_the_scale_leaves_no_room(threshold: float) -> None:
    assert finding("Mass", threshold, threshold).excess == 0.0


def test_that_the_leading_finding_is_the_furthest_above_its_point() -> None:
    normal, near = finding("Normal", 0.9, None), finding("Mass", 0.5, 0.6)
    assert leading([normal, near]) is near
    above = finding("Edema", 0.3, 0.1)
    assert leading([normal, near, above]) is above
    assert leading([normal, finding("Hernia", 0.1, None)]) is normal
    assert leading([]) is None
