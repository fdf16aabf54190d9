"""Areas and rates against what can be counted by hand."""

import numpy as np
import pytest

from cxrviewer.domain.roc import (
    MOST_STEPS,
    STEPS,
    Cases,
    Roc,
    curves_of,
    predictive,
    rates_at,
    youden_threshold,
)
from cxrviewer.domain.roc import roc_of as roc_with


def roc_of(found: Cases) -> Roc:
    return roc_with(found, curves_of(found))


def cases(truth: list[int], scores: list[float], patients: list[int] | None = None) -> Cases:
    numbers = np.array(patients if patients is not None else range(len(truth)), np.int64)
    return Cases(np.array(truth, bool), np.array(scores, float), numbers)


def many(patients: int, images: int = 1) -> Cases:
    generator = np.random.default_rng(1)
    truth = np.repeat(generator.random(patients) < 0.4, images)
    scores = np.repeat(generator.random(patients), images) * 0.7 + 0.3 * truth
    return Cases(truth, scores, np.repeat(np.arange(patients), images))


def test_that_the_area_counts_the_pairs_that_are_in_order() -> None:
    one = cases([0, 1, 0, 1, 1], [0.1, 0.4, 0.4, 0.8, 0.05])
    assert roc_of(one).area.value == pytest.approx((0 + 1.5 + 2) / 6)
    assert roc_of(cases([0, 0, 1, 1], [0.1, 0.2, 0.7, 0.9])).area.value == 1.0


def test_that_a_threshold_counts_scores_at_it_as_above() -> None:
    one = cases([0, 1, 0, 1], [0.1, 0.4, 0.4, 0.8])
    rates = rates_at(one, curves_of(one), 0.4, 0.5)
    assert rates.sensitivity.value == 1.0
    assert rates.specificity.value == 0.5


def test_that_predictive_values_follow_the_prevalence() -> None:
    assert predictive(0.9, 0.9, 0.5) == pytest.approx((0.9, 0.9))
    assert predictive(0.9, 0.9, 0.01) == pytest.approx((0.0833, 0.99888), abs=1e-4)
    positive, negative = predictive(0.0, 1.0, 0.1)
    assert positive is None
    assert negative == pytest.approx(0.9)


def test_that_intervals_are_by_patient_and_not_by_image() -> None:
    alone, repeated = roc_of(many(80)).area, roc_of(many(80, images=10)).area
    assert repeated.value == pytest.approx(alone.value)
    assert repeated.high - repeated.low == pytest.approx(alone.high - alone.low, rel=0.05)
    assert alone.low < alone.value < alone.high


def test_that_youdens_threshold_parts_what_can_be_parted() -> None:
    assert youden_threshold(roc_of(cases([0, 0, 1, 1], [0.1, 0.2, 0.7, 0.9]))) == pytest.approx(
        0.45
    )


def test_that_one_kind_alone_gives_no_curve() -> None:
    with pytest.raises(ValueError, match="with and without"):
        cases([1, 1], [0.1, 0.2])


def test_that_more_scores_than_steps_give_the_same_figures() -> None:
    few, many_scores = many(MOST_STEPS), many(MOST_STEPS + 500)
    assert len(roc_of(few).thresholds) == MOST_STEPS + 1
    curves = curves_of(many_scores)
    assert len(curves.thresholds) == STEPS + 2
    roc, exact = roc_with(many_scores, curves), roc_of(few)
    assert roc.area.value == pytest.approx(exact.area.value, abs=0.02)
    assert roc.area.low < roc.area.value < roc.area.high
    assert roc.area.high - roc.area.low == pytest.approx(exact.area.high - exact.area.low, rel=0.15)
    pairs = (many_scores.scores[many_scores.truth], many_scores.scores[~many_scores.truth])
    wins = (pairs[0][:, np.newaxis] > pairs[1]).mean()
    assert roc.area.value == pytest.approx(wins)


@pytest.mark.parametrize("number", [0, 1, 250, 999, 1000])
def test_that_rates_at_a_step_are_counted_there(number: int) -> None:
    found = many(MOST_STEPS + 500)
    threshold = number / STEPS
    rates = rates_at(found, curves_of(found), threshold, 0.5)
    assert rates.sensitivity.value == (found.scores[found.truth] >= threshold).mean()
    for rate in (rates.sensitivity, rates.specificity):
        assert rate.low <= rate.value <= rate.high


def test_that_one_of_each_kind_is_always_drawn_together_or_not_at_all() -> None:
    rates = rates_at(lone := cases([0, 1], [0.2, 0.7]), curves_of(lone), 0.5, 0.5)
    assert (rates.sensitivity.low, rates.sensitivity.high) == (1.0, 1.0)
    same = cases([0, 1], [0.2, 0.7], [5, 5])
    assert roc_of(same).area.value == 1.0
