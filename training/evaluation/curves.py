"""The curves of one label: ROC, precision-recall, calibration."""

import numpy as np

from cxrviewer.domain.analysis import OperatingPoint
from training.evaluation.asking import Floats, Replies
from training.evaluation.classifier import Column, column_of
from training.evaluation.groups import groups_of
from training.evaluation.record import Bin, Curves, Point
from training.evaluation.scores import bin_members, steps_of

MOST_POINTS = 300
AFTER_DIGITS = 5


def curves_of(replies: Replies, points: tuple[OperatingPoint | None, ...]) -> tuple[Curves, ...]:
    """Return the curves of each label that has both classes."""
    everything = groups_of(replies.samples)[0]
    found = []
    for number, point in enumerate(points):
        column = column_of(replies, number, everything)
        if column.truth.any() and not column.truth.all():
            found.append(_curves(column, point))
    return tuple(found)


def _curves(column: Column, point: OperatingPoint | None) -> Curves:
    calibrated = not np.isnan(column.chances).any()
    rates, precision_recall = _lines(column)
    above = None if point is None else column.scores >= point.threshold
    return Curves(
        label=column.label,
        positives=int(column.truth.sum()),
        images=len(column.truth),
        roc=_points(*rates),
        precision_recall=_points(*precision_recall),
        operating_point=None
        if above is None
        else (
            round(float(above[~column.truth].mean()), AFTER_DIGITS),
            round(float(above[column.truth].mean()), AFTER_DIGITS),
        ),
        calibrated=calibrated,
        bins=_bins(column, column.chances if calibrated else column.scores),
    )


def _lines(column: Column) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Return (1 - specificity, sensitivity) and (recall, precision), thresholds falling."""
    steps = steps_of(column.truth, column.scores, np.ones((1, len(column.truth))))
    found = np.cumsum(steps.present[0][::-1])
    alarms = np.cumsum(steps.absent[0][::-1])
    recall = found / found[-1]
    rates = (np.append(0.0, alarms / alarms[-1]), np.append(0.0, recall))
    return rates, (recall, found / (found + alarms))


def _points(x: Floats, y: Floats) -> tuple[Point, ...]:
    """Return the line's points, thinned evenly where there are more than a plot can show."""
    kept = np.unique(np.linspace(0, len(x) - 1, min(len(x), MOST_POINTS)).round().astype(int))
    return tuple((round(float(x[n]), AFTER_DIGITS), round(float(y[n]), AFTER_DIGITS)) for n in kept)


def _bins(column: Column, chances: Floats) -> tuple[Bin, ...]:
    members = bin_members(chances) == 1
    return tuple(
        Bin(
            said=round(float(chances[rows].mean()), AFTER_DIGITS),
            found=round(float(column.truth[rows].mean()), AFTER_DIGITS),
            images=int(rows.sum()),
        )
        for rows in members.T
    )
