"""From a run folder to a bundle: convert, measure through the viewer's own path, write.

The bundle is written twice: once as a draft, so that it can be asked in the way it will be asked
on a workstation, and once with what was found. Importing this module imports TensorFlow.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import keras
import msgspec
import numpy as np

from cxrviewer.bundle.manifest import Explanation, Manifest, Metric, Platt, Task
from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.domain.errors import UsageError
from cxrviewer.imaging.preprocess import prepare
from cxrviewer.inference.models import BundlePredictor, BundleSegmenter, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from training.bundling.bundle_folder import replace_folder, write_files
from training.bundling.calibration import attention_scales
from training.bundling.card import CARD_FILE, OPERATING_POINTS, UNCALIBRATED, render_card
from training.bundling.decision import ON_VALIDATION, calibrated, known_of, points_of, record_of
from training.bundling.describe import (
    HEAD_FILE,
    KERAS_FILE,
    ONNX_FILE,
    SELF_CHECK_FILE,
    draft_manifest,
)
from training.bundling.graph import NetworkFiles, head_file, network_files, round_weights
from training.bundling.revision import with_record
from training.bundling.selfcheck import self_check_file, self_check_radiograph
from training.bundling.thresholds import EXCLUSIVE, Criterion, Rule, choose_each
from training.data.datasets import Dataset
from training.data.pictures import read_pictures
from training.data.splits import Split
from training.evaluation.baseline import classifier_baselines, mean_mask_baseline
from training.evaluation.controls import shortcut_controls
from training.evaluation.manifest_metrics import (
    classifier_metrics,
    decision_metrics,
    segmenter_metrics,
)
from training.evaluation.measure import Answers, ask_classifier, dice_of_segmenter
from training.fitting.fit import NETWORK_FILE
from training.fitting.run import RECIPE_FILE, dataset_of, read_split_of
from training.networks.architectures import features_of
from training.networks.building import BOTTLENECK
from training.recipe import Recipe, decode_recipe

YOUDEN = Criterion(Rule.YOUDEN)


@dataclass(frozen=True, slots=True)
class FinishedRun:
    """What a fit left behind, read back.

    ``lungs`` parts lungs from the rest for shortcut controls; None leaves those out.
    """

    recipe: Recipe
    dataset: Dataset
    split: Split
    data: Path
    folder: Path
    lungs: BundleSegmenter | None


def read_run(folder: Path, data: Path, *, lungs: BundleSegmenter | None = None) -> FinishedRun:
    """Return the run in ``folder``, whose images lie in ``data``."""
    if not (folder / RECIPE_FILE).is_file():
        raise UsageError(
            "There is no run in this folder.", remedy="Name one that fit --out wrote.", path=folder
        )
    recipe = decode_recipe((folder / RECIPE_FILE).read_bytes())
    dataset = dataset_of(recipe, data)
    split = read_split_of(recipe, dataset, folder)
    return FinishedRun(recipe, dataset, split, data, folder, lungs)


def export_run(run: FinishedRun, destination: Path) -> ModelBundle:
    """Write the bundle of ``run`` to ``destination``/NAME and return it, verified."""
    destination.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=destination, prefix=".exporting-") as place:
        files, network = make_files(run)
        draft = draft_manifest(run.recipe, run.dataset, run.split, network)
        drafted = write_files(Path(place) / "draft", draft, files)
        manifest = measured(draft, drafted, run)
        files[CARD_FILE] = render_card(manifest).encode()
        finished = Path(place) / "finished"
        bundle = write_files(finished, manifest, files)
        for runtime in RuntimeName:
            open_model(bundle, runtime, Device.CPU)
        replace_folder(finished, destination / run.recipe.name)
    return bundle


def make_files(run: FinishedRun) -> tuple[dict[str, bytes], NetworkFiles]:
    """Return the bundle's files, and the network among them with what is known of it."""
    segments = run.recipe.task is Task.SEGMENT
    if not (run.folder / NETWORK_FILE).is_file():
        raise UsageError(
            "The fit in this folder is not finished.",
            remedy="Go on with it: fit --resume.",
            path=run.folder,
        )
    model = keras.saving.load_model(run.folder / NETWORK_FILE, compile=False, safe_mode=True)
    round_weights(model)
    radiograph = self_check_radiograph()
    tensor = prepare(radiograph, run.recipe.input.preprocess_spec()).tensor
    network = network_files(
        model,
        run.recipe.task,
        feature_layer=BOTTLENECK if segments else features_of(run.recipe.network.backbone),
        probe=np.concatenate([tensor, tensor[:, ::-1]]),
    )
    outputs = np.asarray(model(tensor, training=False), np.float32)
    files = {
        ONNX_FILE: network.onnx,
        KERAS_FILE: network.keras,
        SELF_CHECK_FILE: self_check_file(radiograph, tensor, outputs),
    }
    if not segments:
        files[HEAD_FILE] = head_file(model)
    return files, network


def measured(draft: Manifest, bundle: ModelBundle, run: FinishedRun) -> Manifest:
    """Return ``draft`` with what its bundle said of the validation patients."""
    model = open_model(bundle, RuntimeName.ONNX, Device.CPU)
    if isinstance(model, BundleSegmenter):
        return measured_segmenter(draft, model, run)
    return measured_classifier(draft, model, run)


def measured_segmenter(draft: Manifest, model: BundleSegmenter, run: FinishedRun) -> Manifest:
    """Return ``draft`` with Dice."""
    samples = run.split.validation
    values = dice_of_segmenter(model, samples, run.data)
    spec = draft.preprocess
    train = read_pictures(run.split.train, run.data, spec)
    validation = read_pictures(samples, run.data, spec)
    return with_figures(
        draft,
        segmenter_metrics(samples, values),
        mean_mask_baseline(train, validation, samples),
    )


def measured_classifier(draft: Manifest, model: BundlePredictor, run: FinishedRun) -> Manifest:
    """Return ``draft`` with operating points, calibration, colour-bar scales and AUROC."""
    labels = draft.output.labels
    answers = ask_classifier(model, run.split.validation, run.data)
    filled = decided(draft, answers, calibrate=run.recipe.decision.calibrate)
    assert filled.decision is not None
    metrics = classifier_metrics(answers, labels)
    metrics += decision_metrics(answers, labels, filled.decision.operating_points)
    scales = attention_scales(answers.peaks)
    filled = msgspec.structs.replace(filled, explanation=Explanation(head=HEAD_FILE, scales=scales))
    baselines = classifier_baselines(run.dataset, run.split)
    if run.lungs is not None:
        baselines += shortcut_controls(model, run.lungs, run.split.validation, run.data)
    return with_figures(filled, metrics, baselines)


def decided(draft: Manifest, answers: Answers, *, calibrate: bool) -> Manifest:
    """Return ``draft`` with the decision that the validation patients can support."""
    assert draft.decision is not None
    labels, exclusive = draft.output.labels, draft.output.exclusive
    columns = {label: known_of(answers, number) for number, label in enumerate(labels)}
    found = choose_each(columns, YOUDEN, ON_VALIDATION, exclusive=exclusive)
    record = record_of(YOUDEN, ON_VALIDATION, found)
    if calibrate and exclusive:
        record[UNCALIBRATED] = EXCLUSIVE
    calibration: tuple[Platt | None, ...] = (None,) * len(labels)
    if calibrate:
        calibration = tuple(calibrated(columns, ON_VALIDATION, exclusive=exclusive).values())
    decision = msgspec.structs.replace(
        draft.decision,
        operating_points=tuple(points_of(found).values()),
        calibration=calibration,
    )
    changed = msgspec.structs.replace(draft, decision=decision)
    return with_record(changed, OPERATING_POINTS, record)


def with_figures(
    draft: Manifest, metrics: tuple[Metric, ...], baselines: tuple[Metric, ...]
) -> Manifest:
    found = msgspec.structs.replace(draft.evidence, metrics=metrics, baselines=baselines)
    return msgspec.structs.replace(draft, evidence=found)
