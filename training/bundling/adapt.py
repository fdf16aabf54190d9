"""A bundle made to fit a place: calibration and operating points from a reader's own verdicts.

The network stays as it is. Verdicts come mostly from radiographs that somebody looked at because
of their score, and a reader who saw the score leans towards it: both flatter, and the new bundle
says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from cxrviewer.bundle.manifest import Manifest, Platt
from cxrviewer.domain.analysis import BundleStatus, OperatingPoint
from cxrviewer.domain.errors import UsageError
from training.bundling.calibration import TRUSTED_POSITIVES, platt
from training.bundling.decision import Choice, decide, decision_of, known_of, probabilities
from training.bundling.revision import with_limit, with_record
from training.bundling.thresholds import EXCLUSIVE, Basis, Criterion
from training.data.feedback import SOURCE
from training.evaluation.asking import Floats, Replies
from training.evaluation.draws import Draws, measure, patient_weights
from training.evaluation.metrics import Estimate
from training.evaluation.scores import Truth, auroc, calibration_error

FOLDS = 5
SEED = 5
FORCED_LEAST = 5
ON = "on a reader's verdicts"
LIMIT = (
    "Calibration and operating points come from one place's own verdicts, given by readers who "
    "saw the scores."
)
FORCED_LIMIT = "They rest on fewer verdicts than can be trusted."


@dataclass(frozen=True, slots=True)
class Change:
    """One label before and after. The calibration error after is cross-validated by patient.

    Before, it is that of the old probability, or of the bare score where there was none.
    """

    label: str
    positives: int
    negatives: int
    auroc: Estimate
    error_before: Estimate
    error_after: Estimate
    point_before: OperatingPoint | None
    point_after: OperatingPoint | None
    calibration_after: Platt


@dataclass(frozen=True, slots=True)
class Adapted:
    """The next version's manifest, what changed, and what was left as it was and why."""

    manifest: Manifest
    changes: tuple[Change, ...]
    left: tuple[str, ...]


def adapt(
    manifest: Manifest, replies: Replies, criterion: Criterion, *, forced: bool = False
) -> Adapted:
    """Return ``manifest`` re-calibrated on verdicts, which are the truth of ``replies``.

    A label is left alone below 50 verdicts on either side, and UsageError is raised where that
    leaves none; ``forced`` goes down to 5, and makes the bundle a demo.
    """
    require_independent(manifest)
    least = FORCED_LEAST if forced else TRUSTED_POSITIVES
    counts = {label: _counts(replies, n) for n, label in enumerate(replies.labels)}
    ready = tuple(label for label, found in counts.items() if min(found) >= least)
    left = tuple(
        f"{label} stays: {positives} present and {negatives} absent, {least} of each are needed."
        for label, (positives, negatives) in counts.items()
        if label not in ready and positives + negatives
    )
    if not ready:
        raise UsageError(
            f"No label has {least} verdicts of either kind. {' '.join(left)}".strip(),
            remedy="Collect more verdicts, or add --force-demo to see what would come of it.",
        )
    choice = Choice(criterion, ready, Basis(ON, least), SOURCE, calibrate=True)
    decided = decide(manifest, replies, choice)
    changes = tuple(_change(label, manifest, decided.manifest, replies) for label in ready)
    reasons = tuple(str(refusal) for refusal in decided.refusals)
    return Adapted(_told(decided.manifest, changes, forced=forced), changes, left + reasons)


def require_independent(manifest: Manifest) -> None:
    """Raise UsageError for labels that exclude one another, whose probabilities add up to 1."""
    if manifest.output.exclusive:
        raise UsageError(
            f"{manifest.name} cannot be adapted: {EXCLUSIVE}.",
            remedy="Adapt a bundle whose labels are independent of one another.",
        )


def cross_validated(truth: Truth, scores: Floats, patients: Sequence[str]) -> Floats:
    """Return each radiograph's probability by a calibration that never saw its patient.

    NaN where the others lack a class.
    """
    _, group = np.unique(np.asarray(patients), return_inverse=True)
    fold = np.random.default_rng(SEED).permutation(int(group.max()) + 1)[group] % FOLDS
    found = np.full(len(scores), np.nan)
    for number in range(FOLDS):
        asked = fold == number
        fitted = platt(truth[~asked], scores[~asked], least=1)
        if fitted is not None:
            found[asked] = probabilities(scores[asked], fitted)
    return found


def _change(label: str, before: Manifest, after: Manifest, replies: Replies) -> Change:
    number = replies.labels.index(label)
    rows = np.flatnonzero(~np.isnan(replies.truth[:, number] + replies.scores[:, number]))
    truth, scores = known_of(replies, number)
    patients = [replies.samples[row].patient_id for row in rows]
    weights = patient_weights(patients)
    old, new = decision_of(before), decision_of(after)
    first, second = old.calibration[number], new.calibration[number]
    assert second is not None
    said = scores if first is None else probabilities(scores, first)
    later = cross_validated(truth, scores, patients)
    return Change(
        label=label,
        positives=int(truth.sum()),
        negatives=int((~truth).sum()),
        auroc=measure(lambda w: auroc(truth, scores, w), weights).estimate,
        error_before=Draws(calibration_error(truth, said, weights)).centred.estimate,
        error_after=Draws(calibration_error(truth, later, weights)).centred.estimate,
        point_before=old.operating_points[number],
        point_after=new.operating_points[number],
        calibration_after=second,
    )


def _told(manifest: Manifest, changes: tuple[Change, ...], *, forced: bool) -> Manifest:
    """Return ``manifest`` that says what it was adapted on, and is a demo where that was forced."""
    record = {
        change.label: {
            "present": change.positives,
            "absent": change.negatives,
            "calibration_error_before": _number(change.error_before.value),
            "calibration_error_after": _number(change.error_after.value),
            "auroc": _number(change.auroc.value),
        }
        for change in changes
    }
    told = with_limit(with_record(manifest, "adapted", record), LIMIT)
    if not forced:
        return told
    demo = msgspec.structs.replace(told, status=BundleStatus.DEMO)
    return with_limit(demo, FORCED_LIMIT)


def _counts(replies: Replies, number: int) -> tuple[int, int]:
    truth, _ = known_of(replies, number)
    return int(truth.sum()), int((~truth).sum())


def _number(value: float) -> float | None:
    return None if np.isnan(value) else round(value, 4)
