"""Figures of fits that held out folds or sources."""

from pathlib import Path

import numpy as np
import pytest

from cxrviewer.bundle.manifest import Metric
from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.domain.errors import UsageError
from training.bundling.card import render_card
from training.bundling.held_out import HeldOut, differences, held_out_metrics, with_held_out
from training.data.samples import Sample
from training.data.splits import Split
from training.evaluation.manifest_metrics import is_held_out
from training.evaluation.measure import Answers
from training.evaluation.metrics import sensitive_threshold
from training.recipe import SplitPlan, read_recipe
from training.recipe import with_held_out as holding_out

LABELS = ("Tuberculosis",)


def plan(fold: tuple[int, int] | None = None, *, leave_out: str = "") -> SplitPlan:
    return SplitPlan(validation_share=0.2, seed=1, fold=fold, leave_out=leave_out)


def fit(given: SplitPlan, truth: list[float], scores: list[float]) -> HeldOut:
    """Patients of two sources in turn, named by their fold so that none is in two."""
    name = f"{given.fold} {given.leave_out}"
    samples = tuple(
        Sample(f"{name}/{n}", f"{name}/{n}", ("north", "south")[n // 2 % 2], "all", targets=(t,))
        for n, t in enumerate(truth)
    )
    said = np.asarray(scores)[:, np.newaxis]
    answers = Answers(samples, said, np.zeros_like(said), np.asarray(truth)[:, np.newaxis])
    return HeldOut(given, Split((), samples), answers)


def value(metrics: tuple[Metric, ...], name: str, group: str) -> float:
    (found,) = [m.value for m in metrics if (m.name, m.group) == (name, group)]
    return found


def two_folds() -> list[HeldOut]:
    truth = [1.0, 0.0] * 4
    return [
        fit(plan((2, 2)), truth, [0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.6, 0.65]),
        fit(plan((1, 2)), truth, [0.9, 0.1, 0.8, 0.2, 0.7, 0.3, 0.6, 0.4]),
    ]


def test_that_folds_are_reported_one_by_one_by_source_and_together() -> None:
    found = held_out_metrics(two_folds(), LABELS)
    assert value(found, "auroc_of_one_fold", "fold:1") == 1.0
    assert value(found, "auroc_of_one_fold", "fold:2") == pytest.approx(15 / 16, abs=1e-4)
    assert value(found, "auroc_of_folds", "all") == pytest.approx(62 / 64, abs=1e-4)
    assert value(found, "auroc_of_folds", "source:north") == 1.0
    assert all(is_held_out(metric) for metric in found)


def test_that_a_fold_is_cut_where_the_other_folds_say() -> None:
    """Both find every positive from 0.6 on; the second fold's 0.65 without disease lies above."""
    found = held_out_metrics(two_folds(), LABELS)
    assert value(found, "sensitivity_of_folds", "all") == 1.0
    assert value(found, "specificity_of_folds", "all") == pytest.approx(7 / 8)


def test_that_a_missing_fold_is_said() -> None:
    with pytest.raises(UsageError, match=r"The folds 2/2 are not"):
        held_out_metrics(two_folds()[:1], LABELS)


def test_that_a_left_out_source_is_named() -> None:
    given = fit(plan(leave_out="north"), [1.0, 0.0, 1.0, 0.0], [0.9, 0.5, 0.4, 0.3])
    found = held_out_metrics([given], LABELS)
    assert value(found, "auroc_left_out", "source:north") == 0.75
    name = "specificity_at_90_sensitivity_left_out"
    assert value(found, name, "source:north") == 0.5


def test_that_masks_of_a_left_out_source_are_measured_by_dice() -> None:
    scores = fit(plan(leave_out="north"), [0.0, 0.0], [0.0, 0.0])
    given = HeldOut(scores.plan, scores.split, np.asarray([0.9, 0.8]))
    found = held_out_metrics([given], ("Lungs",))
    assert value(found, "dice_left_out", "source:north") == pytest.approx(0.85)


def test_that_the_bundle_keeps_the_figures_apart_and_names_what_differed(
    shipped_models: Path,
) -> None:
    manifest = load_bundle(shipped_models / "tb").manifest
    recipe = holding_out(read_recipe("tb"), fold="1/2")
    assert differences(manifest, recipe) == ()
    metrics = held_out_metrics(two_folds(), LABELS)
    revised = with_held_out(with_held_out(manifest, metrics, [recipe]), metrics, [recipe])
    own = [m for m in manifest.evidence.metrics if not is_held_out(m)]
    assert revised.evidence.metrics == (*own, *metrics)
    assert revised.evidence.config["held_out"] == [{"held_out": "fold 1/2", "otherwise": {}}]
    _, others = render_card(revised).split("## What other fits of the recipe say")
    assert "auroc_of_folds" in others
    assert differences(manifest, read_recipe("nih14")) == ("fit",)


@pytest.mark.parametrize(("share", "threshold"), [(1.0, 0.2), (0.75, 0.4), (0.5, 0.6), (0.6, 0.4)])
def test_that_the_sensitive_threshold_finds_the_share_asked_for(
    share: float, threshold: float
) -> None:
    truth = np.asarray([True, False, True, True, True])
    assert sensitive_threshold(truth, np.asarray([0.2, 0.9, 0.4, 0.6, 0.8]), share) == threshold
