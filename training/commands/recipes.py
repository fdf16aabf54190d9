"""Actions upon a recipe: info, baseline, split, fit, export. Frameworks wait until needed."""

import argparse
import logging
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from cxrviewer.bundle.manifest import Metric, Task
from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.domain.errors import CxrError, UsageError
from cxrviewer.domain.places import resources_folder
from cxrviewer.inference.models import BundleSegmenter, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from training.choices import Start
from training.data.balance import count_labels
from training.data.datasets import Sample
from training.data.splits import sha256_of_split, split_table
from training.fitting.machine import Machine, Precision, Strategy
from training.fitting.run import dataset_of, fit_recipe, split_of
from training.recipe import read_recipe, with_held_out, with_start

Action = Callable[[argparse.Namespace], None]
Add = Callable[[str, str, Action], argparse.ArgumentParser]
SPLITS = Path(__file__).parents[1] / "splits"
LUNGS = "lungs"

RECIPE = "a recipe's name, or a TOML file"
FIT = """Fit a recipe's network into a run folder. The folder receives the recipe with its seeds,
the split list, fit.log, a checkpoint after each epoch, the learning curve (history.json,
curves.csv, curves.png, and events for TensorBoard) and, in the end, the network. A fit that was
broken off goes on with --resume, to the bit. Where jax is installed, KERAS_BACKEND=jax fits without
TensorFlow, and writes no TensorBoard events; export needs TensorFlow."""
EXPORT = """Make a bundle of a finished run: convert the network, measure it through the viewer's
own path on the validation patients, choose operating points that at least 50 radiographs of either
kind support, and write manifest and model card. With a lungs bundle in --out the shortcut controls
are measured as well."""

log = logging.getLogger(__name__)


def register(add: Add) -> None:
    """Add the actions; ``add`` makes one parser of a name, a help text and an action."""
    one = add("info", "count a recipe's labels, sources and patients", show_info)
    one.add_argument("recipe", help=RECIPE)
    one = add("baseline", "print what can be had without a network", show_baseline)
    one.add_argument("recipe", help=RECIPE)
    one = add("split", "write a recipe's split list", write_split)
    one.add_argument("recipe", help=RECIPE)
    one.add_argument(
        "--out", type=Path, default=SPLITS, help="folder of the list; default: the package's"
    )
    _add_fit(add)
    one = add("export", "make a bundle of a finished run", run_export)
    one.description = EXPORT
    one.add_argument("run", type=Path, help="the folder that fit --out wrote")
    one.add_argument(
        "--out",
        type=Path,
        default=resources_folder() / "models",
        help="folder that the bundle is put in; default: the viewer's own models",
    )


def _add_fit(add: Add) -> None:
    one = add("fit", "fit a recipe's network into a run folder", run_fit)
    one.description = FIT
    one.add_argument("recipe", help=RECIPE)
    one.add_argument("--out", type=Path, required=True, metavar="RUN", help="the run folder")
    one.add_argument("--resume", action="store_true", help="go on from the run's checkpoint")
    one.add_argument("--start", choices=list(Start), help="other first weights than the recipe's")
    held_out = one.add_mutually_exclusive_group()
    held_out.add_argument(
        "--fold", default="", metavar="N/K", help="validate on the Nth of K folds instead"
    )
    held_out.add_argument(
        "--leave-out", default="", metavar="SOURCE", help="validate on all of a source instead"
    )
    one.add_argument(
        "--strategy",
        choices=list(Strategy),
        default=Strategy.NONE,
        help="none: one device; mirrored: all of this machine; multiworker: the processes of "
        "TF_CONFIG, which need one RUN folder that all can see",
    )
    one.add_argument(
        "--precision",
        choices=list(Precision),
        default=Precision.AUTO,
        help="auto: mixed where the device is faster with it",
    )


def show_info(given: argparse.Namespace) -> None:
    """Print radiographs, patients and labels of each part of the split."""
    recipe = read_recipe(given.recipe)
    dataset = dataset_of(recipe, given.data)
    split = split_of(recipe, dataset, given.data)
    print(f"{recipe.name} {recipe.version}: {recipe.card.title}; split {sha256_of_split(split)}")
    for part, samples in (("train", split.train), ("validation", split.validation)):
        patients = len({sample.patient_id for sample in samples})
        print(f"{part}: {len(samples)} radiographs, {patients} patients, {_by_source(samples)}")
        targets = np.asarray([sample.targets for sample in samples], np.float32)
        for count in count_labels(targets, dataset.labels):
            print(
                f"  {count.label:20} {count.positives:5} with, {count.negatives:5} without, "
                f"{count.unknown:5} unknown, majority {count.majority_accuracy:.3f}"
            )


def show_baseline(given: argparse.Namespace) -> None:
    """Print what can be had without a network."""
    from training.data.pictures import read_pictures  # noqa: PLC0415
    from training.evaluation.baseline import classifier_baselines, mean_mask_baseline  # noqa: PLC0415

    recipe = read_recipe(given.recipe)
    dataset = dataset_of(recipe, given.data)
    split = split_of(recipe, dataset, given.data)
    if recipe.task is Task.CLASSIFY:
        show_metrics(classifier_baselines(dataset, split))
        return
    spec = recipe.input.preprocess_spec()
    train, validation = (
        read_pictures(samples, given.data, spec) for samples in (split.train, split.validation)
    )
    show_metrics(mean_mask_baseline(train, validation, split.validation))


def write_split(given: argparse.Namespace) -> None:
    """Write the recipe's split list, image and part, as CSV."""
    recipe = read_recipe(given.recipe)
    split = split_of(recipe, dataset_of(recipe, given.data), given.data)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / f"{recipe.name}.csv").write_text(split_table(split), encoding="utf-8")


def run_fit(given: argparse.Namespace) -> None:
    """Fit a recipe, or go on with a fit."""
    recipe = read_recipe(given.recipe)
    if given.start:
        recipe = with_start(recipe, Start(given.start))
    if given.fold or given.leave_out:
        recipe = with_held_out(recipe, fold=given.fold, source=given.leave_out)
    machine = Machine(Strategy(given.strategy), Precision(given.precision))
    fit_recipe(recipe, data=given.data, run=given.out, resume=given.resume, machine=machine)


def run_export(given: argparse.Namespace) -> None:
    """Export a finished run and print its figures."""
    from training.bundling.export import export_run, read_run  # noqa: PLC0415

    lungs = open_lungs(given.out / LUNGS)
    bundle = export_run(read_run(given.run, given.data, lungs=lungs), given.out)
    show_metrics(bundle.manifest.evidence.metrics)
    show_metrics(bundle.manifest.evidence.baselines)
    if bundle.manifest.task is Task.SEGMENT:
        _add_reference(given.out / bundle.identity.name, given.data)


def _add_reference(folder: Path, data: Path) -> None:
    """Give a new lungs bundle the statistics of its input check; without the data it has none."""
    from training.reference.revision import with_reference  # noqa: PLC0415

    model = open_lungs(folder)
    try:
        if model is not None:
            with_reference(model, data, new_version=False)
    except CxrError as error:
        log.warning("%s has no input check; run `reference` with the data sets: %s", folder, error)


def open_lungs(folder: Path) -> BundleSegmenter | None:
    """Return the lungs bundle beside which another is written; None, and a warning, without."""
    if not folder.is_dir():
        log.warning("%s is not there: the bundle gets no shortcut controls", folder)
        return None
    model = open_model(load_bundle(folder), RuntimeName.ONNX, Device.CPU)
    if not isinstance(model, BundleSegmenter):
        raise UsageError("This is no segmenter.", remedy="Export the lungs first.", path=folder)
    return model


def show_metrics(metrics: Iterable[Metric]) -> None:
    """Print one line per figure."""
    for metric in metrics:
        low, high = ("-" if b is None else f"{b:.3f}" for b in (metric.low, metric.high))
        print(
            f"{metric.name:30} {metric.label:20} {metric.group:24} {metric.value:.3f} "
            f"[{low}, {high}] of {metric.images}"
        )


def _by_source(samples: Iterable[Sample]) -> str:
    counts = Counter(sample.source for sample in samples)
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
