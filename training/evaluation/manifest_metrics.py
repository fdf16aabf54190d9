"""Turns answers into the metrics of a manifest, group by group, with intervals over patients."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from cxrviewer.bundle.manifest import Metric
from cxrviewer.domain.analysis import OperatingPoint
from training.data.datasets import Sample
from training.data.splits import VALIDATION
from training.evaluation.measure import Answers
from training.evaluation.metrics import (
    Statistic,
    auroc,
    estimate,
    rates_at,
    sensitive_threshold,
)

BOOTSTRAP_SEED = 11
ALL = "all"
MACRO = "macro"
LUNGS = "Lungs"
FOLDS = "folds"
LEFT_OUT = "left-out source"
"""Parts of figures that other fits of the same recipe gave; the rest are of the network itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Rows that are reported together, such as one source's, and the patients behind them."""

    name: str
    rows: NDArray[np.intp]
    patients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is about; ``positives`` is None where there is nothing to count."""

    name: str
    label: str
    group: str
    positives: int | None = None


def groups_of(samples: Sequence[Sample]) -> tuple[Group, ...]:
    """Return all rows, then each source's and each view's where there are several."""
    chosen = {ALL: list(range(len(samples)))}
    for kind in ("source", "view"):
        values = [getattr(sample, kind) for sample in samples]
        names = sorted(set(values) - {""})
        if len(names) > 1:
            rows = {name: [n for n, value in enumerate(values) if value == name] for name in names}
            chosen |= {f"{kind}:{name}": found for name, found in rows.items()}
    return tuple(
        Group(name, np.asarray(rows), tuple(samples[row].patient_id for row in rows))
        for name, rows in chosen.items()
    )


def classifier_metrics(answers: Answers, labels: tuple[str, ...]) -> tuple[Metric, ...]:
    """Return AUROC per label and, where there are several labels, their macro average.

    A label without both classes in a group has no AUROC there and is left out.
    """
    found = [m for g in groups_of(answers.samples) for m in _aurocs(answers, labels, g)]
    return tuple(metric for metric in found if not np.isnan(metric.value))


def decision_metrics(
    answers: Answers, labels: tuple[str, ...], points: Sequence[OperatingPoint | None]
) -> tuple[Metric, ...]:
    """Return sensitivity and specificity at the operating points."""
    chosen = [(n, labels[n], point) for n, point in enumerate(points) if point is not None]
    found = []
    for group, (number, label, point) in product(groups_of(answers.samples), chosen):
        truth, scores = _column(answers, group, number)
        positives = int((truth == 1).sum())
        for name in ("sensitivity", "specificity"):
            rate = _rate(name, truth, scores, point.threshold)
            subject = Subject(name, label, group.name, positives)
            found.append(metric_of(subject, rate, group.patients))
    return tuple(metric for metric in found if not np.isnan(metric.value))


def specificities_at(
    answers: Answers, labels: tuple[str, ...], *, sensitivity: float
) -> tuple[Metric, ...]:
    """Return each label's specificity where that share of the group's positives is found."""
    name = f"specificity_at_{sensitivity:.0%}_sensitivity".replace("%", "")
    found = []
    for group, (number, label) in product(groups_of(answers.samples), enumerate(labels)):
        truth, scores = _column(answers, group, number)
        subject = Subject(name, label, group.name, int((truth == 1).sum()))
        rate = _specificity(truth, scores, sensitivity)
        found.append(metric_of(subject, rate, group.patients))
    return tuple(metric for metric in found if not np.isnan(metric.value))


def is_held_out(metric: Metric) -> bool:
    """Return whether a figure is of other fits than the network's own."""
    return metric.part in (FOLDS, LEFT_OUT)


def segmenter_metrics(samples: Sequence[Sample], values: NDArray[np.float64]) -> tuple[Metric, ...]:
    """Return mean Dice and its 5th percentile over radiographs."""
    summaries: dict[str, Callable[[NDArray[np.float64]], float]] = {
        "dice": lambda v: float(v.mean()),
        "dice_p05": lambda v: float(np.percentile(v, 5)),
    }
    return tuple(
        metric_of(
            Subject(name, LUNGS, group.name), _summary(summary, values[group.rows]), group.patients
        )
        for group in groups_of(samples)
        for name, summary in summaries.items()
    )


def metric_of(subject: Subject, statistic: Statistic, patients: Sequence[str]) -> Metric:
    """Return ``statistic`` with its interval; a bound that is not defined becomes None."""
    found = estimate(statistic, patients, seed=BOOTSTRAP_SEED)
    low, high = (None if np.isnan(v) else round(v, 4) for v in (found.low, found.high))
    return Metric(
        name=subject.name,
        label=subject.label,
        group=subject.group,
        part=VALIDATION,
        value=round(found.value, 4),
        low=low,
        high=high,
        images=len(patients),
        positives=subject.positives,
    )


def _aurocs(answers: Answers, labels: tuple[str, ...], group: Group) -> Iterator[Metric]:
    columns = [_column(answers, group, number) for number in range(len(labels))]
    areas = [_area(truth, scores) for truth, scores in columns]
    for label, area, (truth, _) in zip(labels, areas, columns, strict=True):
        subject = Subject("auroc", label, group.name, int((truth == 1).sum()))
        yield metric_of(subject, area, group.patients)
    if len(labels) > 1:
        yield metric_of(Subject("auroc", MACRO, group.name), _mean(areas), group.patients)


def _column(
    answers: Answers, group: Group, number: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return answers.truth[group.rows, number], answers.scores[group.rows, number]


def _area(truth: NDArray[np.float64], scores: NDArray[np.float64]) -> Statistic:
    def statistic(rows: NDArray[np.intp]) -> float:
        known = rows[~np.isnan(truth[rows] + scores[rows])]
        return auroc(truth[known] == 1, scores[known])

    return statistic


def _mean(statistics: Sequence[Statistic]) -> Statistic:
    """A label without both classes in a draw has no area there and is left out of its mean."""

    def statistic(rows: NDArray[np.intp]) -> float:
        values = np.asarray([one(rows) for one in statistics])
        return float(np.nanmean(values)) if np.isfinite(values).any() else float("nan")

    return statistic


def _rate(
    name: str, truth: NDArray[np.float64], scores: NDArray[np.float64], threshold: float
) -> Statistic:
    def statistic(rows: NDArray[np.intp]) -> float:
        known = rows[~np.isnan(truth[rows] + scores[rows])]
        return float(getattr(rates_at(truth[known] == 1, scores[known], threshold), name))

    return statistic


def _specificity(
    truth: NDArray[np.float64], scores: NDArray[np.float64], sensitivity: float
) -> Statistic:
    def statistic(rows: NDArray[np.intp]) -> float:
        known = rows[~np.isnan(truth[rows])]
        present = truth[known] == 1
        threshold = sensitive_threshold(present, scores[known], sensitivity)
        return rates_at(present, scores[known], threshold).specificity

    return statistic


def _summary(
    summary: Callable[[NDArray[np.float64]], float], values: NDArray[np.float64]
) -> Statistic:
    return lambda rows: summary(values[rows])
