"""The figures of an epoch, held against those of the evaluation."""

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from training.evaluation.metrics import auroc
from training.fitting.callbacks import defined
from training.fitting.metrics import MacroAuroc, MeanDice, PixelRate, RightAnswers

PICTURES, LABELS, BATCH = 300, 3, 32


def said(
    metric: keras.metrics.Metric, truth: NDArray[np.float32], given: NDArray[np.float32]
) -> float:
    """Return what ``metric`` says after batches of which the last is smaller."""
    for begin in range(0, len(truth), BATCH):
        metric.update_state(truth[begin : begin + BATCH], given[begin : begin + BATCH])
    return float(metric.result())


def scores_and_truth(seed: int = 1) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Rare labels, of which a third is unknown; scores crowd near 0 as those of rare labels do."""
    rng = np.random.default_rng(seed)
    truth = (rng.random((PICTURES, LABELS)) < 0.1).astype(np.float32)
    logits = rng.normal(-5.0, 1.0, truth.shape) + truth
    truth[rng.random(truth.shape) < 0.33] = np.nan
    return (1.0 / (1.0 + np.exp(-logits))).astype(np.float32), truth


def test_that_the_auroc_of_an_epoch_is_that_of_the_evaluation() -> None:
    scores, truth = scores_and_truth()
    areas = []
    for label in range(LABELS):
        known = ~np.isnan(truth[:, label])
        areas.append(auroc(truth[known, label] > 0.5, scores[known, label].astype(np.float64)))
    assert said(MacroAuroc(LABELS), truth, scores) == pytest.approx(np.mean(areas), abs=1e-3)


def test_that_a_label_without_positives_is_left_out_of_the_auroc() -> None:
    scores, truth = scores_and_truth()
    alone = said(MacroAuroc(1), truth[:, :1], scores[:, :1])
    truth[:, 1] = 0.0
    truth[:, 2] = np.nan
    assert said(MacroAuroc(LABELS), truth, scores) == pytest.approx(alone)


def test_that_equal_scores_are_worth_a_half() -> None:
    truth = np.array([[0.0], [1.0], [1.0], [0.0]], np.float32)
    assert said(MacroAuroc(1), truth, np.full((4, 1), 0.25, np.float32)) == 0.5


def test_that_scores_of_0_and_1_are_counted() -> None:
    truth = np.array([[0.0], [1.0]], np.float32)
    assert said(MacroAuroc(1), truth, truth) == 1.0
    assert said(MacroAuroc(1), truth, 1.0 - truth) == 0.0


def test_that_a_metric_begins_every_epoch_anew() -> None:
    scores, truth = scores_and_truth()
    metric = MacroAuroc(LABELS)
    first = said(metric, truth, scores)
    metric.reset_state()
    assert said(metric, truth, scores) == first


def test_that_accuracy_counts_known_answers_alone() -> None:
    truth = np.array([[1.0, np.nan], [0.0, 1.0]], np.float32)
    scores = np.array([[0.9, 0.9], [0.9, 0.9]], np.float32)
    assert said(RightAnswers(exclusive=False), truth, scores) == pytest.approx(2 / 3)


def test_that_accuracy_of_exclusive_labels_is_of_the_greatest_score() -> None:
    truth = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 0], [np.nan] * 3], np.float32)
    scores = np.array([[0.4, 0.3, 0.3], [0.4, 0.35, 0.25], [0.9, 0.1, 0.0], [1.0, 0.0, 0.0]])
    assert said(RightAnswers(exclusive=True), truth, scores.astype(np.float32)) == 0.5


def test_that_masks_are_scored_picture_by_picture() -> None:
    truth, mask = np.zeros((3, 4, 4, 1), np.float32), np.zeros((3, 4, 4, 1), np.float32)
    truth[0, :2], mask[0, :1] = 1.0, 0.8
    truth[1, :1], mask[1, :2] = 1.0, 0.8
    assert said(MeanDice(), truth, mask) == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert said(PixelRate("precision"), truth, mask) == pytest.approx(0.75)
    assert said(PixelRate("recall"), truth, mask) == pytest.approx(0.75)


def test_that_what_an_epoch_does_not_define_is_left_out_of_its_record() -> None:
    nothing = np.full((2, 1), np.nan, np.float32)
    auroc_of_none = said(MacroAuroc(1), nothing, np.zeros((2, 1), np.float32))
    accuracy_of_none = said(RightAnswers(exclusive=False), nothing, np.zeros((2, 1), np.float32))
    record = {"loss": 0.5, "auroc": auroc_of_none, "accuracy": accuracy_of_none}
    assert defined(record) == {"loss": 0.5}
