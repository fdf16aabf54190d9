"""One bundle, one list of radiographs, everything that can be said of them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from cxrviewer.bundle.manifest import Metric
from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.domain.analysis import OperatingPoint
from cxrviewer.inference.models import BundlePredictor, BundleSegmenter, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from training.data.samples import Dataset, Sample
from training.data.splits import Split, sha256_of_split
from training.evaluation.asking import Boxes, Replies, ask, ask_masks, truth_for
from training.evaluation.baseline import majority_accuracies
from training.evaluation.classifier import (
    classifier_metrics,
    exclusive_metrics,
    localisation_metrics,
    point_confusions,
)
from training.evaluation.controls import LUNGS_ALONE
from training.evaluation.curves import curves_of
from training.evaluation.record import FORMAT, Confusion, Evaluation, Subject
from training.evaluation.segmenter import segmenter_metrics
from training.evaluation.shortcuts import (
    GREATEST_WITHOUT_LUNGS,
    areas,
    leans_on_the_rest,
    lung_controls,
    metadata_metrics,
    source_metrics,
)


@dataclass(frozen=True, slots=True)
class Question:
    """What to measure on, and with which helpers.

    ``samples`` are part ``part`` of ``dataset``; ``train`` are those that a baseline may learn
    from, empty for a set from outside. ``lungs`` parts lungs from the rest, None leaves the lung
    controls out; ``boxes`` are radiologists' boxes by file name, None leaves localisation out.
    """

    dataset: Dataset
    samples: tuple[Sample, ...]
    part: str
    data: Path
    train: tuple[Sample, ...] = ()
    lungs: BundleSegmenter | None = None
    boxes: Boxes | None = None

    @property
    def split(self) -> Split:
        return Split(self.train, self.samples)


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """The evaluation, and the replies behind it, which a segmenter does not have."""

    evaluation: Evaluation
    replies: Replies | None


def evaluate(bundle: ModelBundle, question: Question) -> Answered:
    """Measure ``bundle`` as the viewer asks it, on the CPU."""
    model = open_model(bundle, RuntimeName.ONNX, Device.CPU)
    subject = _subject(bundle, question)
    if isinstance(model, BundleSegmenter):
        return Answered(_of_masks(model, subject, question), None)
    labels = bundle.manifest.output.labels
    truth = truth_for(labels, question.dataset, question.samples)
    replies = ask(model, question.samples, question.data, truth=truth, boxes=question.boxes)
    return Answered(_of_scores(model, subject, question, replies), replies)


def _subject(bundle: ModelBundle, question: Question) -> Subject:
    manifest = bundle.manifest
    return Subject(
        name=manifest.name,
        version=manifest.version,
        title=manifest.title,
        status=manifest.status,
        checksum=bundle.identity.checksum,
        task=manifest.task,
        labels=manifest.output.labels,
        started_from=manifest.evidence.start_weights,
        architecture=manifest.network.architecture,
        parameters=manifest.network.parameters,
        dataset=question.dataset.name,
        part=question.part,
        samples_sha256=sha256_of_split(Split((), question.samples)),
        images=len(question.samples),
        patients=len({sample.patient_id for sample in question.samples}),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _of_masks(model: BundleSegmenter, subject: Subject, question: Question) -> Evaluation:
    fits = ask_masks(model, question.samples, question.data)
    return Evaluation(
        format=FORMAT,
        subject=subject,
        metrics=segmenter_metrics(question.samples, fits, part=question.part),
        baselines=(),
        curves=(),
        confusions=(),
        notes=(),
    )


def _of_scores(
    model: BundlePredictor, subject: Subject, question: Question, replies: Replies
) -> Evaluation:
    manifest = model.bundle.manifest
    assert manifest.decision is not None
    points = manifest.decision.operating_points
    metrics = classifier_metrics(replies, points, part=question.part)
    confusions = point_confusions(replies, points)
    if manifest.output.exclusive:
        table, confusion = exclusive_metrics(replies, part=question.part)
        metrics, confusions = metrics + table, (confusion, *confusions)
    metrics += localisation_metrics(replies, part=question.part)
    baselines = _baselines(model, question, replies)
    return Evaluation(
        format=FORMAT,
        subject=subject,
        metrics=metrics,
        baselines=baselines,
        curves=curves_of(replies, points),
        confusions=confusions,
        notes=tuple(_notes(replies, points, confusions, baselines)),
    )


def _baselines(model: BundlePredictor, question: Question, replies: Replies) -> tuple[Metric, ...]:
    found: list[Metric] = []
    if question.train and question.dataset.labels == replies.labels:
        found += majority_accuracies(replies.labels, question.split)
        found += metadata_metrics(replies, question.split, part=question.part)
    if question.lungs is not None:
        halves = lung_controls(model, question.lungs, replies, question.data)
        for name, half in halves.items():
            found += areas(name, half, part=question.part, kinds=("source",))
    found += source_metrics(replies, part=question.part)
    return tuple(found)


def _notes(
    replies: Replies,
    points: tuple[OperatingPoint | None, ...],
    confusions: tuple[Confusion, ...],
    baselines: tuple[Metric, ...],
) -> list[str]:
    """Return what a reader must know beside the figures."""
    found = []
    without = [label for label, p in zip(replies.labels, points, strict=True) if p is None]
    if without and len(confusions) < len(replies.labels):
        found.append(f"No operating point, hence no rates: {', '.join(without)}.")
    unscored = [
        label
        for label, column in zip(replies.labels, replies.scores.T, strict=True)
        if np.isnan(column).all()
    ]
    if unscored:
        found.append(f"These heads never learned and say nothing: {', '.join(unscored)}.")
    leaning = leans_on_the_rest(baselines)
    if leaning is not None:
        found.append(
            f"Without any lung the network still reaches an AUROC of {leaning.value:.3f}, above "
            f"{GREATEST_WITHOUT_LUNGS}: it is a demonstration at most."
        )
    if not any(metric.name == LUNGS_ALONE for metric in baselines):
        found.append("The lung controls were not measured: no lungs bundle was at hand.")
    return found
