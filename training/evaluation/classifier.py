"""The figures of a classifier from its replies, group by group."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from cxrviewer.bundle.manifest import Metric
from cxrviewer.domain.analysis import OperatingPoint
from training.evaluation import scores as of_scores
from training.evaluation.asking import Floats, Place, Replies
from training.evaluation.boxes import IOBB_LEVELS
from training.evaluation.draws import Draws, Figure, Weights, divide, mean_of, measure
from training.evaluation.exclusive import class_table, confusion
from training.evaluation.figures import About, metric_of, weights_of
from training.evaluation.groups import groups_of
from training.evaluation.manifest_metrics import ALL, MACRO, Group
from training.evaluation.record import Confusion

CONSENSUS = ("Consolidation", "Edema", "Effusion", "Cardiomegaly", "Atelectasis")
CONSENSUS_LABEL = "consensus five"
LEAST_OF_CLASS = 5
"""A smaller group's figure would mislead more than it tells."""

RANKING: dict[str, of_scores.ScoreFigure] = {
    "auroc": of_scores.auroc,
    "average_precision": of_scores.average_precision,
}
CHANCE: dict[str, of_scores.ScoreFigure] = {
    "brier": of_scores.brier,
    "ece": of_scores.calibration_error,
}
IN_GROUPS = ("sensitivity", "specificity")

Points = Sequence[OperatingPoint | None]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One label in one group: only radiographs whose truth and score are known.

    ``known`` are their rows in the group, which are the columns of its weights.
    """

    label: str
    group: str
    truth: NDArray[np.bool_]
    scores: Floats
    chances: Floats
    known: NDArray[np.intp]

    @property
    def about(self) -> About:
        positives = int(self.truth.sum())
        return About("", self.label, len(self.truth), positives, group=self.group)

    @property
    def speaks(self) -> bool:
        """Return whether the group has enough of both classes, which ``all`` need not."""
        positives = int(self.truth.sum())
        return self.group == ALL or min(positives, len(self.truth) - positives) >= LEAST_OF_CLASS


def classifier_metrics(replies: Replies, points: Points, *, part: str) -> tuple[Metric, ...]:
    """Return every figure over all radiographs, and the main ones of each group."""
    found: list[Metric] = []
    for group in groups_of(replies.samples):
        weights = weights_of(tuple(replies.samples[row] for row in group.rows))
        columns = [column_of(replies, number, group) for number in range(len(replies.labels))]
        found += _ranking(columns, weights, part)
        for column, point in zip(columns, points, strict=True):
            if column.speaks and point is not None:
                found += _rates(column, point, weights, part)
        if group.name == ALL:
            found += _chances(columns, weights, part)
    return tuple(found)


def column_of(replies: Replies, number: int, group: Group) -> Column:
    """Return one label of one group."""
    truth, scores = replies.truth[group.rows, number], replies.scores[group.rows, number]
    known = np.flatnonzero(~np.isnan(truth) & ~np.isnan(scores))
    return Column(
        label=replies.labels[number],
        group=group.name,
        truth=truth[known] == 1,
        scores=scores[known],
        chances=replies.chances[group.rows, number][known],
        known=known,
    )


def exclusive_metrics(replies: Replies, *, part: str) -> tuple[tuple[Metric, ...], Confusion]:
    """Return the table per class and the confusion of a network that names one class of several.

    A radiograph counts where exactly one class is true and all were scored.
    """
    rows = np.flatnonzero(
        (np.nansum(replies.truth, axis=1) == 1) & ~np.isnan(replies.scores).any(axis=1)
    )
    truth = np.nanargmax(replies.truth[rows], axis=1)
    answers = np.argmax(replies.scores[rows], axis=1)
    weights = weights_of(tuple(replies.samples[row] for row in rows))
    found = []
    for (name, label), draws in class_table(truth, answers, replies.labels, weights).items():
        positives = None
        if label in replies.labels:
            positives = int((truth == replies.labels.index(label)).sum())
        about = About(name, label, len(rows), positives, part=part)
        found.append(metric_of(about, draws))
    counts = confusion(truth, answers, len(replies.labels))
    table = Confusion(
        title="Class with the greatest score",
        rows=replies.labels,
        columns=replies.labels,
        counts=tuple(tuple(int(n) for n in row) for row in counts),
    )
    return tuple(metric for metric in found if metric is not None), table


def point_confusions(replies: Replies, points: Points) -> tuple[Confusion, ...]:
    """Return the two by two counts of each label that has an operating point."""
    everything = groups_of(replies.samples)[0]
    found = []
    for number, point in enumerate(points):
        if point is None:
            continue
        column = column_of(replies, number, everything)
        above = column.scores >= point.threshold
        counts = confusion(~column.truth * 1, ~above * 1, 2)
        found.append(
            Confusion(
                title=f"{column.label} at the operating point {point.threshold:.4f}",
                rows=("present", "absent"),
                columns=("at or above", "below"),
                counts=tuple(tuple(int(n) for n in row) for row in counts),
            )
        )
    return tuple(found)


def localisation_metrics(replies: Replies, *, part: str) -> tuple[Metric, ...]:
    """Return pointing game and IoBB over boxed radiographs, per label and over all."""
    labels = dict.fromkeys(place.label for place in replies.places)
    found = []
    for label in (*labels, ALL):
        places = [place for place in replies.places if label in (ALL, place.label)]
        if places:
            found += _localised(label, places, replies, part)
    return tuple(metric for metric in found if metric is not None)


def area_draws(
    replies: Replies, group: Group, weights: Weights
) -> tuple[tuple[Column, Draws], ...]:
    """Return the AUROC of each label of which the group has enough of both classes."""
    columns = [column_of(replies, number, group) for number in range(len(replies.labels))]
    return tuple(
        (column, measure(_ranked(column, "auroc"), weights)) for column in columns if column.speaks
    )


def _ranking(columns: list[Column], weights: Weights, part: str) -> list[Metric]:
    found: list[Metric | None] = []
    names = RANKING if columns[0].group == ALL else ("auroc",)
    for name in names:
        speaking = [column for column in columns if column.speaks]
        draws = {c.label: measure(_ranked(c, name), weights) for c in speaking}
        for column in speaking:
            about = replace(column.about, name=name, part=part)
            found.append(metric_of(about, draws[column.label]))
        if len(columns) > 1 and draws:
            found += _means(name, draws, columns[0].group, weights.shape[1], part)
    return [metric for metric in found if metric is not None]


def _means(
    name: str, draws: dict[str, Draws], group: str, images: int, part: str
) -> list[Metric | None]:
    about = About(name, MACRO, images, group=group, part=part)
    found = [metric_of(about, mean_of(list(draws.values())))]
    if set(CONSENSUS) <= set(draws):
        five = mean_of([draws[label] for label in CONSENSUS])
        found.append(metric_of(replace(about, label=CONSENSUS_LABEL), five))
    return found


def _rates(column: Column, point: OperatingPoint, weights: Weights, part: str) -> list[Metric]:
    above = column.scores >= point.threshold
    counts = of_scores.counts_at(column.truth, above, weights[:, column.known])
    names = of_scores.RATES if column.group == ALL else IN_GROUPS
    found = [
        metric_of(replace(column.about, name=name, part=part), Draws(of_scores.RATES[name](counts)))
        for name in names
    ]
    return [metric for metric in found if metric is not None]


def _chances(columns: list[Column], weights: Weights, part: str) -> list[Metric]:
    """Brier score and calibration error: of scores, and of probabilities where there are any."""
    found = []
    for column in columns:
        said = {"_of_score": column.scores}
        if len(column.chances) and not np.isnan(column.chances).any():
            said[""] = column.chances
        for (kind, values), (name, figure) in product(said.items(), CHANCE.items()):
            draws = measure(_of_rows(figure, column, values), weights)
            about = replace(column.about, name=name + kind, part=part)
            found.append(metric_of(about, draws.centred if name == "ece" else draws))
    return [metric for metric in found if metric is not None]


def _ranked(column: Column, name: str) -> Figure:
    return _of_rows(RANKING[name], column, column.scores)


def _of_rows(figure: of_scores.ScoreFigure, column: Column, values: Floats) -> Figure:
    return lambda weights: figure(column.truth, values, weights[:, column.known])


def _localised(label: str, places: list[Place], replies: Replies, part: str) -> list[Metric | None]:
    weights = weights_of(tuple(replies.samples[place.row] for place in places))
    values = {
        "pointing_game": [place.found.hit for place in places],
        "pointing_game_by_chance": [place.found.chance for place in places],
    } | {
        f"iobb_{level:g}": [place.found.iobb >= level for place in places] for level in IOBB_LEVELS
    }
    total = weights.sum(axis=1)
    return [
        metric_of(
            About(name, label, len(places), part=part),
            Draws(divide(weights @ np.asarray(each, np.float64), total)),
        )
        for name, each in values.items()
    ]
