"""Operating points and calibration of a finished bundle, chosen anew.

Figures that hang on them are measured anew as well, so that none in the manifest is stale.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec
import numpy as np

from cxrviewer.bundle.manifest import Decision, Manifest, Metric, Platt
from cxrviewer.domain.analysis import OperatingPoint
from cxrviewer.domain.errors import UsageError
from cxrviewer.inference.models import platt_probability
from training.bundling.calibration import platt
from training.bundling.card import OPERATING_POINTS, UNCALIBRATED
from training.bundling.revision import raised, with_record
from training.bundling.thresholds import EXCLUSIVE, Basis, Criterion, Refusal, choose_each
from training.evaluation.asking import Floats, Replies
from training.evaluation.classifier import CHANCE, classifier_metrics
from training.evaluation.measure import Answers
from training.evaluation.scores import RATES, Truth

ON_VALIDATION = Basis("on validation patients")
Found = OperatingPoint | Refusal
DECIDED = frozenset({*RATES, *CHANCE, *(f"{name}_of_score" for name in CHANCE)})


@dataclass(frozen=True, slots=True)
class Choice:
    """What to choose, for which labels, by which radiographs.

    ``part`` is the name that the new figures carry; without ``calibrate`` calibration stays.
    """

    criterion: Criterion
    labels: tuple[str, ...]
    basis: Basis
    part: str
    calibrate: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """The next version's manifest, and why labels were left without operating point."""

    manifest: Manifest
    refusals: tuple[Refusal, ...]


def decide(manifest: Manifest, replies: Replies, choice: Choice) -> Decided:
    """Return the manifest with new operating points; other labels keep theirs.

    Of labels that exclude one another only one can be chosen, which takes the others' points, and
    none can be calibrated: probabilities found one by one would not add up to 1.
    """
    before, exclusive = decision_of(manifest), manifest.output.exclusive
    columns = {label: known_of(replies, replies.labels.index(label)) for label in choice.labels}
    found = choose_each(columns, choice.criterion, choice.basis, exclusive=exclusive)
    if exclusive:
        found = excluded(found, manifest.output.labels) | found
    points = dict(zip(manifest.output.labels, before.operating_points, strict=True))
    calibration = dict(zip(manifest.output.labels, before.calibration, strict=True))
    if choice.calibrate:
        calibration |= calibrated(columns, choice.basis, exclusive=exclusive)
    after = msgspec.structs.replace(
        before,
        operating_points=tuple((points | points_of(found)).values()),
        calibration=tuple(calibration.values()),
    )
    record = record_of(choice.criterion, choice.basis, found)
    if choice.calibrate and exclusive:
        record[UNCALIBRATED] = EXCLUSIVE
    changed = with_record(raised(manifest), OPERATING_POINTS, record)
    changed = msgspec.structs.replace(changed, decision=after)
    told = with_figures(changed, replies, labels=tuple(found), part=choice.part)
    return Decided(told, tuple(one for one in found.values() if isinstance(one, Refusal)))


def points_of(found: Mapping[str, Found]) -> dict[str, OperatingPoint | None]:
    """Return each label's operating point, None where it was refused."""
    return {k: one if isinstance(one, OperatingPoint) else None for k, one in found.items()}


def calibrated(
    columns: Mapping[str, tuple[Truth, Floats]], basis: Basis, *, exclusive: bool
) -> dict[str, Platt | None]:
    """Return each label's calibration; None throughout where labels exclude one another."""
    if exclusive:
        return dict.fromkeys(columns)
    return {label: platt(*column, least=basis.least) for label, column in columns.items()}


def excluded(found: Mapping[str, Found], labels: tuple[str, ...]) -> dict[str, Found]:
    """Return refusals for those of ``labels`` that the one label in ``found`` excludes."""
    chosen = ", ".join(found)
    reason = f"{chosen} alone was chosen, and the labels exclude one another"
    return {label: Refusal(label, reason) for label in labels if label not in found}


def record_of(criterion: Criterion, basis: Basis, found: Mapping[str, Found]) -> dict[str, Any]:
    """Return how operating points were chosen and why labels have none, for the evidence."""
    return {
        "criterion": criterion.words,
        "basis": basis.on,
        "labels": list(found),
        "refused": {k: one.reason for k, one in found.items() if isinstance(one, Refusal)},
    }


def decision_of(manifest: Manifest) -> Decision:
    """Return the decision of a classifier; a segmenter has none."""
    if manifest.decision is None:
        raise UsageError(
            f"{manifest.name} is no classifier: it has no operating points.",
            remedy="Name a classifier's bundle.",
        )
    return manifest.decision


def known_of(replies: Replies | Answers, number: int) -> tuple[Truth, Floats]:
    """Return truth and scores of one label where both are known."""
    truth, scores = replies.truth[:, number], replies.scores[:, number]
    known = ~np.isnan(truth) & ~np.isnan(scores)
    return truth[known] == 1, scores[known]


def with_calibration(replies: Replies, calibration: Sequence[Platt | None]) -> Replies:
    """Return ``replies`` with the probabilities that ``calibration`` gives."""
    chances = np.full(replies.scores.shape, np.nan)
    for number, found in enumerate(calibration):
        if found is not None:
            chances[:, number] = probabilities(replies.scores[:, number], found)
    return replace(replies, chances=chances)


def probabilities(scores: Floats, calibration: Platt) -> Floats:
    """Return the probability behind each score, as the viewer computes it; NaN stays."""
    return np.asarray(
        [s if np.isnan(s) else platt_probability(float(s), calibration) for s in scores]
    )


def with_figures(
    manifest: Manifest, replies: Replies, *, labels: tuple[str, ...], part: str
) -> Manifest:
    """Return ``manifest`` with the figures of ``labels`` that hang on its decision, new."""
    decision = decision_of(manifest)
    calibrated = with_calibration(replies, decision.calibration)
    measured = classifier_metrics(calibrated, decision.operating_points, part=part)
    kept = tuple(m for m in manifest.evidence.metrics if not _is_stale(m, labels))
    new = tuple(m for m in measured if _is_stale(m, labels))
    evidence = msgspec.structs.replace(manifest.evidence, metrics=kept + new)
    return msgspec.structs.replace(manifest, evidence=evidence)


def _is_stale(metric: Metric, labels: tuple[str, ...]) -> bool:
    """Return whether the figure hangs on what was chosen."""
    return metric.name in DECIDED and metric.label in labels
