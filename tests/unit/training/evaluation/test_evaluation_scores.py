"""Every figure of scores equals scikit-learn's, plain and in every draw."""

import numpy as np
import pytest
from sklearn import metrics as reference

from training.evaluation import scores as own
from training.evaluation.draws import Draws, mean_of, measure, patient_weights
from training.evaluation.metrics import auroc, estimate

SEEDS = range(6)


def drawn(seed: int, count: int = 157) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores with many ties, and weights as a bootstrap gives them."""
    rng = np.random.default_rng(seed)
    truth = rng.random(count) < 0.35
    scores = np.round(np.clip(rng.normal(0.4 + 0.2 * truth, 0.2), 0, 1), 1 if seed % 2 else 4)
    weights = patient_weights([f"p{n // 2}" for n in range(count)], draws=20, seed=seed)
    return truth, scores, weights


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (own.auroc, reference.roc_auc_score),
        (own.average_precision, reference.average_precision_score),
        (own.brier, reference.brier_score_loss),
    ],
)
def test_that_a_figure_of_scores_is_the_reference_s(figure, expected, seed: int) -> None:  # type: ignore[no-untyped-def]
    truth, scores, weights = drawn(seed)
    found = figure(truth, scores, weights)
    for value, row in zip(found, weights, strict=True):
        assert value == pytest.approx(expected(truth, scores, sample_weight=row), abs=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sensitivity", reference.recall_score),
        ("precision", reference.precision_score),
        ("accuracy", reference.accuracy_score),
        ("balanced_accuracy", reference.balanced_accuracy_score),
        ("f1", reference.f1_score),
        ("specificity", lambda t, a, sample_weight: reference.recall_score(
            ~t, ~a, sample_weight=sample_weight)),
    ],
)  # fmt: skip
def test_that_a_rate_is_the_reference_s(name: str, expected, seed: int) -> None:  # type: ignore[no-untyped-def]
    truth, scores, weights = drawn(seed)
    above = scores >= 0.5
    found = own.RATES[name](own.counts_at(truth, above, weights))
    for value, row in zip(found, weights, strict=True):
        assert value == pytest.approx(expected(truth, above, sample_weight=row), abs=1e-12)


def test_that_one_class_alone_has_no_area() -> None:
    scores, weights = np.asarray([0.1, 0.9]), np.ones((1, 2))
    assert np.isnan(own.auroc(np.zeros(2, np.bool_), scores, weights)[0])
    assert np.isnan(own.average_precision(np.zeros(2, np.bool_), scores, weights)[0])


def test_that_no_radiograph_has_no_figure() -> None:
    nothing = np.zeros(0)
    weights = np.ones((3, 0))
    for figure in (own.auroc, own.average_precision, own.calibration_error):
        assert np.isnan(figure(nothing.astype(np.bool_), nothing, weights)).all()


def test_that_the_calibration_error_is_the_one_worked_out_by_hand() -> None:
    """Two bins of 20: 0.2 said and 5 of 20 there; 0.8 said and 11 of 20 there."""
    chances = np.repeat([0.2, 0.8], 20)
    truth = np.concatenate([np.arange(20) < 5, np.arange(20) < 11])
    found = own.calibration_error(truth, chances, np.ones((1, 40)))
    assert found[0] == pytest.approx(0.5 * abs(0.2 - 0.25) + 0.5 * abs(0.8 - 0.55))


def test_that_draws_move_the_weight_between_bins() -> None:
    chances = np.repeat([0.2, 0.8], 20)
    truth = np.concatenate([np.arange(20) < 5, np.arange(20) < 11])
    weights = np.concatenate([np.full(20, 3.0), np.full(20, 1.0)])[np.newaxis]
    found = own.calibration_error(truth, chances, weights)
    assert found[0] == pytest.approx(0.75 * 0.05 + 0.25 * 0.25)


def test_that_equal_chances_share_a_bin_and_no_bin_is_empty() -> None:
    chances = np.concatenate([np.full(100, 0.1), np.linspace(0.2, 0.9, 60)])
    members = own.bin_members(chances)
    assert (members.sum(axis=1) == 1).all()
    assert members.any(axis=0).all()
    assert len({int(np.argmax(row)) for row in members[:100]}) == 1


@pytest.mark.parametrize("count", [1, 19, 40, 400])
def test_that_bins_hold_about_the_same_number(count: int) -> None:
    sizes = own.bin_members(np.random.default_rng(0).random(count)).sum(axis=0)
    assert sizes.sum() == count
    assert np.ptp(sizes) <= 1
    assert len(sizes) == max(1, min(15, count // 20))


def test_that_the_interval_is_the_one_of_drawing_patient_by_patient() -> None:
    truth, scores, _ = drawn(3, 60)
    patients = [f"p{n // 3}" for n in range(60)]
    slow = estimate(lambda rows: auroc(truth[rows], scores[rows]), patients, seed=11)
    weights = patient_weights(patients)
    quick = measure(lambda w: own.auroc(truth, scores, w), weights).estimate
    assert (quick.value, quick.low, quick.high) == pytest.approx((slow.value, slow.low, slow.high))


def test_that_a_patient_s_radiographs_are_drawn_together() -> None:
    weights = patient_weights(["a", "a", "b", "c"], draws=50)
    assert (weights[:, 0] == weights[:, 1]).all()
    assert (weights[1:, 1:].sum(axis=1) == 3).all()
    assert (weights[0] == 1).all()


def test_that_blocks_of_draws_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    truth, scores, weights = drawn(1)
    whole = measure(lambda w: own.auroc(truth, scores, w), weights)
    monkeypatch.setattr("training.evaluation.draws.ROWS_AT_ONCE", 400)
    parts = measure(lambda w: own.auroc(truth, scores, w), weights)
    assert np.array_equal(whole.values, parts.values)


def test_that_a_mean_leaves_out_what_is_not_defined() -> None:
    nan = float("nan")
    found = mean_of([Draws(np.asarray([1.0, nan, nan])), Draws(np.asarray([3.0, 5.0, nan]))])
    assert found.values == pytest.approx([2.0, 5.0, nan], nan_ok=True)
    assert np.isnan(Draws(np.asarray([0.5, nan])).estimate.low)


def test_that_the_interval_of_the_calibration_error_holds_the_error() -> None:
    """Chances that are right: each draw's error is mostly the draw's own noise."""
    rng = np.random.default_rng(1)
    chances = rng.random(300)
    truth = rng.random(300) < chances
    weights = patient_weights([f"p{n}" for n in range(300)])
    draws = Draws(own.calibration_error(truth, chances, weights))
    assert draws.estimate.low > draws.estimate.value
    found = draws.centred.estimate
    assert 0.0 <= found.low <= found.value <= found.high
