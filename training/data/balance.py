"""How often each label occurs, and what that makes trivial."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class LabelCount:
    """Radiographs with a label, without it, and for which the source does not say."""

    label: str
    positives: int
    negatives: int
    unknown: int

    @property
    def majority_accuracy(self) -> float:
        """Return the accuracy of always giving the more frequent answer."""
        known = self.positives + self.negatives
        return max(self.positives, self.negatives) / known if known else float("nan")


def count_labels(targets: NDArray[np.float32], labels: tuple[str, ...]) -> tuple[LabelCount, ...]:
    """Return one count per column of ``targets``, (n, labels), whose NaN means unknown."""
    return tuple(
        LabelCount(
            label,
            positives=int((column == 1).sum()),
            negatives=int((column == 0).sum()),
            unknown=int(np.isnan(column).sum()),
        )
        for label, column in zip(labels, targets.T, strict=True)
    )


def prior_logits(targets: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the log-odds of each column; as a head's first bias it spares the first epochs.

    One imagined case on either side keeps a label without positives finite. Targets between 0 and
    1, as a teacher gives them, count as that share of a case.
    """
    positives = np.nansum(targets, axis=0, dtype=np.float64) + 1.0
    negatives = np.nansum(1.0 - targets, axis=0, dtype=np.float64) + 1.0
    return np.asarray(np.log(positives / negatives), np.float32)


def prior_shares(targets: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the logarithm of each column's share, the first bias where labels are exclusive."""
    counts = np.nansum(targets == 1, axis=0) + 1.0
    return np.asarray(np.log(counts / counts.sum()), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class ClassWeights:
    """What a label's positives and negatives weigh in a loss, float32, (labels,)."""

    positive: NDArray[np.float32]
    negative: NDArray[np.float32]


def class_weights(targets: NDArray[np.float32]) -> ClassWeights:
    """Return the share of negatives as weight of positives, and the other way round.

    Both then add the same to the loss. A label that nobody knows weighs nothing.
    """
    known = np.maximum((~np.isnan(targets)).sum(axis=0), 1)
    positives, negatives = ((targets == value).sum(axis=0) / known for value in (1, 0))
    return ClassWeights(
        positive=np.asarray(negatives, np.float32), negative=np.asarray(positives, np.float32)
    )


def weighting_shift(targets: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return what to add to the logits of a network fitted with ``class_weights``, (labels,).

    The weighted loss is least where odds_model = odds_true * f_neg / f_pos; so odds_true =
    odds_model * f_pos / f_neg. A label without positives or without negatives is left as it is.
    """
    weights = class_weights(targets)
    both = (weights.positive > 0) & (weights.negative > 0)
    ratio = np.divide(weights.negative, weights.positive, out=np.ones(len(both)), where=both)
    return np.asarray(np.log(np.where(both, ratio, 1.0)), np.float32)


def balanced_order(
    sources: Sequence[str], rng: np.random.Generator, *, balance: float
) -> NDArray[np.intp]:
    """Return an epoch's row numbers, about as many as there are rows, shuffled.

    A source with n rows gets a share in proportion to n ** (1 - ``balance``). None of its rows
    comes a second time before all of them came once.
    """
    names, group, counts = np.unique(np.asarray(sources), return_inverse=True, return_counts=True)
    shares = counts.astype(np.float64) ** (1.0 - balance)
    quotas = np.rint(shares / shares.sum() * len(group)).astype(int)
    drawn = []
    for number in range(len(names)):
        rows = np.flatnonzero(group == number)
        rounds = max(1, -(-int(quotas[number]) // len(rows)))
        shuffled = np.concatenate([rng.permutation(rows) for _ in range(rounds)])
        drawn.append(shuffled[: quotas[number]])
    return rng.permutation(np.concatenate(drawn))
