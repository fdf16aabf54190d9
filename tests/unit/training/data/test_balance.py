"""Frequencies, weights that even out positives and negatives, and what undoes them."""

from pathlib import Path

import keras
import numpy as np
import pytest

from training.__main__ import main
from training.data.balance import class_weights, prior_shares, weighting_shift
from training.data.contributions import contributions
from training.fitting.losses import dice_loss, exclusive_cross_entropy, masked_cross_entropy

UNKNOWN = np.nan
TARGETS = np.asarray([[1, 0], [0, 0], [0, UNKNOWN], [0, 1], [0, UNKNOWN]], np.float32)
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


def test_that_positives_weigh_as_often_as_negatives_occur() -> None:
    weights = class_weights(TARGETS)
    assert weights.positive == pytest.approx([0.8, 2 / 3])
    assert weights.negative == pytest.approx([0.2, 1 / 3])


def test_that_weighting_evens_out_what_positives_and_negatives_add() -> None:
    found = contributions(TARGETS, ("first", "second"))
    assert found.frequency == pytest.approx([0.2, 1 / 3])
    assert found.positive[0] < found.negative[0]
    assert found.weighted_positive == pytest.approx(found.weighted_negative)


def test_that_a_label_that_nobody_knows_adds_nothing() -> None:
    found = contributions(np.full((3, 1), UNKNOWN, np.float32), ("none",))
    assert np.isnan(found.frequency[0])
    assert found.weighted_positive[0] == found.weighted_negative[0] == 0.0
    assert weighting_shift(np.full((3, 1), UNKNOWN, np.float32))[0] == 0.0


def test_that_the_weighted_loss_counts_each_answer_by_its_weight() -> None:
    scores = np.full((5, 2), 0.5, np.float32)
    loss = np.asarray(masked_cross_entropy(0.0, class_weights(TARGETS))(TARGETS, scores))
    expected = np.log(2.0) * np.asarray([(0.8 + 1 / 3) / 2, (0.2 + 1 / 3) / 2, 0.2])
    assert loss[:3] == pytest.approx(expected, rel=1e-5)


def test_that_undoing_the_weighting_restores_the_chances() -> None:
    rng = np.random.default_rng(5)
    sign = rng.normal(size=20_000).astype(np.float32)
    chance = 1.0 / (1.0 + np.exp(-(1.5 * sign - 3.0)))
    truth = (rng.random(len(sign)) < chance).astype(np.float32)[:, np.newaxis]
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, activation="sigmoid")])
    loss = masked_cross_entropy(0.0, class_weights(truth))
    model.compile(keras.optimizers.Adam(0.1), loss=loss)
    model.fit(sign[:, np.newaxis], truth, epochs=60, batch_size=len(sign), verbose=0)
    scores = np.asarray(model(sign[:, np.newaxis]))[:, 0]
    logits = np.log(scores / (1.0 - scores)) + weighting_shift(truth)[0]
    corrected = 1.0 / (1.0 + np.exp(-logits))
    assert scores.mean() > 2.0 * truth.mean()
    assert corrected.mean() == pytest.approx(truth.mean(), abs=0.015)
    for low, high in ((0.0, 0.1), (0.1, 0.4), (0.4, 1.0)):
        group = (corrected >= low) & (corrected < high)
        assert corrected[group].mean() == pytest.approx(truth[group, 0].mean(), abs=0.03)


def test_that_exclusive_labels_start_at_their_shares() -> None:
    shares = np.exp(prior_shares(np.eye(3, dtype=np.float32)[[0, 0, 1, 2, 0, 0]]))
    assert shares.sum() == pytest.approx(1.0)
    assert shares == pytest.approx([5 / 9, 2 / 9, 2 / 9])


def test_that_a_picture_of_unknown_class_moves_nothing() -> None:
    truth = np.asarray([[0, 1, 0], [UNKNOWN] * 3, [0, 0, 0]], np.float32)
    scores = np.asarray([[0.2, 0.5, 0.3]] * 3, np.float32)
    loss = np.asarray(exclusive_cross_entropy(0.0)(truth, scores))
    assert loss == pytest.approx([np.log(2.0), 0.0, 0.0], abs=1e-6)
    smoothed = np.asarray(exclusive_cross_entropy(0.3)(truth, scores))
    assert smoothed[0] == pytest.approx(-0.8 * np.log(0.5) - 0.1 * np.log(0.06), rel=1e-5)


def test_that_dice_alone_is_zero_for_the_right_mask() -> None:
    truth = np.zeros((2, 8, 8), np.float32)
    truth[:, 2:6] = 1.0
    masks = np.stack([truth[0], 1 - truth[0]])[..., np.newaxis]
    assert np.asarray(dice_loss(truth, masks)) == pytest.approx([0.0, 64 / 65], abs=1e-5)


def test_that_balance_prints_and_draws_a_recipes_labels(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plot = tmp_path / "balance.png"
    assert main(["balance", "nih14", "--data", str(shared_data), "--plot", str(plot)]) == 0
    printed = capsys.readouterr().out
    assert "Pneumothorax" in printed
    assert plot.read_bytes().startswith(b"\x89PNG")


def test_that_a_segmenter_has_no_labels_to_balance(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["balance", "lungs"]) == 1
    assert "no labels" in capsys.readouterr().err
