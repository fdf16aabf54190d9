"""The table per class and the confusion matrix, against scikit-learn."""

import numpy as np
import pytest
from sklearn import metrics as reference

from training.evaluation.draws import patient_weights
from training.evaluation.exclusive import class_table, confusion

LABELS = ("TB", "NTB", "NORM")


def drawn() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(5)
    truth = rng.integers(3, size=90)
    answers = np.where(rng.random(90) < 0.7, truth, rng.integers(3, size=90))
    return truth, answers, patient_weights([f"p{n}" for n in range(90)], draws=8, seed=1)


def test_that_the_confusion_is_the_reference_s() -> None:
    truth, answers, _ = drawn()
    assert np.array_equal(confusion(truth, answers, 3), reference.confusion_matrix(truth, answers))


def test_that_a_class_that_never_occurs_keeps_its_row() -> None:
    assert confusion(np.asarray([0, 0]), np.asarray([0, 2]), 3).tolist() == [
        [1, 0, 1],
        [0, 0, 0],
        [0, 0, 0],
    ]


def test_that_the_table_s_rows_are_the_reference_s() -> None:
    truth, answers, weights = drawn()
    table = class_table(truth, answers, LABELS, weights)
    for number in range(len(weights)):
        precision, recall, f1, _ = reference.precision_recall_fscore_support(
            truth, answers, labels=[0, 1, 2], sample_weight=weights[number]
        )
        for label, values in zip(LABELS, zip(precision, recall, f1, strict=True), strict=True):
            mine = [
                table[f"class_{c}", label].values[number] for c in ("precision", "recall", "f1")
            ]
            assert mine == pytest.approx(values)
        one = reference.accuracy_score(truth == 0, answers == 0, sample_weight=weights[number])
        assert table["class_accuracy", "TB"].values[number] == pytest.approx(one)
        whole = reference.accuracy_score(truth, answers, sample_weight=weights[number])
        assert table["class_accuracy", "all"].values[number] == pytest.approx(whole)
        assert table["class_f1", "all"].values[number] == pytest.approx(np.mean(f1))
        balanced = reference.balanced_accuracy_score(truth, answers, sample_weight=weights[number])
        assert table["class_balanced_accuracy", "all"].values[number] == pytest.approx(balanced)
