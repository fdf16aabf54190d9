"""Figures against hand counts, scikit-learn and known distributions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from training.evaluation.metrics import auroc, dice, estimate, rates_at


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5)), min_size=2, max_size=60))
def test_that_auroc_agrees_with_scikit_learn_ties_included(rows: list[tuple[bool, int]]) -> None:
    truth = np.asarray([t for t, _ in rows])
    scores = np.asarray([float(s) for _, s in rows])
    if truth.all() or not truth.any():
        assert np.isnan(auroc(truth, scores))
    else:
        assert auroc(truth, scores) == pytest.approx(roc_auc_score(truth, scores))


def test_that_a_score_at_the_threshold_counts_as_above() -> None:
    cut = rates_at(np.asarray([True, False]), np.asarray([0.5, 0.5]), 0.5)
    assert (cut.sensitivity, cut.specificity) == (1.0, 0.0)


def test_that_dice_counts_the_overlap_twice() -> None:
    first = np.asarray([[True, True], [False, False]])
    second = np.asarray([[True, False], [True, True]])
    assert dice(first, second) == pytest.approx(2 / 5)
    assert dice(first & ~first, second & ~second) == 1.0


def test_that_the_interval_of_a_mean_is_about_two_standard_errors() -> None:
    values = np.random.default_rng(0).normal(0.0, 1.0, 400)
    found = estimate(lambda rows: float(values[rows].mean()), [str(n) for n in range(400)], seed=1)
    assert found.value == pytest.approx(values.mean())
    assert found.high - found.low == pytest.approx(4 * 1.96 / np.sqrt(400) / 2, rel=0.15)


def test_that_pictures_of_one_patient_do_not_narrow_the_interval() -> None:
    values = np.random.default_rng(0).normal(0.0, 1.0, 40)
    once = estimate(lambda r: float(values[r].mean()), [str(n) for n in range(40)], seed=1)
    copied = np.repeat(values, 10)
    patients = [str(n // 10) for n in range(400)]
    ten_times = estimate(lambda r: float(copied[r].mean()), patients, seed=1)
    assert ten_times.high - ten_times.low == pytest.approx(once.high - once.low, rel=0.1)


def test_that_draws_without_a_class_are_left_out() -> None:
    truth = np.asarray([True] + [False] * 9)
    scores = np.arange(10.0)[::-1]
    found = estimate(lambda r: auroc(truth[r], scores[r]), [str(n) for n in range(10)], seed=2)
    assert (found.value, found.low, found.high) == (1.0, 1.0, 1.0)
