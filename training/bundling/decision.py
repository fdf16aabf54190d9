"""Operating points and calibration of a finished bundle, chosen anew.

Figures that hang on them are measured anew as well, so that none in the manifest is stale.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np

from cxrviewer.bundle.manifest import Decision, Manifest, Metric, Platt
from cxrviewer.domain.analysis import OperatingPoint
from cxrviewer.domain.errors import UsageError
from cxrviewer.inference.models import platt_probability
from training.bundling.card import OPERATING_POINTS
from training.bundling.decide import platt
from training.bundling.revision import raised, with_record
from training.bundling.thresholds import Basis, Criterion, Refusal, choose
from training.evaluation.asking import Floats, Replies
from training.evaluation.classifier import CHANCE, classifier_metrics
from training.evaluation.scores import RATES, Truth

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
    """Return the manifest with new operating points; other labels keep theirs."""
    before = decision_of(manifest)
    points, refusals = list(before.operating_points), []
    calibration = list(before.calibration)
    for label in choice.labels:
        number = replies.labels.index(label)
        truth, scores = known_of(replies, number)
        found = choose(label, truth, scores, choice.criterion, choice.basis)
        points[number] = found if isinstance(found, OperatingPoint) else None
        refusals += [found] if isinstance(found, Refusal) else []
        if choice.calibrate:
            calibration[number] = platt(truth, scores, least=choice.basis.least)
    after = msgspec.structs.replace(
        before, operating_points=tuple(points), calibration=tuple(calibration)
    )
    return Decided(_with(manifest, after, replies, choice, refusals), tuple(refusals))


def decision_of(manifest: Manifest) -> Decision:
    """Return the decision of a classifier; a segmenter has none."""
    if manifest.decision is None:
        raise UsageError(
            f"{manifest.name} is no classifier: it has no operating points.",
            remedy="Name a classifier's bundle.",
        )
    return manifest.decision


def known_of(replies: Replies, number: int) -> tuple[Truth, Floats]:
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


def _with(
    manifest: Manifest,
    decision: Decision,
    replies: Replies,
    choice: Choice,
    refusals: list[Refusal],
) -> Manifest:
    calibrated = with_calibration(replies, decision.calibration)
    measured = classifier_metrics(calibrated, decision.operating_points, part=choice.part)
    kept = tuple(m for m in manifest.evidence.metrics if not _is_stale(m, choice))
    new = tuple(m for m in measured if _is_stale(m, choice))
    evidence = msgspec.structs.replace(manifest.evidence, metrics=kept + new)
    record = {
        "criterion": choice.criterion.words,
        "basis": choice.basis.on,
        "labels": list(choice.labels),
        "refused": {refusal.label: refusal.reason for refusal in refusals},
    }
    changed = msgspec.structs.replace(raised(manifest), decision=decision, evidence=evidence)
    return with_record(changed, OPERATING_POINTS, record)


def _is_stale(metric: Metric, choice: Choice) -> bool:
    """Return whether the figure hangs on what was chosen."""
    return metric.name in DECIDED and metric.label in choice.labels
