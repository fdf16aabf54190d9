"""A student learns what a teacher says of radiographs without labels."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from cxrviewer.bundle.model_bundle import ModelBundle, load_bundle
from cxrviewer.domain.errors import UsageError
from cxrviewer.inference.models import BundlePredictor, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from cxrviewer.reading.load import load
from tests.data import dicom_files
from tests.data.readings import write_picture
from tests.data.small_fits import QUIET, eager
from training.bundling.distil import Order, distil, export_student, teach, trained_labels
from training.commands.distil import STUDENT
from training.data.balance import prior_logits
from training.data.samples import Sample
from training.data.unlabelled import unlabelled_samples
from training.evaluation.agreement import agreement_metrics, correlation
from training.evaluation.draws import patient_weights
from training.evaluation.measure import Answers
from training.recipe import PhasePlan, Recipe, read_recipe

SIDE = 32
COUNT = 24
pytestmark = QUIET


def small() -> Recipe:
    recipe = read_recipe(str(STUDENT))
    change = msgspec.structs.replace
    phases = (PhasePlan(epochs=1, learning_rate=1e-3, last_layers="all"),)
    return change(
        recipe,
        input=change(recipe.input, height=SIDE, width=SIDE),
        fit=change(recipe.fit, batch_size=8, phases=phases, average=0.0),
    )


@pytest.fixture(scope="module")
def taught(
    tmp_path_factory: pytest.TempPathFactory, tiny_models: Path
) -> tuple[ModelBundle, Order]:
    place = tmp_path_factory.mktemp("distil")
    for n in range(COUNT):
        write_picture(place / "images" / f"{n}.png", n, rows=80, columns=72)
    (place / "images" / "notes.txt").write_text("no picture")
    samples = unlabelled_samples(place / "images")
    order = Order(load_bundle(tiny_models / "nih14"), samples, place / "images", place / "run")
    with eager():
        run = teach(order, small(), weights=place)
    return export_student(run, order.teacher), order


def test_that_the_student_is_a_bundle_that_the_viewer_opens(
    taught: tuple[ModelBundle, Order],
) -> None:
    bundle, order = taught
    model = open_model(load_bundle(order.run / "student"), RuntimeName.ONNX, Device.CPU)
    assert isinstance(model, BundlePredictor)
    said = model.predict(load(order.images / "0.png"))
    assert [f.pathology for f in said.findings] == list(order.teacher.manifest.output.labels)
    assert len(said.attention) == len(said.findings)
    assert bundle.identity == load_bundle(order.run / "student").identity


def test_that_the_card_names_the_teacher_by_checksum(taught: tuple[ModelBundle, Order]) -> None:
    bundle, order = taught
    checksum = order.teacher.identity.checksum
    assert f"Distilled from nih14 0.0.1 (manifest sha-256 {checksum})" in bundle.manifest.limits
    assert checksum in (bundle.folder / "MODEL_CARD.md").read_text()
    assert bundle.manifest.evidence.config["distilled"] == {
        "teacher": "nih14",
        "version": "0.0.1",
        "checksum": checksum,
        "images": COUNT,
    }


def test_that_a_student_claims_nothing_that_needs_a_truth(
    taught: tuple[ModelBundle, Order],
) -> None:
    manifest = taught[0].manifest
    assert manifest.decision is not None
    assert set(manifest.decision.operating_points) == {None}
    assert set(manifest.decision.calibration) == {None}
    assert set(manifest.decision.prevalence) == {None}
    names = {metric.name for metric in manifest.evidence.metrics}
    assert "difference_from_teacher" in names
    assert "auroc" not in names


def test_that_the_run_keeps_the_teacher_s_scores(taught: tuple[ModelBundle, Order]) -> None:
    _, order = taught
    model = open_model(order.teacher, RuntimeName.ONNX, Device.CPU)
    assert isinstance(model, BundlePredictor)
    lines = (order.run / "scores.csv").read_text().splitlines()
    assert len(lines) == COUNT + 1
    name, *scores = lines[5].split(",")
    said = model.predict(load(order.images / name)).findings
    assert [float(score) for score in scores] == pytest.approx(
        [finding.score for finding in said], abs=1e-5
    )
    assert (order.run / "network.keras").is_file()


def test_that_a_begun_run_is_not_overwritten(taught: tuple[ModelBundle, Order]) -> None:
    _, order = taught
    with pytest.raises(UsageError, match="A fit has begun"):
        teach(order, small(), weights=order.images)


def test_that_a_segmenter_cannot_teach(tiny_models: Path, tmp_path: Path) -> None:
    order = Order(load_bundle(tiny_models / "lungs"), (), tmp_path, tmp_path / "run")
    with pytest.raises(UsageError, match="Only a classifier"):
        distil(order, small(), weights=tmp_path)


def test_that_one_radiograph_is_too_few(tiny_models: Path, tmp_path: Path) -> None:
    write_picture(tmp_path / "images" / "a.png", 1, rows=80, columns=72)
    samples = unlabelled_samples(tmp_path / "images")
    order = Order(load_bundle(tiny_models / "tb"), samples, tmp_path / "images", tmp_path / "run")
    with pytest.raises(UsageError, match="too few"):
        distil(order, small(), weights=tmp_path)
    assert not (tmp_path / "run").exists()


def test_that_heads_without_learning_teach_nothing(tiny_models: Path) -> None:
    manifest = load_bundle(tiny_models / "nih14").manifest
    output = msgspec.structs.replace(manifest.output, trained=(True, False, True))
    changed = msgspec.structs.replace(manifest, output=output)
    assert trained_labels(changed) == ("Effusion", "Edema")


def test_that_pictures_and_dicom_files_are_found_and_others_left_out(tmp_path: Path) -> None:
    write_picture(tmp_path / "one" / "a.png", 1, rows=80, columns=72)
    (tmp_path / "two").mkdir()
    dicom_files.write(tmp_path / "two" / "b.dcm", dicom_files.chest())
    (tmp_path / "two" / "c.txt").write_text("no picture")
    found = unlabelled_samples(tmp_path)
    assert {sample.image for sample in found} == {"one/a.png", "two/b.dcm"}
    assert {sample.targets for sample in found} == {()}


def test_that_a_folder_without_radiographs_is_refused(tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text("no picture")
    with pytest.raises(UsageError, match="no chest radiograph"):
        unlabelled_samples(tmp_path)


def test_that_soft_targets_start_the_head_at_their_mean() -> None:
    soft = np.full((98, 1), 0.25, np.float32)
    assert prior_logits(soft)[0] == pytest.approx(np.log((98 * 0.25 + 1) / (98 * 0.75 + 1)))


def test_that_correlation_is_numpy_s() -> None:
    rng = np.random.default_rng(0)
    first, second = rng.random(30), rng.random(30)
    weights = patient_weights([f"p{n}" for n in range(30)], draws=4)
    found = correlation(first, second, weights)
    for value, row in zip(found, weights, strict=True):
        drawn = np.repeat(np.arange(30), row.astype(int))
        assert value == pytest.approx(np.corrcoef(first[drawn], second[drawn])[0, 1])
    assert np.isnan(correlation(np.ones(30), second, weights)).all()


def test_that_a_student_that_repeats_its_teacher_agrees_fully() -> None:
    said = np.linspace(0.1, 0.9, 20)[:, np.newaxis]
    samples = tuple(Sample(f"{n}.png", f"p{n}", "here", "here") for n in range(20))
    found = agreement_metrics(Answers(samples, said, said, said), ("Mass",), {"Mass": 0.5})
    assert {metric.name: metric.value for metric in found} == {
        "difference_from_teacher": 0.0,
        "correlation_with_teacher": 1.0,
        "auroc_of_teacher_above": 1.0,
    }
