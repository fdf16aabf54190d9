"""A small student that learns any bundle's scores on radiographs that nobody labelled.

The student is fitted with cross-entropy against the teacher's scores as they are, between 0 and 1
(Hinton, Vinyals and Dean, 2015). It cannot know more than its teacher, and its bundle claims
nothing but how far it agrees. Importing this module imports Keras.
"""

import csv
import io
import logging
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from cxrviewer.bundle.manifest import Decision, Explanation, Manifest, Metric
from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.domain.errors import ReadingError, UsageError
from cxrviewer.imaging.preprocess import prepare_grey
from cxrviewer.inference.models import BundlePredictor, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from training.atomic import write_whole
from training.bundling.bundle_folder import replace_folder, write_files
from training.bundling.calibration import attention_scales
from training.bundling.card import CARD_FILE, render_card
from training.bundling.describe import HEAD_FILE, draft_manifest
from training.bundling.export import FinishedRun, make_files
from training.data.opening import open_sample
from training.data.pictures import Pictures
from training.data.samples import Dataset, Sample
from training.data.splits import split_by_patient
from training.evaluation.agreement import agreement_metrics
from training.evaluation.asking import shown
from training.evaluation.measure import ask_classifier
from training.fitting.fit import fit
from training.fitting.job import Job
from training.fitting.run import LOG_FILE, logging_to, prepare_run
from training.recipe import Recipe

SCORES_FILE = "scores.csv"
DATASET = "teacher"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """What the teacher said: samples whose targets are its scores, and grey for the student.

    ``grey`` is float32, (n, height, width), in [0, 1], in the order of the samples.
    """

    dataset: Dataset
    grey: NDArray[np.float32]

    def pictures(self, samples: Sequence[Sample]) -> Pictures:
        """Return those of ``samples``."""
        place = {sample.image: row for row, sample in enumerate(self.dataset.samples)}
        rows = [place[sample.image] for sample in samples]
        targets = np.asarray([sample.targets for sample in samples], np.float32)
        return Pictures(self.grey[rows], targets, tuple(s.source for s in samples))


@dataclass(frozen=True, slots=True)
class Order:
    """Who teaches, on which samples in the folder ``images``, and where the run is kept."""

    teacher: ModelBundle
    samples: tuple[Sample, ...]
    images: Path
    run: Path


def distil(order: Order, recipe: Recipe, *, weights: Path) -> ModelBundle:
    """Fit the student and return its bundle, ``run``/NAME."""
    return export_student(teach(order, recipe, weights=weights), order.teacher)


def teach(order: Order, recipe: Recipe, *, weights: Path) -> FinishedRun:
    """Fit the student and return its run.

    ``weights`` holds published weights, for recipes that start from them. Raises UsageError where
    the teacher is no classifier or the radiographs are of fewer patients than two parts need.
    """
    teacher = open_model(order.teacher, RuntimeName.ONNX, Device.CPU)
    if not isinstance(teacher, BundlePredictor):
        raise UsageError(
            "Only a classifier can teach.",
            remedy="Name a classifier's bundle.",
            path=order.teacher.folder,
        )
    lesson = listen(teacher, order, recipe)
    plan = recipe.split
    split = split_by_patient(lesson.dataset.samples, share=plan.validation_share, seed=plan.seed)
    if not (split.train and split.validation):
        raise UsageError(
            f"{len(lesson.dataset.samples)} radiographs are too few to fit and to measure.",
            remedy="Name a folder with radiographs of more patients.",
            path=order.images,
        )
    recipe = student_of(recipe, order.teacher.manifest)
    prepare_run(recipe, split, order.run, resume=False)
    write_whole(order.run / SCORES_FILE, scores_table(lesson.dataset).encode())
    train, validation = lesson.pictures(split.train), lesson.pictures(split.validation)
    with logging_to(order.run / LOG_FILE):
        log.info("%d radiographs to fit, %d to compare", len(train), len(validation))
        fit(Job(recipe, train, validation, order.run), weights=weights)
    return FinishedRun(recipe, lesson.dataset, split, order.images, order.run, None)


def listen(teacher: BundlePredictor, order: Order, recipe: Recipe) -> Lesson:
    """Return the teacher's scores; a radiograph that does not open is left out and logged."""
    spec = recipe.input.preprocess_spec()
    labels = trained_labels(order.teacher.manifest)
    kept, grey = [], []
    for sample in shown(order.samples, "listening to the teacher"):
        try:
            radiograph = open_sample(sample, order.images)
        except ReadingError as error:
            log.warning("left out: %s", error.cause)
            continue
        said = {
            finding.pathology: finding.score for finding in teacher.predict(radiograph).findings
        }
        kept.append(replace(sample, targets=tuple(said[label] for label in labels)))
        grey.append(prepare_grey(radiograph, spec)[0])
    if not kept:
        raise UsageError(
            "None of the radiographs opens.", remedy="Name another folder.", path=order.images
        )
    return Lesson(Dataset(DATASET, labels, tuple(kept)), np.stack(grey))


def trained_labels(manifest: Manifest) -> tuple[str, ...]:
    """Return the labels that the teacher has learned something of."""
    output = manifest.output
    return tuple(label for label, does in zip(output.labels, output.trained, strict=True) if does)


def student_of(recipe: Recipe, teacher: Manifest) -> Recipe:
    """Return ``recipe`` with what follows from the teacher."""
    change = msgspec.structs.replace
    card = change(
        recipe.card,
        title=f"{teacher.title}, distilled",
        views=teacher.accepted.views,
        limits=(*recipe.card.limits, f"What limits its teacher limits it: {teacher.limits}"),
        not_for=tuple(dict.fromkeys((*recipe.card.not_for, *teacher.not_for))),
    )
    network = change(recipe.network, activation=teacher.output.activation)
    return change(recipe, card=card, network=network)


def scores_table(dataset: Dataset) -> str:
    """Return the teacher's scores as CSV text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["image", *dataset.labels])
    writer.writerows([s.image, *(f"{score:.6f}" for score in s.targets)] for s in dataset.samples)
    return text.getvalue()


def export_student(run: FinishedRun, teacher: ModelBundle) -> ModelBundle:
    """Write the student's bundle, asked in the way it will be asked."""
    with tempfile.TemporaryDirectory(dir=run.folder, prefix=".exporting-") as place:
        files, network = make_files(run)
        draft = draft_manifest(run.recipe, run.dataset, run.split, network)
        undecided = with_teacher(without_claims(draft), teacher, len(run.dataset.samples))
        drafted = write_files(Path(place) / "draft", undecided, files)
        manifest = with_agreement(undecided, drafted, run, teacher.manifest)
        files[CARD_FILE] = render_card(manifest).encode()
        bundle = write_files(Path(place) / "finished", manifest, files)
        for runtime in RuntimeName:
            open_model(bundle, runtime, Device.CPU)
        target = run.folder / run.recipe.name
        replace_folder(Path(place) / "finished", target)
    return ModelBundle(target, bundle.manifest, bundle.identity)


def without_claims(draft: Manifest) -> Manifest:
    """Return ``draft`` without operating points, calibration and prevalence: no truth was seen."""
    nothing = (None,) * len(draft.output.labels)
    decision = Decision(
        operating_points=nothing, calibration=nothing, prevalence=nothing, prior_correction=None
    )
    return msgspec.structs.replace(draft, decision=decision)


def with_teacher(draft: Manifest, teacher: ModelBundle, images: int) -> Manifest:
    """Return ``draft`` that says, for people and for programs, from whom it learned."""
    who = teacher.identity
    said = (
        f"Distilled from {who.name} {who.version} (manifest sha-256 {who.checksum}) on {images} "
        "radiographs without labels: it repeats that network's errors and adds its own. "
    )
    record = {"teacher": who.name, "version": who.version, "checksum": who.checksum}
    config = draft.evidence.config | {"distilled": record | {"images": images}}
    evidence = msgspec.structs.replace(draft.evidence, config=config)
    return msgspec.structs.replace(draft, limits=said + draft.limits, evidence=evidence)


def with_agreement(
    draft: Manifest, drafted: ModelBundle, run: FinishedRun, teacher: Manifest
) -> Manifest:
    """Return ``draft`` with colour-bar scales and how far the student agrees with its teacher."""
    student = open_model(drafted, RuntimeName.ONNX, Device.CPU)
    assert isinstance(student, BundlePredictor)
    answers = ask_classifier(student, run.split.validation, run.data)
    assert teacher.decision is not None
    pairs = zip(teacher.output.labels, teacher.decision.operating_points, strict=True)
    thresholds = {label: point.threshold for label, point in pairs if point is not None}
    metrics: tuple[Metric, ...] = agreement_metrics(answers, draft.output.labels, thresholds)
    evidence = msgspec.structs.replace(draft.evidence, metrics=metrics)
    explanation = Explanation(head=HEAD_FILE, scales=attention_scales(answers.peaks))
    return msgspec.structs.replace(draft, evidence=evidence, explanation=explanation)
