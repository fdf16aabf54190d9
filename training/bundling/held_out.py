"""What a recipe reaches on folds, or on sources, that a fit of it never saw.

The network that ships is measured on one validation part. Other fits of its recipe hold out each
fold, or each source, in turn, and together say how much that one split decided. Scores of several
fits are pooled as they are; where fits differ in scale, that lowers the pooled AUROC a little.
Importing this module imports TensorFlow.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from cxrviewer.bundle.manifest import Manifest, Metric
from cxrviewer.domain.analysis import OperatingPoint
from cxrviewer.domain.errors import UsageError
from cxrviewer.inference.models import BundleSegmenter, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from training.bundling.bundle_folder import write_files
from training.bundling.describe import draft_manifest
from training.bundling.export import FinishedRun, make_files
from training.bundling.revision import raised, with_record
from training.bundling.thresholds import WHO_SENSITIVITY
from training.data.splits import Split
from training.evaluation.manifest_metrics import (
    ALL,
    FOLDS,
    LEFT_OUT,
    classifier_metrics,
    decision_metrics,
    is_held_out,
    segmenter_metrics,
    specificities_at,
)
from training.evaluation.measure import Answers, ask_classifier, dice_of_segmenter
from training.evaluation.metrics import sensitive_threshold
from training.recipe import AugmentationPlan, FitPlan, InputPlan, NetworkPlan, Recipe, SplitPlan

HELD_OUT = "held_out"
SECTIONS = {
    "input": InputPlan,
    "augmentation": AugmentationPlan,
    "network": NetworkPlan,
    "fit": FitPlan,
}


@dataclass(frozen=True, slots=True, eq=False)
class HeldOut:
    """What one fit says of the patients that its ``plan`` kept from it: scores, or Dice (n,)."""

    plan: SplitPlan
    split: Split
    said: Answers | NDArray[np.float64]


def ask_run(run: FinishedRun) -> HeldOut:
    """Ask the run's network, as the viewer would, about what the fit held out."""
    plan, samples = run.recipe.split, run.split.validation
    if plan.fold is None and not plan.leave_out:
        raise UsageError(
            "This fit held out neither a fold nor a source.",
            remedy="Fit with --fold or --leave-out.",
            path=run.folder,
        )
    with tempfile.TemporaryDirectory() as place:
        files, network = make_files(run)
        draft = draft_manifest(run.recipe, run.dataset, run.split, network)
        bundle = write_files(Path(place), draft, files)
        model = open_model(bundle, RuntimeName.ONNX, Device.CPU)
        if isinstance(model, BundleSegmenter):
            return HeldOut(plan, run.split, dice_of_segmenter(model, samples, run.data))
        return HeldOut(plan, run.split, ask_classifier(model, samples, run.data))


def held_out_metrics(fits: Sequence[HeldOut], labels: tuple[str, ...]) -> tuple[Metric, ...]:
    """Return the figures of every left-out source, of every fold, and of all folds together."""
    found: list[Metric] = []
    for fit in fits:
        if fit.plan.leave_out:
            group = f"source:{fit.plan.leave_out}"
            whole = [metric for metric in _figures([fit], labels) if metric.group == ALL]
            found += [_named(metric, "_left_out", LEFT_OUT, group) for metric in whole]
    folds = sorted((fit for fit in fits if fit.plan.fold), key=lambda fit: fit.plan.fold or ())
    if folds:
        _require_all_folds(folds)
        found += [_named(m, "_of_folds", FOLDS, m.group) for m in _figures(folds, labels)]
        for fit in folds:
            found += _of_one_fold(fit, labels)
    return tuple(found)


def with_held_out(
    manifest: Manifest, metrics: tuple[Metric, ...], recipes: Sequence[Recipe]
) -> Manifest:
    """Return the next version of ``manifest`` with the figures of held-out fits by ``recipes``.

    What those fits did otherwise than the bundle's own is kept beside the figures.
    """
    kept = tuple(metric for metric in manifest.evidence.metrics if not is_held_out(metric))
    evidence = msgspec.structs.replace(manifest.evidence, metrics=kept + metrics)
    changed = msgspec.structs.replace(raised(manifest), evidence=evidence)
    return with_record(changed, HELD_OUT, [_record(manifest, recipe) for recipe in recipes])


def differences(manifest: Manifest, recipe: Recipe) -> tuple[str, ...]:
    """Return which sections of ``recipe`` are not what the bundle was made with."""
    config = manifest.evidence.config
    return tuple(
        name
        for name, kind in SECTIONS.items()
        if msgspec.convert(config[name], kind) != getattr(recipe, name)
    )


def _record(manifest: Manifest, recipe: Recipe) -> dict[str, object]:
    plan = recipe.split
    held = f"source {plan.leave_out}" if plan.fold is None else "fold {}/{}".format(*plan.fold)
    other = {name: getattr(recipe, name) for name in differences(manifest, recipe)}
    return {"held_out": held, "otherwise": msgspec.to_builtins(other)}


def _figures(fits: Sequence[HeldOut], labels: tuple[str, ...]) -> tuple[Metric, ...]:
    samples = tuple(sample for fit in fits for sample in fit.split.validation)
    answers = [fit.said for fit in fits if isinstance(fit.said, Answers)]
    if not answers:
        return segmenter_metrics(samples, np.concatenate([np.asarray(f.said) for f in fits]))
    joined = _joined(answers)
    found = classifier_metrics(joined, labels)
    found += specificities_at(joined, labels, sensitivity=WHO_SENSITIVITY)
    if len(answers) > 1:
        found += _rates(answers, labels)
    return found


def _of_one_fold(fit: HeldOut, labels: tuple[str, ...]) -> Iterator[Metric]:
    assert fit.plan.fold is not None
    fold = f"fold:{fit.plan.fold[0]}"
    for metric in _figures([fit], labels):
        if metric.name in ("auroc", "dice"):
            group = fold if metric.group == ALL else f"{fold} {metric.group}"
            yield _named(metric, "_of_one_fold", FOLDS, group)


def _rates(answers: Sequence[Answers], labels: tuple[str, ...]) -> tuple[Metric, ...]:
    """Return both rates where each fold is cut at a threshold that the other folds chose.

    It is the highest that is as sensitive there as the WHO asks for.
    """
    moved = []
    for fold in answers:
        others = _joined([other for other in answers if other is not fold])
        cuts = [
            sensitive_threshold(truth == 1, scores, WHO_SENSITIVITY)
            for truth, scores in zip(others.truth.T, others.scores.T, strict=True)
        ]
        moved.append(replace(fold, scores=fold.scores - np.asarray(cuts)))
    point = OperatingPoint(0.0, 0.0, 0.0, "moved to 0", 0)
    return decision_metrics(_joined(moved), labels, [point] * len(labels))


def _joined(answers: Sequence[Answers]) -> Answers:
    return Answers(
        tuple(sample for one in answers for sample in one.samples),
        np.concatenate([one.scores for one in answers]),
        np.concatenate([one.peaks for one in answers]),
        np.concatenate([one.truth for one in answers]),
    )


def _require_all_folds(folds: Sequence[HeldOut]) -> None:
    given = [fit.plan.fold for fit in folds]
    _, count = given[0] or (0, 0)
    if given != [(number, count) for number in range(1, count + 1)]:
        listed = ", ".join("{}/{}".format(*fold) for fold in given if fold)
        raise UsageError(
            f"The folds {listed} are not each fold of one number once.",
            remedy="Fit the missing folds, or name those of one number alone.",
        )


def _named(metric: Metric, suffix: str, part: str, group: str) -> Metric:
    return msgspec.structs.replace(metric, name=metric.name + suffix, part=part, group=group)
