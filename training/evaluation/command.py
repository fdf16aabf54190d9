"""The command line's ``evaluate`` and ``compare``."""

import argparse
import csv
import io
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from cxrviewer.bundle.manifest import Metric
from cxrviewer.bundle.model_bundle import ModelBundle, load_bundle
from cxrviewer.domain.errors import UsageError
from cxrviewer.inference.models import BundleSegmenter, open_model
from cxrviewer.inference.protocols import Device, RuntimeName
from training.datasets import read_dataset
from training.evaluation.asking import Replies
from training.evaluation.evaluation import Question, evaluate
from training.evaluation.record import RECORD_FILE, encode_evaluation, read_evaluation
from training.recipe import read_recipe
from training.sources.boxes import read_nih_boxes
from training.splits import VALIDATION, Split, read_split, sha256_of_split

SPLITS = Path(__file__).resolve().parents[1] / "splits"
PREDICTIONS_FILE = "predictions.csv"
REPORT_FILE = "report.html"
LUNGS = "lungs"
BOXES = Path("csv") / "BBox_List_2017.csv"

EVALUATE = """Measure bundles through the viewer's own path.

Without --dataset a bundle is measured on the validation patients of the split that it was made
with. Prints every figure with its 95 % interval over patients; --out also writes report.html,
evaluation.json, predictions.csv and the plots, each bundle in a folder of its own, and with
several bundles comparison.html beside them."""

COMPARE = """Put evaluations side by side on one page.

Give the folders that ``evaluate --out`` wrote. The page says where two were not measured on the
same radiographs."""


def add_evaluate(one: argparse.ArgumentParser) -> None:
    """Give ``evaluate`` its arguments."""
    one.description = EVALUATE
    one.formatter_class = argparse.RawDescriptionHelpFormatter
    one.add_argument("bundles", type=Path, nargs="+", metavar="BUNDLE")
    one.add_argument("--split", type=Path, help="default: the bundle's list in the package")
    one.add_argument("--out", type=Path, help="folder of the reports")
    one.add_argument("--dataset", help="measure on this data set instead, as a set from outside")
    one.add_argument("--set", action="append", default=[], metavar="NAME=WORD", dest="options",
                     help="an option of that data set")  # fmt: skip
    one.add_argument("--part", default="", help="of that data set, its own part of this name only")
    one.add_argument("--lungs", type=Path, help="lungs bundle for the controls; default: beside")
    one.add_argument("--boxes", type=Path, help="NIH's box list; default: the data folder's")
    one.add_argument(
        "--update", action="store_true", help="write the figures into the bundle's manifest"
    )


def add_compare(one: argparse.ArgumentParser) -> None:
    """Give ``compare`` its arguments."""
    one.description = COMPARE
    one.formatter_class = argparse.RawDescriptionHelpFormatter
    one.add_argument("evaluations", type=Path, nargs="+", metavar="FOLDER")
    one.add_argument("--out", type=Path, required=True, help="the HTML file to write")
    one.add_argument("--title", default="Comparison", help="of the page")


def run_evaluate(given: argparse.Namespace) -> None:
    """Measure each bundle, print its figures, and write its report where a folder is named."""
    written = [_evaluate(load_bundle(folder), given) for folder in given.bundles]
    if given.out and len(written) > 1:
        from training.evaluation.comparison import write_comparison  # noqa: PLC0415

        found = [read_evaluation(folder) for folder in written if folder is not None]
        write_comparison(found, given.out / "comparison.html", title="Comparison")


def run_compare(given: argparse.Namespace) -> None:
    """Write the comparison page."""
    from training.evaluation.comparison import write_comparison  # noqa: PLC0415

    found = [read_evaluation(path) for path in given.evaluations]
    write_comparison(found, given.out, title=given.title)
    print(given.out)


def question_for(bundle: ModelBundle, given: argparse.Namespace) -> Question:
    """Return what to measure ``bundle`` on."""
    boxes = given.boxes or given.data / BOXES
    lungs = open_lungs(given.lungs or bundle.folder.parent / LUNGS, named=bool(given.lungs))
    drawn = read_nih_boxes(boxes) if given.boxes or boxes.is_file() else None
    if given.dataset:
        dataset = read_dataset(given.dataset, given.data, options_of(given.options))
        samples = tuple(s for s in dataset.samples if given.part in ("", s.part))
        if not samples:
            raise UsageError(
                f"No radiograph of {dataset.name} is in a part named {given.part}.",
                remedy="Leave --part out, or name a part that the data set has.",
            )
        return Question(
            dataset, samples, given.part or given.dataset, given.data, lungs=lungs, boxes=drawn
        )
    dataset = read_dataset(read_recipe(bundle.manifest.name).dataset, given.data)
    split = split_of_bundle(bundle, given)
    return Question(
        dataset, split.validation, VALIDATION, given.data, split.train, lungs=lungs, boxes=drawn
    )


def split_of_bundle(bundle: ModelBundle, given: argparse.Namespace) -> Split:
    """Return the split that ``bundle`` was made with; any other is refused."""
    recipe = read_recipe(bundle.manifest.name)
    list_file = given.split or SPLITS / f"{recipe.name}.csv"
    split = read_split(list_file, read_dataset(recipe.dataset, given.data).samples)
    if sha256_of_split(split) != bundle.manifest.evidence.split_sha256:
        raise UsageError(
            "The bundle was made with another split.",
            remedy="Name that split with --split.",
            path=list_file,
        )
    return split


def options_of(words: Iterable[str]) -> dict[str, str]:
    """Return NAME=WORD options as a mapping."""
    pairs = [word.partition("=") for word in words]
    for name, equals, _ in pairs:
        if not (name and equals):
            raise UsageError(f"{name!r} is no option.", remedy="Write --set NAME=WORD.")
    return {name: word for name, _, word in pairs}


def open_lungs(folder: Path, *, named: bool) -> BundleSegmenter | None:
    """Return the lungs bundle; None where nobody named one and none lies beside the other."""
    if not named and not folder.is_dir():
        return None
    model = open_model(load_bundle(folder), RuntimeName.ONNX, Device.CPU)
    if not isinstance(model, BundleSegmenter):
        raise UsageError("This is no segmenter.", remedy="Name a lungs bundle.", path=folder)
    return model


def predictions_table(replies: Replies) -> str:
    """Return image, patient, and each label's truth, score and probability as CSV text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    kinds = ("truth", "score", "probability")
    writer.writerow(["image", "patient_id", *(f"{a} {k}" for a in replies.labels for k in kinds)])
    for row, sample in enumerate(replies.samples):
        cells = [
            "" if np.isnan(value) else f"{value:.6g}"
            for number in range(len(replies.labels))
            for value in (
                replies.truth[row, number],
                replies.scores[row, number],
                replies.chances[row, number],
            )
        ]
        writer.writerow([sample.image, sample.patient_id, *cells])
    return text.getvalue()


def show_metrics(metrics: Iterable[Metric]) -> None:
    """Print one line per figure."""
    for metric in metrics:
        low, high = ("-" if b is None else f"{b:.3f}" for b in (metric.low, metric.high))
        print(
            f"{metric.name:30} {metric.label:20} {metric.group:24} {metric.value:.3f} "
            f"[{low}, {high}] of {metric.images}"
        )


def _evaluate(bundle: ModelBundle, given: argparse.Namespace) -> Path | None:
    answered = evaluate(bundle, question_for(bundle, given))
    found = answered.evaluation
    show_metrics((*found.metrics, *found.baselines))
    for note in found.notes:
        print(note)
    if given.update:
        from training.revision import with_evaluation, write_revision  # noqa: PLC0415

        write_revision(bundle, with_evaluation(bundle.manifest, found), bundle.folder)
    if given.out is None:
        return None
    from training.evaluation.report import write_report  # noqa: PLC0415

    folder = Path(given.out) / bundle.manifest.name
    write_report(found, folder)
    if answered.replies is not None:
        table = predictions_table(answered.replies)
        (folder / PREDICTIONS_FILE).write_text(table, encoding="utf-8")
    (folder / RECORD_FILE).write_bytes(encode_evaluation(found))
    print(folder / REPORT_FILE)
    return folder
