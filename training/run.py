"""One run: recipe and data in, a folder with recipe, split, log, curve and network out."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from training.datasets import Dataset, read_dataset
from training.leakage import require_no_leakage
from training.leakage_images import require_no_shared_pictures
from training.pictures import read_pictures
from training.recipe import Recipe, encode_recipe
from training.splits import Split, split_by_patient, split_table

RECIPE_FILE = "recipe.json"
SPLIT_FILE = "split.csv"
LOG_FILE = "fit.log"

log = logging.getLogger(__name__)


def split_of(recipe: Recipe, dataset: Dataset) -> Split:
    """Return the recipe's split, checked for shared patients."""
    plan = recipe.split
    split = split_by_patient(dataset.samples, share=plan.validation_share, seed=plan.seed)
    require_no_leakage(split)
    return split


def fit_recipe(recipe: Recipe, *, data: Path, run: Path) -> None:
    """Fit ``recipe`` on the folder ``data`` and leave everything in the folder ``run``."""
    from training.fit import fit  # noqa: PLC0415 - TensorFlow is imported only for a fit

    run.mkdir(parents=True, exist_ok=True)
    dataset = read_dataset(recipe.dataset, data)
    split = split_of(recipe, dataset)
    require_no_shared_pictures(split, data)
    (run / RECIPE_FILE).write_bytes(encode_recipe(recipe))
    (run / SPLIT_FILE).write_text(split_table(split))
    with logging_to(run / LOG_FILE):
        log.info("%d radiographs to fit, %d to measure", len(split.train), len(split.validation))
        spec = recipe.input.preprocess_spec()
        train = read_pictures(split.train, data, spec)
        validation = read_pictures(split.validation, data, spec)
        fit(recipe, train, validation, run=run, weights=data / "weights")


@contextmanager
def logging_to(path: Path) -> Iterator[None]:
    """Write the package's log to ``path`` while the block runs, whatever else is logged where."""
    handler = logging.FileHandler(path, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    package = logging.getLogger("training")
    level = package.level
    package.setLevel(logging.INFO)
    package.addHandler(handler)
    try:
        yield
    finally:
        package.removeHandler(handler)
        package.setLevel(level)
        handler.close()
