"""Areas and rates against what can be counted by hand."""

import numpy as np
import pytest

from cxrviewer.domain.roc import Cases, Roc, draws_of, predictive, rates_at, youden_threshold
from cxrviewer.domain.roc import roc_of as roc_with


def roc_of(found: Cases) -> Roc:
    return roc_with(found, draws_of(found))


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
    rates = rates_at(one, draws_of(one), 0.4, 0.5)
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
