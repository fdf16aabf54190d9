"""Metrics of a manifest: which groups, which labels, which baselines."""

import numpy as np
import pytest

from cxrviewer.domain.analysis import OperatingPoint
from training.data.datasets import Dataset, Sample
from training.data.pictures import Pictures
from training.data.splits import split_by_patient
from training.evaluation.baseline import ask_metadata, classifier_baselines, mean_mask_baseline
from training.evaluation.manifest_metrics import (
    classifier_metrics,
    decision_metrics,
    groups_of,
    segmenter_metrics,
)
from training.evaluation.measure import Answers


def samples(count: int) -> tuple[Sample, ...]:
    """Disease goes with age alone; sources alternate."""
    return tuple(
        Sample(
            image=f"{n}.jpg",
            patient_id=f"p{n}",
            source="north" if n % 2 else "south",
            stratum="all",
            targets=(float(n % 3 == 0), float(n % 5 == 0)),
            view="AP" if n % 4 == 0 else "PA",
            age=70.0 - n % 7 if n % 3 == 0 else 30.0 + n % 7,
            sex="M" if n % 5 < 2 else "F",
        )
        for n in range(count)
    )


def answers(count: int, scores: np.ndarray) -> Answers:
    chosen = samples(count)
    truth = np.asarray([s.targets for s in chosen])
    return Answers(chosen, scores, np.zeros_like(scores), truth)


def test_that_sources_and_views_are_reported_apart() -> None:
    names = [group.name for group in groups_of(samples(8))]
    assert names == ["all", "source:north", "source:south", "view:AP", "view:PA"]


def test_that_a_single_source_is_not_reported_twice() -> None:
    assert [group.name for group in groups_of(samples(8)[1:2])] == ["all"]


def test_that_the_macro_is_the_mean_over_labels() -> None:
    rng = np.random.default_rng(0)
    found = classifier_metrics(answers(60, rng.random((60, 2))), ("Mass", "Edema"))
    values = {metric.label: metric.value for metric in found if metric.group == "all"}
    assert values["macro"] == pytest.approx((values["Mass"] + values["Edema"]) / 2, abs=1e-4)


def test_that_an_unknown_label_is_not_counted_as_absent() -> None:
    given = answers(30, np.random.default_rng(0).random((30, 2)))
    given.truth[:, 1] = np.nan
    found = classifier_metrics(given, ("Mass", "Edema"))
    assert {metric.label for metric in found if metric.group == "all"} == {"Mass", "macro"}


def test_that_rates_are_measured_where_there_is_an_operating_point() -> None:
    scores = np.asarray([s.targets for s in samples(30)]) * 0.8 + 0.1
    point = OperatingPoint(0.5, 1.0, 1.0, "Youden", 10)
    found = decision_metrics(answers(30, scores), ("Mass", "Edema"), (point, None))
    assert {metric.label for metric in found} == {"Mass"}
    assert {metric.value for metric in found} == {1.0}


def test_that_dice_is_summed_up_per_source() -> None:
    found = segmenter_metrics(samples(4), np.asarray([0.8, 1.0, 0.8, 1.0]))
    values = {(m.name, m.group): m.value for m in found}
    assert values[("dice", "all")] == pytest.approx(0.9)
    assert values[("dice", "source:north")] == 1.0
    assert values[("dice_p05", "source:south")] == pytest.approx(0.8)


def test_that_metadata_alone_finds_a_label_that_hangs_on_age() -> None:
    dataset = Dataset("made", ("Old", "Random"), samples(300))
    split = split_by_patient(dataset.samples, share=0.3, seed=1)
    found = {(m.name, m.label): m.value for m in classifier_baselines(dataset, split)}
    assert found[("auroc_of_view_age_sex", "Old")] > 0.95
    assert found[("accuracy_of_majority", "Old")] == pytest.approx(2 / 3, abs=0.1)
    assert ask_metadata(split).scores.shape == (len(split.validation), 2)


def test_that_the_mean_mask_is_right_where_all_masks_agree() -> None:
    masks = np.zeros((4, 8, 8), np.float32)
    masks[:, 2:6, 2:6] = 1.0
    pictures = Pictures(np.zeros_like(masks), masks, ("north",) * 4)
    found = mean_mask_baseline(pictures, pictures, samples(4))
    assert {metric.value for metric in found} == {1.0}
    assert {metric.name for metric in found} == {"dice_of_mean_mask"}
