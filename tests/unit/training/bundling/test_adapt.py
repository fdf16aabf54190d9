"""New decisions for a finished bundle: on validation patients and on verdicts."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np
import pytest

from cxrviewer.bundle.manifest import Manifest
from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.domain.analysis import BundleStatus
from cxrviewer.domain.errors import UsageError
from cxrviewer.inference.models import platt_probability
from tests.data.readings import write_picture
from training.__main__ import main
from training.bundling.adapt import adapt, cross_validated
from training.bundling.card import render_card
from training.bundling.decision import Choice, decide, decision_of
from training.bundling.thresholds import Basis, parse_criterion
from training.data.samples import Sample
from training.evaluation.asking import Replies

LABELS = ("Effusion", "Mass", "Edema")
YOUDEN = parse_criterion("youden")


@pytest.fixture
def manifest(tiny_models: Path) -> Manifest:
    return load_bundle(tiny_models / "nih14").manifest


def replies(positives: tuple[int, int, int], count: int = 400) -> Replies:
    """Scores twice as sure as they should be; each label has so many positives among 400."""
    rng = np.random.default_rng(2)
    truth, scores = np.zeros((count, 3)), np.zeros((count, 3))
    for k, number in enumerate(positives):
        truth[:number, k] = 1.0
        logits = rng.normal(np.where(truth[:, k] == 1, 1.5, -1.5), 1.7)
        scores[:, k] = 1 / (1 + np.exp(-2.0 * logits))
    samples = tuple(Sample(f"{n}.png", f"p{n // 2}", "here", "here") for n in range(count))
    nothing = np.zeros((count, 1))
    return Replies(LABELS, samples, truth, scores, scores * np.nan, nothing, nothing, ())


def choice(**changes: object) -> Choice:
    made = {
        "criterion": YOUDEN,
        "labels": LABELS,
        "basis": Basis("on validation patients"),
        "part": "validation",
        "calibrate": False,
    }
    return Choice(**(made | changes))  # type: ignore[arg-type]


def test_that_new_points_stand_in_the_manifest_with_their_own_rates(manifest: Manifest) -> None:
    decided = decide(manifest, replies((120, 60, 20)), choice())
    points = decision_of(decided.manifest).operating_points
    assert points[0] is not None
    found = {(m.name, m.label): m.value for m in decided.manifest.evidence.metrics}
    assert found["sensitivity", "Effusion"] == pytest.approx(points[0].sensitivity, abs=1e-4)
    assert found["specificity", "Effusion"] == pytest.approx(points[0].specificity, abs=1e-4)
    assert decided.manifest.version == "0.0.2"


def test_that_a_refusal_takes_the_old_point_away_and_is_told(manifest: Manifest) -> None:
    decided = decide(manifest, replies((20, 60, 60)), choice())
    assert decision_of(decided.manifest).operating_points[0] is None
    (refusal,) = decided.refusals
    assert refusal.label == "Effusion"
    record = decided.manifest.evidence.config["operating_points"]
    assert record["refused"] == {"Effusion": refusal.reason}
    assert refusal.reason in render_card(decided.manifest)


def exclusive(manifest: Manifest) -> Manifest:
    output = msgspec.structs.replace(manifest.output, exclusive=True)
    return msgspec.structs.replace(manifest, output=output)


def test_that_labels_that_exclude_one_another_are_not_decided_one_by_one(
    manifest: Manifest,
) -> None:
    decided = decide(exclusive(manifest), replies((120, 60, 60)), choice(calibrate=True))
    decision = decision_of(decided.manifest)
    assert decision.operating_points == (None, None, None)
    assert decision.calibration == (None, None, None)
    card = render_card(decided.manifest)
    assert card.count("exclude one another") == 4
    assert {refusal.label for refusal in decided.refusals} == set(LABELS)


def test_that_one_label_chosen_alone_takes_the_points_of_those_that_it_excludes(
    manifest: Manifest,
) -> None:
    before = msgspec.structs.replace(manifest, decision=decision_of(manifest))
    decided = decide(exclusive(before), replies((120, 60, 60)), choice(labels=("Mass",)))
    points = decision_of(decided.manifest).operating_points
    assert points[1] is not None
    assert (points[0], points[2]) == (None, None)
    reasons = {refusal.label: refusal.reason for refusal in decided.refusals}
    assert sorted(reasons) == ["Edema", "Effusion"]
    assert "Mass alone" in reasons["Edema"]
    assert not [
        m for m in decided.manifest.evidence.metrics if m.name == "f1" and m.label != "Mass"
    ]


def test_that_labels_that_exclude_one_another_are_not_adapted(manifest: Manifest) -> None:
    with pytest.raises(UsageError, match="exclude one another"):
        adapt(exclusive(manifest), replies((120, 60, 60)), YOUDEN)


def test_that_other_labels_keep_their_point_and_figures(manifest: Manifest) -> None:
    first = decide(manifest, replies((120, 60, 60)), choice()).manifest
    second = decide(first, replies((150, 80, 80)), choice(labels=("Mass",))).manifest
    for number in (0, 2):
        before, after = (decision_of(m).operating_points[number] for m in (first, second))
        assert before == after
    kept = [m for m in first.evidence.metrics if m.label == "Effusion" and m.name == "f1"]
    assert kept
    assert kept[0] in second.evidence.metrics
    changed = [m for m in second.evidence.metrics if (m.name, m.label) == ("f1", "Mass")]
    assert len(changed) == 1


def test_that_calibration_stays_unless_asked_for(manifest: Manifest) -> None:
    before = decision_of(manifest).calibration
    kept = decide(manifest, replies((120, 60, 60)), choice()).manifest
    assert decision_of(kept).calibration == before
    fitted = decide(manifest, replies((120, 60, 60)), choice(calibrate=True)).manifest
    assert all(found is not None for found in decision_of(fitted).calibration)
    assert decision_of(fitted).calibration[0] != before[0]


def test_that_verdicts_lower_the_calibration_error(manifest: Manifest) -> None:
    adapted = adapt(manifest, replies((120, 20, 80)), YOUDEN)
    assert [change.label for change in adapted.changes] == ["Effusion", "Edema"]
    for change in adapted.changes:
        assert change.error_after.value < change.error_before.value
        assert change.auroc.low < change.auroc.value < change.auroc.high
    assert any("Mass stays: 20 present" in sentence for sentence in adapted.left)
    assert decision_of(adapted.manifest).calibration[1] is None


def test_that_an_adapted_bundle_says_what_it_rests_on(manifest: Manifest) -> None:
    adapted = adapt(manifest, replies((120, 20, 80)), YOUDEN).manifest
    assert adapted.evidence.config["adapted"]["Edema"]["present"] == 80
    assert "verdicts" in adapted.limits
    point = decision_of(adapted).operating_points[2]
    assert point is not None
    assert "on a reader's verdicts" in point.criterion
    assert {m.part for m in adapted.evidence.metrics} == {"feedback"}
    assert adapted.status is manifest.status


def test_that_too_few_verdicts_are_refused_unless_forced_to_a_demo(manifest: Manifest) -> None:
    research = msgspec.structs.replace(manifest, status=BundleStatus.RESEARCH)
    with pytest.raises(UsageError, match="No label has 50 verdicts") as refused:
        adapt(research, replies((20, 49, 6)), YOUDEN)
    assert "Mass stays: 49 present and 351 absent" in refused.value.cause
    forced = adapt(research, replies((20, 49, 4)), YOUDEN, forced=True)
    assert [change.label for change in forced.changes] == ["Effusion", "Mass"]
    assert forced.manifest.status is BundleStatus.DEMO
    assert "fewer verdicts than can be trusted" in forced.manifest.limits


def test_that_no_patient_is_judged_by_a_calibration_that_saw_them() -> None:
    """One patient whose label is turned round moves every chance but their own."""
    given = replies((150, 0, 0))
    patients = [sample.patient_id for sample in given.samples]
    truth, scores = given.truth[:, 0] == 1, given.scores[:, 0]
    turned = truth.copy()
    turned[:2] = ~turned[:2]
    first, second = (cross_validated(each, scores, patients) for each in (truth, turned))
    assert first[:2] == pytest.approx(second[:2], abs=1e-12)
    assert (first != second).mean() > 0.7


def test_that_a_fold_without_both_classes_has_no_chance() -> None:
    truth = np.asarray([True, False, False, False, False])
    found = cross_validated(truth, np.linspace(0.1, 0.9, 5), [f"p{n}" for n in range(5)])
    assert np.isnan(found[0])
    assert not np.isnan(found[1:]).any()


def test_that_the_command_adapts_a_bundle_and_leaves_the_first_alone(
    tmp_path: Path, copied: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["file,label,verdict"]
    for n in range(24):
        write_picture(tmp_path / f"{n}.png", n)
        lines.append(f"{n}.png,Tuberculosis,{('absent', 'present')[n % 2]}")
    (tmp_path / "verdicts.csv").write_text("\n".join(lines) + "\n")
    folder, out = copied("tb"), tmp_path / "adapted"
    first = load_bundle(folder).identity
    words = ["adapt", str(folder), "--verdicts", str(tmp_path / "verdicts.csv"), "--out", str(out)]
    assert main(words) == 1
    assert "12 present and 12 absent" in capsys.readouterr().err
    assert main([*words, "--force-demo"]) == 0
    said = capsys.readouterr().out
    assert "calibration error" in said
    assert "after, cross-validated" in said
    again = load_bundle(out)
    assert load_bundle(folder).identity == first
    assert again.identity.checksum != first.checksum
    (fitted,) = decision_of(again.manifest).calibration
    assert fitted is not None
    assert 0.0 < platt_probability(0.5, fitted) < 1.0


def test_that_a_segmenter_has_nothing_to_adapt(
    tmp_path: Path, copied: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["adapt", str(copied("lungs")), "--verdicts", str(tmp_path / "v.csv")]
    assert main(words) == 1
    assert "no classifier" in capsys.readouterr().err
