"""One run: recipe and data in, a folder with recipe, split, log, curve and network out."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from training.atomic import write_whole
from training.choices import Parting
from training.data.datasets import Dataset, read_dataset
from training.data.leakage import require_no_leakage
from training.data.leakage_images import require_no_shared_pictures
from training.data.pictures import read_pictures
from training.data.sources.tables import read_table
from training.data.split_plans.parts import empty_classes
from training.data.split_plans.plans import PlanOptions, make_parts
from training.data.split_plans.shares import leave_source_out, split_in_folds
from training.data.splits import Split, read_split, split_by_patient, split_table
from training.fitting.curves import HISTORY_FILE
from training.fitting.machine import PLAIN, Machine
from training.recipe import Recipe, SplitPlan, encode_recipe

RECIPE_FILE = "recipe.json"
SPLIT_FILE = "split.csv"
LOG_FILE = "fit.log"
CHECKPOINT_FILE = "checkpoint.npz"

log = logging.getLogger(__name__)


def dataset_of(recipe: Recipe, data: Path) -> Dataset:
    """Return the recipe's data set, read from the folder ``data``."""
    return read_dataset(recipe.dataset, data, recipe.dataset_options)


def split_of(recipe: Recipe, dataset: Dataset, data: Path) -> Split:
    """Return the recipe's split, checked for shared patients; a test part is in neither side."""
    plan = recipe.split
    if plan.parting is not Parting.PATIENTS:
        test_list = data / plan.test_list if plan.test_list else None
        options = PlanOptions(seed=plan.seed, test_list=test_list)
        ((_, parts),) = make_parts(plan.parting, dataset, options)
        return parts.split
    split = _split_by_patients(plan, dataset)
    require_no_leakage(split)
    return split


def _split_by_patients(plan: SplitPlan, dataset: Dataset) -> Split:
    if plan.leave_out:
        return leave_source_out(dataset.samples, plan.leave_out)
    if plan.fold is not None:
        number, folds = plan.fold
        return split_in_folds(dataset.samples, folds=folds, seed=plan.seed)[number - 1]
    return split_by_patient(dataset.samples, share=plan.validation_share, seed=plan.seed)


def read_split_of(recipe: Recipe, dataset: Dataset, run: Path) -> Split:
    """Return ``dataset`` as the run's own list parts it.

    Where the plan keeps a test part back, what the list does not name is in neither side.
    """
    path, samples = run / SPLIT_FILE, dataset.samples
    if recipe.split.parting is not Parting.PATIENTS:
        listed = {row.text("image") for row in read_table(path, required=("image",))}
        samples = tuple(sample for sample in samples if sample.image in listed)
    split = read_split(path, samples)
    require_no_leakage(split)
    return split


def fit_recipe(
    recipe: Recipe, *, data: Path, run: Path, resume: bool = False, machine: Machine = PLAIN
) -> None:
    """Fit ``recipe`` on the folder ``data`` and leave everything in the folder ``run``.

    A run that has a checkpoint goes on with ``resume`` and is not overwritten without. All pictures
    are read before anything is written, so that a broken one leaves no half of a run.
    """
    # Keras is imported only for a fit.
    from training.fitting.fit import fit  # noqa: PLC0415
    from training.fitting.job import Job  # noqa: PLC0415

    dataset = dataset_of(recipe, data)
    split = split_of(recipe, dataset, data)
    require_classes(split, dataset.labels)
    check_run(recipe, split, run, resume=resume)
    require_no_shared_pictures(split, data)
    spec = recipe.input.preprocess_spec()
    train = read_pictures(split.train, data, spec)
    validation = read_pictures(split.validation, data, spec)
    prepare_run(recipe, split, run, resume=resume)
    with nothing_half(run), logging_to(run / LOG_FILE):
        log.info("%d radiographs to fit, %d to measure", len(split.train), len(split.validation))
        log.info("seeds: %d of the fit, %d of the split", recipe.fit.seed, recipe.split.seed)
        for label, lack in empty_classes(split.validation, dataset.labels):
            log.warning("no validation radiograph is %s %s: it is not measured", lack, label)
        job = Job(recipe, train, validation, run)
        fit(job, weights=data / "weights", resume=resume, machine=machine)


def require_classes(split: Split, labels: Sequence[str]) -> None:
    """Raise UsageError for a label that the training part knows, but only with or without it."""
    if not split.train or not split.validation:
        raise UsageError(
            "The training or the validation part has no radiograph.",
            remedy="Add patients, or give the split another share.",
        )
    for label, lack in empty_classes(split.train, labels):
        raise UsageError(
            f"The training part has no radiograph {lack} {label}.",
            remedy="Add some to the data set's list, or split with another seed.",
        )


def prepare_run(recipe: Recipe, split: Split, run: Path, *, resume: bool) -> None:
    """Write recipe and split into the run folder; resuming, compare them with what is there."""
    check_run(recipe, split, run, resume=resume)
    if not resume:
        run.mkdir(parents=True, exist_ok=True)
        for name, content in _written(recipe, split).items():
            write_whole(run / name, content)


def check_run(recipe: Recipe, split: Split, run: Path, *, resume: bool) -> None:
    """Raise UsageError where the folder holds a fit that was not to be resumed, or another one."""
    if not resume:
        if (run / CHECKPOINT_FILE).exists():
            raise UsageError(
                "A fit has begun in this folder.",
                remedy="Go on with --resume, or name another folder.",
                path=run,
            )
        return
    for name, content in _written(recipe, split).items():
        if not (run / name).is_file() or (run / name).read_bytes() != content:
            raise UsageError(
                "The fit was begun with another recipe or split.",
                remedy="Start in a new folder without --resume.",
                path=run / name,
            )


def _written(recipe: Recipe, split: Split) -> dict[str, bytes]:
    return {RECIPE_FILE: encode_recipe(recipe), SPLIT_FILE: split_table(split).encode()}


@contextmanager
def nothing_half(run: Path) -> Iterator[None]:
    """Take away what ``prepare_run`` wrote where the block ends before the first epoch does.

    A run that holds a learning curve or a checkpoint is left: there is something to look at.
    """
    try:
        yield
    except BaseException:
        if not any((run / name).exists() for name in (CHECKPOINT_FILE, HISTORY_FILE)):
            for name in (RECIPE_FILE, SPLIT_FILE, LOG_FILE):
                (run / name).unlink(missing_ok=True)
            if not any(run.iterdir()):
                run.rmdir()
        raise


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
