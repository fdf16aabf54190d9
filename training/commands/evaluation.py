"""The command line's ``evaluate`` and ``compare``. Heavy libraries wait until they are needed."""

import argparse
import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cxrviewer.bundle.model_bundle import ModelBundle, load_bundle
from cxrviewer.domain.errors import UsageError
from training.commands.data import Add, add_options, options_of
from training.commands.recipes import LUNGS, SPLITS, open_lungs, show_metrics
from training.data.datasets import read_dataset
from training.data.sources.boxes import read_nih_boxes
from training.data.splits import VALIDATION, Split, read_split, sha256_of_split
from training.evaluation.record import RECORD_FILE, encode_evaluation, read_evaluation
from training.fitting.run import dataset_of
from training.recipe import Recipe, read_recipe

if TYPE_CHECKING:
    from training.evaluation.asking import Replies
    from training.evaluation.evaluation import Question

PREDICTIONS_FILE = "predictions.csv"
REPORT_FILE = "report.html"
BOXES = Path("csv") / "BBox_List_2017.csv"

EVALUATE = """Measure bundles through the viewer's own path. Without --dataset a bundle is measured
on the validation patients of the split that it was made with. Prints every figure with its 95 %
interval over patients; --out also writes report.html, evaluation.json, predictions.csv and the
plots, each bundle in a folder of its own, and comparison.html beside them where they are several.
"""
COMPARE = """Put evaluations side by side on one page. Give the folders that evaluate --out wrote.
The page says where two were not measured on the same radiographs."""


def register(add: Add) -> None:
    """Add the actions; ``add`` makes one parser of a name, a help text and an action."""
    add_evaluate(add)
    one = add("compare", "put evaluations side by side on one page", run_compare)
    one.description = COMPARE
    one.add_argument("evaluations", type=Path, nargs="+", metavar="FOLDER", help="of one bundle")
    one.add_argument("--out", type=Path, required=True, help="the HTML file to write")
    one.add_argument("--title", default="Comparison", help="of the page")


def add_evaluate(add: Add) -> None:
    one = add("evaluate", "measure bundles, with intervals, baselines and a report", run_evaluate)
    one.description = EVALUATE
    one.add_argument("bundles", type=Path, nargs="+", metavar="BUNDLE", help="its folder")
    add_split_options(one)
    one.add_argument("--out", type=Path, help="folder of the reports")
    one.add_argument("--dataset", help="measure on this data set instead, as a set from outside")
    add_options(one)
    one.add_argument("--part", default="", help="only this part of that data set's own split")
    one.add_argument("--lungs", type=Path, help="lungs bundle for the controls; default: beside")
    one.add_argument("--boxes", type=Path, help="NIH's box list; default: the data folder's")
    one.add_argument(
        "--update", action="store_true", help="write the figures into the bundle, as a new version"
    )


def add_split_options(one: argparse.ArgumentParser) -> None:
    """Add what leads from a bundle to the patients it was validated on."""
    one.add_argument("--recipe", help="its recipe's name or file; default: the bundle's name")
    one.add_argument("--split", type=Path, help="its split list; default: the package's")


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


def question_for(bundle: ModelBundle, given: argparse.Namespace) -> "Question":
    """Return what to measure ``bundle`` on."""
    from training.evaluation.evaluation import Question  # noqa: PLC0415

    boxes = given.boxes or given.data / BOXES
    beside = bundle.folder.parent / LUNGS
    lungs = open_lungs(given.lungs or beside) if given.lungs or beside.is_dir() else None
    drawn = read_nih_boxes(boxes) if given.boxes or boxes.is_file() else None
    if given.dataset:
        dataset = read_dataset(given.dataset, given.data, options_of(given.set))
        samples = tuple(s for s in dataset.samples if given.part in ("", s.part))
        if not samples:
            raise UsageError(
                f"No radiograph of {dataset.name} is in a part named {given.part}.",
                remedy="Leave --part out, or name a part that the data set has.",
            )
        return Question(
            dataset, samples, given.part or given.dataset, given.data, lungs=lungs, boxes=drawn
        )
    dataset = dataset_of(recipe_of(bundle, given), given.data)
    split = split_of_bundle(bundle, given)
    return Question(
        dataset, split.validation, VALIDATION, given.data, split.train, lungs=lungs, boxes=drawn
    )


def recipe_of(bundle: ModelBundle, given: argparse.Namespace) -> Recipe:
    return read_recipe(given.recipe or bundle.manifest.name)


def split_of_bundle(bundle: ModelBundle, given: argparse.Namespace) -> Split:
    """Return the split that ``bundle`` was made with; any other is refused."""
    recipe = recipe_of(bundle, given)
    list_file = given.split or SPLITS / f"{recipe.name}.csv"
    split = read_split(list_file, dataset_of(recipe, given.data).samples)
    if sha256_of_split(split) != bundle.manifest.evidence.split_sha256:
        raise UsageError(
            "The bundle was made with another split.",
            remedy="Name that split with --split.",
            path=list_file,
        )
    return split


def predictions_table(replies: "Replies") -> str:
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


def _evaluate(bundle: ModelBundle, given: argparse.Namespace) -> Path | None:
    from training.evaluation.evaluation import evaluate  # noqa: PLC0415

    answered = evaluate(bundle, question_for(bundle, given))
    found = answered.evaluation
    show_metrics((*found.metrics, *found.baselines))
    for note in found.notes:
        print(note)
    if given.update:
        from training.bundling.revision import with_evaluation, write_revision  # noqa: PLC0415

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
