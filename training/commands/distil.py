"""The command line's ``distil``. Heavy libraries wait until they are needed."""

import argparse
from pathlib import Path

import msgspec

from cxrviewer.bundle.model_bundle import load_bundle
from training.choices import Start
from training.commands.data import Add
from training.recipe import read_recipe, with_start

STUDENT = Path(__file__).parents[1] / "students" / "student.toml"
DISTIL = """Fit a small student to any bundle's scores on radiographs that nobody labelled. The
bundle that comes of it, RUN/NAME, says who taught it, and how far it agrees; it has no operating
points, since no truth was seen. Measure it afterwards with evaluate --dataset."""


def register(add: Add) -> None:
    """Add the action; ``add`` makes one parser of a name, a help text and an action."""
    one = add("distil", "fit a small student to a bundle's scores on unlabelled images", run_distil)
    one.description = DISTIL
    one.add_argument("--teacher", type=Path, required=True, help="the bundle that teaches")
    one.add_argument(
        "--images", type=Path, required=True, help="folder of DICOM, PNG or JPEG files"
    )
    one.add_argument("--out", type=Path, required=True, metavar="RUN", help="the run folder")
    one.add_argument("--recipe", default=str(STUDENT), help="the student's; default: a small one")
    one.add_argument("--name", help="of the student's bundle; default: the recipe's")
    one.add_argument("--start", choices=list(Start), help="other first weights than the recipe's")


def run_distil(given: argparse.Namespace) -> None:
    """Distil a bundle and print how far the student agrees."""
    from training.bundling.distil import Order, distil  # noqa: PLC0415
    from training.commands.recipes import show_metrics  # noqa: PLC0415
    from training.data.unlabelled import unlabelled_samples  # noqa: PLC0415

    recipe = read_recipe(given.recipe)
    if given.start:
        recipe = with_start(recipe, Start(given.start))
    if given.name:
        recipe = msgspec.structs.replace(recipe, name=given.name)
    teacher = load_bundle(given.teacher)
    order = Order(teacher, unlabelled_samples(given.images), given.images, given.out)
    bundle = distil(order, recipe, weights=given.data / "weights")
    show_metrics(bundle.manifest.evidence.metrics)
    print(bundle.folder)
