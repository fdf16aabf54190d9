"""Figures of a network that names one class out of several: the table per class, the confusion.

``truth`` and ``answers`` are class numbers, (n,); ``weights`` (draws, n).
"""

import numpy as np
from numpy.typing import NDArray

from training.evaluation.draws import Draws, Weights, divide, mean_of, measure
from training.evaluation.scores import RATES, counts_at

Numbers = NDArray[np.intp]

OVERALL = "all"
COLUMNS = {
    "class_accuracy": "accuracy",
    "class_recall": "sensitivity",
    "class_precision": "precision",
    "class_f1": "f1",
}
BALANCED = "class_balanced_accuracy"


def confusion(truth: Numbers, answers: Numbers, count: int) -> NDArray[np.int64]:
    """Return how many of class i (row) were called class j (column), (count, count)."""
    table = np.zeros((count, count), np.int64)
    np.add.at(table, (truth, answers), 1)
    return table


def class_table(
    truth: Numbers, answers: Numbers, labels: tuple[str, ...], weights: Weights
) -> dict[tuple[str, str], Draws]:
    """Return (column, row) -> figure; the rows are all classes and each against the rest.

    Over all, accuracy is the share that is right and the other columns are means over classes.
    """
    found: dict[tuple[str, str], Draws] = {}
    for number, label in enumerate(labels):
        counts = counts_at(truth == number, answers == number, weights)
        found |= {(name, label): Draws(RATES[r](counts)) for name, r in COLUMNS.items()}
    for name in COLUMNS:
        found[name, OVERALL] = mean_of([found[name, label] for label in labels])
    found["class_accuracy", OVERALL] = measure(lambda w: _share(truth == answers, w), weights)
    found[BALANCED, OVERALL] = found["class_recall", OVERALL]
    return found


def _share(right: NDArray[np.bool_], weights: Weights) -> NDArray[np.float64]:
    return divide(weights @ right.astype(np.float64), weights.sum(axis=1))
