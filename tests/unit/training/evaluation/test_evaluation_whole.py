"""A bundle asked, measured and reported, with tiny networks."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import msgspec
import numpy as np
import pytest

from cxrviewer.bundle.manifest import Manifest
from cxrviewer.bundle.model_bundle import ModelBundle, load_bundle
from cxrviewer.domain.analysis import BundleStatus
from cxrviewer.domain.errors import UsageError
from cxrviewer.inference.models import BundlePredictor, BundleSegmenter, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from cxrviewer.reading.load import load
from tests.data.bundles import write_classifier
from tests.data.readings import made_samples, write_listed
from training.__main__ import main
from training.bundling.revision import with_evaluation, write_revision
from training.commands.evaluation import predictions_table
from training.data.samples import Dataset, Sample
from training.data.sources.boxes import Box
from training.evaluation.asking import ask, place, truth_for
from training.evaluation.evaluation import Answered, Question, evaluate
from training.evaluation.record import Evaluation, read_evaluation
from training.evaluation.shortcuts import leans_on_the_rest, rows_of_large_sources

LABELS = ("Effusion", "Mass", "Edema")
COUNT = 48


def opened(folder: Path) -> BundlePredictor | BundleSegmenter:
    return open_model(load_bundle(folder), RuntimeName.ONNX, Device.CPU)


@pytest.fixture(scope="module")
def answered(
    tmp_path_factory: pytest.TempPathFactory, tiny_models: Path
) -> tuple[Answered, Question, ModelBundle]:
    data = tmp_path_factory.mktemp("asked")
    samples = made_samples(data, COUNT, labels=3)
    lungs = opened(tiny_models / "lungs")
    assert isinstance(lungs, BundleSegmenter)
    boxes = {"000.png": (Box("Effusion", 0.0, 0.0, 1024.0, 1024.0),)}
    question = Question(
        Dataset("made", LABELS, samples), samples, "validation", data, samples, lungs, boxes
    )
    bundle = load_bundle(tiny_models / "nih14")
    return evaluate(bundle, question), question, bundle


def test_that_scores_are_the_viewer_s_own(
    answered: tuple[Answered, Question, ModelBundle],
) -> None:
    found, question, bundle = answered
    replies = found.replies
    assert replies is not None
    model = opened(bundle.folder)
    assert isinstance(model, BundlePredictor)
    for row in (0, 17):
        said = model.predict(load(question.data / question.samples[row].image))
        for finding in said.findings:
            column = LABELS.index(finding.pathology)
            assert replies.scores[row, column] == finding.score
            if finding.probability is not None:
                assert replies.chances[row, column] == finding.probability
    assert np.isnan(replies.chances[:, 1:]).all()


def test_that_every_kind_of_figure_is_there(
    answered: tuple[Answered, Question, ModelBundle],
) -> None:
    evaluation = answered[0].evaluation
    names = {metric.name for metric in (*evaluation.metrics, *evaluation.baselines)}
    assert {
        "auroc",
        "average_precision",
        "sensitivity",
        "f1",
        "ece",
        "brier_of_score",
        "pointing_game",
        "iobb_0.1",
        "accuracy_of_majority",
        "auroc_of_view_age_sex",
        "auroc_above_metadata",
        "auroc_of_lungs_alone",
        "auroc_without_lungs",
        "auroc_of_source_from_features",
    } <= names
    groups = {metric.group for metric in evaluation.metrics}
    assert {"all", "source:north", "view:AP", "sex:M", "age:15-39"} <= groups


def test_that_a_box_over_everything_is_always_hit(
    answered: tuple[Answered, Question, ModelBundle],
) -> None:
    evaluation = answered[0].evaluation
    for name in ("pointing_game", "pointing_game_by_chance", "iobb_0.5"):
        metric = evaluation.find(name, "Effusion")
        assert metric is not None
        assert (metric.value, metric.images) == (1.0, 1)


def test_that_a_gain_is_the_difference_of_its_two_figures(
    answered: tuple[Answered, Question, ModelBundle],
) -> None:
    evaluation = answered[0].evaluation
    own, other, gain = (
        evaluation.find(name, "macro")
        for name in ("auroc", "auroc_of_view_age_sex", "auroc_above_metadata")
    )
    assert own is not None
    assert other is not None
    assert gain is not None
    assert gain.value == pytest.approx(own.value - other.value, abs=1e-4)


def test_that_labels_without_operating_point_are_named(
    answered: tuple[Answered, Question, ModelBundle],
) -> None:
    notes = " ".join(answered[0].evaluation.notes)
    assert "Mass, Edema" in notes
    assert answered[0].evaluation.find("sensitivity", "Mass") is None


def test_that_predictions_hold_truth_score_and_probability(
    answered: tuple[Answered, Question, ModelBundle],
) -> None:
    replies = answered[0].replies
    assert replies is not None
    rows = list(csv.DictReader(io.StringIO(predictions_table(replies))))
    assert len(rows) == COUNT
    assert rows[0]["Effusion truth"] == "1"
    assert float(rows[3]["Mass score"]) == pytest.approx(replies.scores[3, 1], abs=1e-5)
    assert rows[0]["Mass probability"] == ""


def test_that_a_head_that_never_learned_has_no_figure(tmp_path: Path) -> None:
    def untrained(manifest: Manifest) -> Manifest:
        output = msgspec.structs.replace(manifest.output, trained=(True, False))
        return msgspec.structs.replace(manifest, output=output)

    bundle = load_bundle(
        write_classifier(tmp_path / "b", labels=("Effusion", "Mass"), change=untrained)
    )
    samples = made_samples(tmp_path / "data", 12, labels=2)
    question = Question(
        Dataset("made", ("Effusion", "Mass"), samples), samples, "outside", tmp_path / "data"
    )
    found = evaluate(bundle, question).evaluation
    assert found.find("auroc", "Effusion") is not None
    assert found.find("auroc", "Mass") is None
    assert any("never learned" in note and "Mass" in note for note in found.notes)
    assert {metric.part for metric in found.metrics} == {"outside"}


def test_that_an_exclusive_network_has_its_table_and_confusion(tmp_path: Path) -> None:
    def exclusive(manifest: Manifest) -> Manifest:
        output = msgspec.structs.replace(manifest.output, exclusive=True)
        return msgspec.structs.replace(manifest, output=output)

    labels = ("TB", "NTB", "NORM")
    bundle = load_bundle(write_classifier(tmp_path / "b", labels=labels, change=exclusive))
    samples = tuple(
        replace(s, targets=tuple(float(n % 3 == k) for k in range(3)))
        for n, s in enumerate(made_samples(tmp_path / "data", 12))
    )
    question = Question(Dataset("made", labels, samples), samples, "test", tmp_path / "data")
    found = evaluate(bundle, question).evaluation
    accuracy = found.find("class_accuracy", "all")
    counts = np.asarray(found.confusions[0].counts)
    assert accuracy is not None
    assert accuracy.value == pytest.approx(np.trace(counts) / 12, abs=1e-4)
    assert counts.sum(axis=1).tolist() == [4, 4, 4]


def test_that_a_mask_bundle_gets_overlap_and_distance(tmp_path: Path, tiny_models: Path) -> None:
    samples = []
    for n, sample in enumerate(made_samples(tmp_path, 6)):
        pixels = load(tmp_path / sample.image).indices
        mask = np.where(pixels < 120, 255, 0).astype(np.uint8)
        (tmp_path / f"m{n}.png").write_bytes(cv2.imencode(".png", mask)[1].tobytes())
        samples.append(replace(sample, mask=f"m{n}.png", targets=()))
    question = Question(Dataset("made", (), tuple(samples)), tuple(samples), "test", tmp_path)
    found = evaluate(load_bundle(tiny_models / "lungs"), question).evaluation
    values = {m.name: m.value for m in found.metrics if m.group == "all"}
    assert set(values) == {"dice", "dice_p05", "iou", "hausdorff95"}
    assert 0.0 < values["iou"] < values["dice"] <= 1.0
    assert values["dice_p05"] <= values["dice"]


def test_that_labels_are_matched_by_name(tmp_path: Path) -> None:
    samples = made_samples(tmp_path, 4, labels=2)
    dataset = Dataset("made", ("Mass", "Nodule"), samples)
    truth = truth_for(("Edema", "Mass"), dataset, samples)
    assert np.isnan(truth[:, 0]).all()
    assert truth[:, 1].tolist() == [1.0, 0.0, 1.0, 0.0]
    with pytest.raises(UsageError, match="none of the bundle's labels"):
        truth_for(("Edema",), dataset, samples)


def test_that_boxes_are_scaled_to_the_radiograph(tmp_path: Path, tiny_models: Path) -> None:
    model = opened(tiny_models / "nih14")
    assert isinstance(model, BundlePredictor)
    made_samples(tmp_path, 1)
    said = model.predict(load(tmp_path / "000.png"))
    whole = place(said.attention, (Box("Mass", 0.0, 0.0, 512.0, 1024.0),))
    assert [label for label, _ in whole] == ["Mass"]
    assert whole[0][1].chance == pytest.approx(0.5)
    assert place(said.attention, (Box("Hernia", 0.0, 0.0, 9.0, 9.0),)) == []


def test_that_a_thumbnail_keeps_the_aspect_ratio(tmp_path: Path, tiny_models: Path) -> None:
    model = opened(tiny_models / "tb")
    assert isinstance(model, BundlePredictor)
    samples = made_samples(tmp_path, 1)
    replies = ask(model, samples, tmp_path, truth=np.zeros((1, 1)))
    assert replies.thumbnails.shape == (1, 257)
    assert replies.thumbnails[0, -1] == pytest.approx(40 / 48)
    assert replies.thumbnails[0, :-1].min() >= 0.0
    assert replies.thumbnails[0, :-1].max() <= 1.0


def test_that_sources_of_few_patients_are_not_told_apart() -> None:
    def sample(n: int, source: str) -> Sample:
        return Sample(f"{n}.png", f"{source}{n}", source, "all")

    small = [sample(n, "a") for n in range(20)] + [sample(n, "b") for n in range(9)]
    assert len(rows_of_large_sources(small)) == 0
    large = [*small, sample(9, "b")]
    assert len(rows_of_large_sources(large)) == 30


def leaning(evaluation: Evaluation, value: float) -> Evaluation:
    raised = tuple(
        msgspec.structs.replace(m, value=value) if m.name == "auroc_without_lungs" else m
        for m in evaluation.baselines
    )
    return msgspec.structs.replace(evaluation, baselines=raised)


@pytest.mark.parametrize(
    ("value", "status"), [(0.66, BundleStatus.DEMO), (0.65, BundleStatus.RESEARCH)]
)
def test_that_answering_without_lungs_makes_a_demo(
    answered: tuple[Answered, Question, ModelBundle], value: float, status: BundleStatus
) -> None:
    evaluation = leaning(answered[0].evaluation, value)
    manifest = msgspec.structs.replace(answered[2].manifest, status=BundleStatus.RESEARCH)
    assert (leans_on_the_rest(evaluation.baselines) is not None) == (value > 0.65)
    assert with_evaluation(manifest, evaluation).status is status


def test_that_a_revision_has_another_version_and_checksum_and_the_same_network(
    answered: tuple[Answered, Question, ModelBundle], tmp_path: Path
) -> None:
    found, _, bundle = answered
    revised = write_revision(
        bundle, with_evaluation(bundle.manifest, found.evaluation), tmp_path / "nih14"
    )
    again = load_bundle(tmp_path / "nih14")
    assert again.identity == revised.identity
    assert again.identity.checksum != bundle.identity.checksum
    assert (bundle.manifest.version, again.manifest.version) == ("0.0.1", "0.0.2")
    assert again.manifest.files["model.onnx"] == bundle.manifest.files["model.onnx"]
    assert again.manifest.evidence.metrics == found.evaluation.metrics
    assert not list(tmp_path.glob(".revising-*"))


def test_that_the_command_writes_report_record_and_predictions(
    tmp_path: Path, copied: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    write_listed(tmp_path / "data", 16)
    given = ["--data", str(tmp_path / "data"), "--dataset", "csv", "--set", "labels=Tuberculosis"]
    words = ["evaluate", str(copied("tb")), *given, "--out", str(tmp_path / "out"), "--update"]
    assert main(words) == 0
    folder = tmp_path / "out" / "tb"
    assert {path.name for path in folder.iterdir()} == {
        "report.html",
        "evaluation.json",
        "predictions.csv",
        "plots",
    }
    found = read_evaluation(folder)
    assert load_bundle(tmp_path / "models" / "tb").manifest.evidence.metrics == found.metrics
    assert "auroc" in capsys.readouterr().out
    assert main(["compare", str(folder), str(folder), "--out", str(tmp_path / "c.html")]) == 0
    assert (tmp_path / "c.html").read_text().startswith("<!doctype html>")


def test_that_a_part_without_radiographs_is_refused(
    tmp_path: Path, copied: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    write_listed(tmp_path / "data", 4)
    given = ["--data", str(tmp_path / "data"), "--dataset", "csv", "--set", "labels=Tuberculosis"]
    assert main(["evaluate", str(copied("tb")), *given, "--part", "night"]) == 1
    assert "night" in capsys.readouterr().err


def test_that_a_file_that_is_no_evaluation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no evaluation"):
        read_evaluation(tmp_path)
    (tmp_path / "evaluation.json").write_text("{}")
    with pytest.raises(UsageError, match="Measure the bundle again"):
        read_evaluation(tmp_path)
