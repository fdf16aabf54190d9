"""Calibration and colour bars."""

import numpy as np
import pytest

from cxrviewer.inference.models import platt_probability
from training.bundling.calibration import attention_scales, platt


def drawn(positives: int, negatives: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(4)
    logits = np.concatenate([rng.normal(1.0, 1.0, positives), rng.normal(-1.0, 1.0, negatives)])
    return np.arange(positives + negatives) < positives, 1 / (1 + np.exp(-logits))


def test_that_platt_undoes_a_known_distortion() -> None:
    rng = np.random.default_rng(9)
    true_logit = rng.normal(0.0, 2.0, 20_000)
    truth = rng.random(20_000) < 1 / (1 + np.exp(-true_logit))
    found = platt(truth, 1 / (1 + np.exp(-(2.0 * true_logit + 1.0))))
    assert found is not None
    assert found.slope == pytest.approx(0.5, abs=0.02)
    assert found.intercept == pytest.approx(-0.5, abs=0.04)


def test_that_calibrated_probabilities_average_to_the_prevalence() -> None:
    truth, scores = drawn(60, 180)
    found = platt(truth, scores)
    assert found is not None
    mean = np.mean([platt_probability(float(score), found) for score in scores])
    assert mean == pytest.approx(truth.mean(), abs=0.01)


def test_that_a_score_that_separates_the_classes_keeps_a_finite_slope() -> None:
    truth = np.arange(200) < 100
    found = platt(truth, np.where(truth, 0.9, 0.1))
    assert found is not None
    assert 0 < found.slope < 10


def test_that_too_few_of_either_class_calibrate_nothing() -> None:
    assert platt(*drawn(49, 200)) is None
    assert platt(*drawn(200, 49)) is None


def test_that_one_outlier_does_not_stretch_the_colour_bar() -> None:
    peaks = np.ones((100, 2))
    peaks[0, 0] = 50.0
    assert attention_scales(peaks) == (1.0, 1.0)


def test_that_empty_maps_still_get_a_colour_bar() -> None:
    assert attention_scales(np.zeros((10, 1)))[0] > 0


def test_that_a_label_without_maps_still_gets_a_colour_bar() -> None:
    peaks = np.column_stack([np.ones(10), np.full(10, np.nan)])
    first, second = attention_scales(peaks)
    assert first == 1.0
    assert second > 0
