"""What can be had without a network; it stands beside every figure.

A network that does not beat these has learned the data set's habits and nothing of the lungs.
"""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from cxrviewer.bundle.manifest import Metric
from training.data.datasets import Dataset, Sample
from training.data.pictures import Pictures
from training.data.splits import Split
from training.evaluation.manifest_metrics import (
    ALL,
    Subject,
    classifier_metrics,
    metric_of,
    segmenter_metrics,
)
from training.evaluation.measure import Answers
from training.evaluation.metrics import Statistic, dice

METADATA = "auroc_of_view_age_sex"
MAJORITY = "accuracy_of_majority"
MEAN_MASK = "dice_of_mean_mask"


def classifier_baselines(dataset: Dataset, split: Split) -> tuple[Metric, ...]:
    """Return the majority's accuracy, and the metadata's AUROC where metadata varies."""
    found = majority_accuracies(dataset.labels, split)
    if not np.ptp(metadata(dataset.samples), axis=0).any():
        return found
    answers = ask_metadata(split)
    areas = classifier_metrics(answers, dataset.labels)
    return found + tuple(_renamed(metric, METADATA) for metric in areas if metric.group == ALL)


def ask_metadata(split: Split) -> Answers:
    """Return what a logistic regression on view, age and sex says of the validation patients."""
    inputs, targets = metadata(split.train), _targets(split.train)
    asked = metadata(split.validation)
    columns = []
    for truth in targets.T:
        known = ~np.isnan(truth)
        model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
        model.fit(inputs[known], truth[known])
        columns.append(model.predict_proba(asked)[:, 1])
    scores = np.column_stack(columns)
    return Answers(split.validation, scores, np.zeros_like(scores), _targets(split.validation))


def metadata(samples: Sequence[Sample]) -> NDArray[np.float64]:
    """Return AP view, age in years and its square, and male sex, (n, 4); unknown age is 0."""
    rows = [
        (
            float(s.view == "AP"),
            np.nan_to_num(s.age),
            np.nan_to_num(s.age) ** 2,
            float(s.sex == "M"),
        )
        for s in samples
    ]
    return np.asarray(rows, np.float64)


def majority_accuracies(labels: tuple[str, ...], split: Split) -> tuple[Metric, ...]:
    """Return the accuracy of always answering what most training radiographs have."""
    trained, truth = _targets(split.train), _targets(split.validation)
    patients = [sample.patient_id for sample in split.validation]
    found = []
    for label, before, column in zip(labels, trained.T, truth.T, strict=True):
        right = column[~np.isnan(column)] == float(np.nanmean(before) > 0.5)
        subject = Subject(MAJORITY, label, ALL, int((column == 1).sum()))
        known = [patients[row] for row in np.flatnonzero(~np.isnan(column))]
        found.append(metric_of(subject, _mean_of(right), known))
    return tuple(found)


def mean_mask_baseline(
    train: Pictures, validation: Pictures, samples: Sequence[Sample]
) -> tuple[Metric, ...]:
    """Return the Dice of answering every radiograph with the average training mask.

    Measured at tensor size, since the average has no other size.
    """
    average = train.targets.mean(axis=0) >= 0.5
    values = np.asarray([dice(average, mask >= 0.5) for mask in validation.targets])
    metrics = segmenter_metrics(samples, values)
    return tuple(_renamed(metric, MEAN_MASK) for metric in metrics if metric.name == "dice")


def _mean_of(right: NDArray[np.bool_]) -> Statistic:
    return lambda rows: float(right[rows].mean())


def _targets(samples: Sequence[Sample]) -> NDArray[np.float64]:
    return np.asarray([sample.targets for sample in samples], np.float64)


def _renamed(metric: Metric, name: str) -> Metric:
    return msgspec.structs.replace(metric, name=name)
