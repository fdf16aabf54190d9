"""Operating points by criterion."""

import numpy as np
import pytest
from sklearn.metrics import roc_curve

from cxrviewer.domain.analysis import OperatingPoint
from cxrviewer.domain.errors import UsageError
from training.bundling.thresholds import (
    Basis,
    Refusal,
    choose,
    choose_each,
    cuts_of,
    parse_criterion,
)
from training.evaluation.metrics import rates_at

BASIS = Basis("on validation patients")


def drawn(positives: int, negatives: int, apart: float = 2.0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(8)
    logits = np.concatenate([rng.normal(apart, 1, positives), rng.normal(0, 1, negatives)])
    return np.arange(positives + negatives) < positives, 1 / (1 + np.exp(-logits))


def chosen(text: str, *given: np.ndarray) -> OperatingPoint:
    found = choose("Mass", given[0], given[1], parse_criterion(text), BASIS)
    assert isinstance(found, OperatingPoint)
    return found


@pytest.mark.parametrize("text", ["youden", "sensitivity=0.9", "specificity=0.95", "who"])
def test_that_a_point_has_the_rates_and_the_criterion_it_states(text: str) -> None:
    truth, scores = drawn(80, 160)
    point = chosen(text, truth, scores)
    rates = rates_at(truth, scores, point.threshold)
    assert (point.sensitivity, point.specificity) == pytest.approx(
        (rates.sensitivity, rates.specificity)
    )
    assert point.positives == 80
    assert point.criterion.endswith("on validation patients")


def test_that_youden_is_the_greatest_sum_of_the_rates() -> None:
    truth, scores = drawn(80, 160)
    point = chosen("youden", truth, scores)
    sums = [rates_at(truth, scores, s) for s in scores]
    assert point.sensitivity + point.specificity == pytest.approx(
        max(cut.sensitivity + cut.specificity for cut in sums)
    )


def test_that_labels_that_exclude_one_another_have_no_thresholds_of_their_own() -> None:
    given = {"Mass": drawn(80, 160), "Edema": drawn(90, 150)}
    found = choose_each(given, parse_criterion("youden"), BASIS, exclusive=True)
    assert [type(one) for one in found.values()] == [Refusal, Refusal]
    assert "exclude one another" in str(found["Mass"])
    given.pop("Mass")
    alone = choose_each(given, parse_criterion("youden"), BASIS, exclusive=True)
    assert isinstance(alone["Edema"], OperatingPoint)


def test_that_cuts_are_the_reference_s() -> None:
    truth, scores = drawn(30, 50)
    cuts = cuts_of(truth, np.round(scores, 3))
    alarms, found, _ = roc_curve(truth, np.round(scores, 3), drop_intermediate=False)
    assert cuts.sensitivity[::-1] == pytest.approx(found)
    assert 1 - cuts.specificity[::-1] == pytest.approx(alarms)


def test_that_sensitivity_asks_for_no_more_than_it_must() -> None:
    truth, scores = drawn(100, 100)
    point = chosen("sensitivity=0.9", truth, scores)
    assert point.sensitivity == pytest.approx(0.9)
    higher = np.sort(scores[scores > point.threshold])
    assert all(rates_at(truth, scores, t).sensitivity < 0.9 for t in higher[1:] if t > 0)


def test_that_specificity_asks_for_no_more_than_it_must() -> None:
    point = chosen("specificity=0.95", *drawn(100, 100))
    assert point.specificity == pytest.approx(0.95)


def test_that_who_is_refused_where_both_rates_cannot_be_had() -> None:
    truth, scores = drawn(100, 100, apart=0.3)
    found = choose("Tuberculosis", truth, scores, parse_criterion("who"), BASIS)
    assert isinstance(found, Refusal)
    assert "no threshold reaches WHO" in str(found)
    point = chosen("who", *drawn(100, 100))
    assert point.sensitivity >= 0.9
    assert point.specificity >= 0.7


@pytest.mark.parametrize(("positives", "negatives"), [(49, 200), (200, 49)])
def test_that_fewer_than_fifty_of_either_class_choose_nothing(
    positives: int, negatives: int
) -> None:
    found = choose("Mass", *drawn(positives, negatives), parse_criterion("youden"), BASIS)
    assert isinstance(found, Refusal)
    assert "only 49" in found.reason
    assert "50 are needed" in found.reason


@pytest.mark.parametrize(
    "text", ["", "best", "youden=0.5", "sensitivity", "sensitivity=x", "specificity=1.5"]
)
def test_that_what_is_no_criterion_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no criterion"):
        parse_criterion(text)
