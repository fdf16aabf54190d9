"""Actions of the command line around data: describe, split-plan, check-leakage, convert-jsrt."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from training.data.datasets import read_dataset
from training.data.inventory import aligned, count_by, count_table, entries_of, summary
from training.data.leakage_report import find_leaks, require_clean
from training.data.samples import Dataset, Sample
from training.data.sources.folders import Missing, index_by_name, place_listed, require_folder
from training.data.sources.joined import count_s0
from training.data.sources.jsrt import convert_jsrt
from training.data.sources.registry import ADAPTERS
from training.data.sources.soundness import problems_of
from training.data.sources.tables import read_table
from training.data.split_plans.files import read_parts, write_parts
from training.data.split_plans.plans import PLANS, PlanOptions, make_parts

Add = Callable[[str, str, Callable[[argparse.Namespace], None]], argparse.ArgumentParser]
SHOWN_PROBLEMS = 20
IMAGE_COLUMNS = ("Image", "image", "Image Index")
PATIENT_COLUMNS = ("PatientId", "patient_id", "Patient ID")


def register(add: Add) -> None:
    """Add the actions; ``add`` makes one parser of a name, a help text and an action."""
    add_describe(add)
    add_split_plan(add)
    add_check_leakage(add)
    add("convert-jsrt", "make PNG files of JSRT's .IMG files, in --data", run_convert_jsrt)


def add_describe(add: Add) -> None:
    one = add("describe", "count images and patients of a data set", run_describe)
    one.add_argument("dataset", nargs="?", help="its name; without one, all are listed")
    add_options(one)
    one.add_argument("--split", type=Path, help="count by the parts of this list")
    one.add_argument("--plot", type=Path, metavar="FILE.png", help="draw the counts as well")
    one.add_argument("--check", action="store_true", help="open every image and mask")


def add_split_plan(add: Add) -> None:
    one = add("split-plan", "part a data set by a named plan and write its lists", run_split_plan)
    one.add_argument("plan", choices=sorted(PLANS), help="how to part it")
    one.add_argument("dataset", help="its name; describe lists all")
    add_options(one)
    one.add_argument("--out", type=Path, required=True, help="folder of the lists")
    one.add_argument("--seed", type=int, help="default: the plan's own")
    one.add_argument("--shares", default="0.7,0.1,0.2", help="train,validation,test (plan shares)")
    one.add_argument("--folds", type=int, default=5, help="how many (plan folds)")
    one.add_argument("--test-list", type=Path, help="CSV of the 420 test images (plan s3)")
    one.add_argument("--allow-empty-class", action="store_true", help="write parts that lack one")


def add_check_leakage(add: Add) -> None:
    one = add("check-leakage", "find patients and pictures that two parts share", run_check)
    one.add_argument("what", nargs="+", help="a data set's name, or CSV files, one per part")
    add_options(one)
    one.add_argument("--split", type=Path, help="list of the parts; default: the set's own")
    one.add_argument("--names-only", action="store_true", help="do not compare pixels")
    one.add_argument("--images", type=Path, help="folder of the images that CSV files name")


def run_describe(given: argparse.Namespace) -> None:
    """Print and plot what a data set holds."""
    if given.dataset is None:
        print(adapter_list())
        return
    dataset = _dataset(given, given.dataset)
    parts = read_parts(given.split, dataset).by_name() if given.split else None
    entries = entries_of(dataset, parts)
    print(summary(dataset))
    print(count_table(count_by(entries)))
    if dataset.name == "s0":
        print(s0_table(dataset))
    if given.plot:
        # Only a plot needs matplotlib, which takes a second to import.
        from training.data.inventory_plot import plot_inventory  # noqa: PLC0415

        plot_inventory(entries, given.plot, title=dataset.name)
    if given.check:
        check_images(dataset, given.data)


def run_split_plan(given: argparse.Namespace) -> None:
    """Write the lists of a plan and print their sizes."""
    dataset = _dataset(given, given.dataset)
    options = PlanOptions(
        seed=given.seed,
        shares=given.shares,
        folds=given.folds,
        test_list=given.test_list,
        allow_empty_class=given.allow_empty_class,
    )
    for suffix, parts in make_parts(given.plan, dataset, options):
        path = write_parts(parts, given.out / f"{dataset.name}-{given.plan}{suffix}.csv")
        print(path)
        print(count_table(count_by(entries_of(dataset, parts.by_name()), ("part",)), ("part",)))


def run_check(given: argparse.Namespace) -> None:
    """Print what every pair of parts shares, and fail when any shares anything."""
    lists = [Path(name) for name in given.what if name.endswith((".csv", ".csv.gz"))]
    if lists and len(lists) != len(given.what):
        raise UsageError("Lists and a data set do not go together.", remedy="Name one kind.")
    if lists:
        leaks = find_leaks(parts_of_lists(lists, given.images), given.images)
    else:
        dataset = _dataset(given, given.what[0])
        parts = read_parts(given.split, dataset).by_name() if given.split else own_parts(dataset)
        leaks = find_leaks(parts, None if given.names_only else given.data)
    for leak in leaks:
        print(*leak.lines(), sep="\n")
    require_clean(leaks)


def run_convert_jsrt(given: argparse.Namespace) -> None:
    """Make PNG files of .IMG files."""
    print(f"{convert_jsrt(given.data)} images converted")


def check_images(dataset: Dataset, data: Path) -> None:
    """Open everything; print what is wrong, and fail when anything is."""
    problems = list(problems_of(dataset, data))
    for problem in problems[:SHOWN_PROBLEMS]:
        print(problem.reason)
    if problems:
        raise UsageError(
            f"{len(problems)} of {len(dataset.samples)} images cannot be used.",
            remedy="Fetch them again, or take them off the list.",
            path=data,
        )
    print(f"all {len(dataset.samples):,} images and their masks open and fit")


def own_parts(dataset: Dataset) -> dict[str, list[Sample]]:
    """Return the samples by the parts of the set's own split; fewer than two are refused."""
    parts: dict[str, list[Sample]] = {}
    for sample in dataset.samples:
        parts.setdefault(sample.part, []).append(sample)
    if len(parts) < 2:
        raise UsageError(
            f"{dataset.name} has no parts of its own.", remedy="Name a list of parts with --split."
        )
    return parts


def parts_of_lists(paths: Sequence[Path], images: Path | None = None) -> dict[str, list[Sample]]:
    """Return the samples of each list, by its file name; images and patients alone are read.

    With a folder of ``images``, each is looked for there by its name; one that is missing is
    refused.
    """
    places = None if images is None else index_by_name([require_folder(images)], images)
    return {path.name: _listed(path, places) for path in paths}


def adapter_list() -> str:
    """Return the data sets with their layout and their options."""
    rows = [("data set", "layout", "options")]
    for name, adapter in ADAPTERS.items():
        options = (f"{k}={'WORD' if v is None else v}" for k, v in adapter.defaults.items())
        rows.append((name, adapter.summary, " ".join(options)))
    return aligned(rows, words=len(rows[0]))


def s0_table(dataset: Dataset) -> str:
    """Return the described counts beside those found."""
    rows = [(c.label, c.source, f"{c.described:,}", f"{c.found:,}") for c in count_s0(dataset)]
    return aligned([("class", "source", "described", "found"), *rows], words=2)


def _listed(path: Path, places: Mapping[str, str] | None) -> list[Sample]:
    rows = read_table(path, required=())
    header = tuple(rows[0].cells)
    image, patient = (_column(header, known) for known in (IMAGE_COLUMNS, PATIENT_COLUMNS))
    if places is None:
        placed = [(row, row.text(image)) for row in rows]
    else:
        placed = place_listed(rows, lambda row: row.text(image), places, missing=Missing.REFUSE)
    return [
        Sample(place, row.text(patient), path.name, "", listed=row.place) for row, place in placed
    ]


def _column(header: Sequence[str], known: Sequence[str]) -> str:
    return next((name for name in known if name in header), known[0])


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="OPTION=WORD",
        help="an option of the data set; describe without a name lists them",
    )


def _dataset(given: argparse.Namespace, name: str) -> Dataset:
    return read_dataset(name, given.data, options_of(given.set))


def options_of(words: Sequence[str]) -> Mapping[str, str]:
    for word in words:
        if "=" not in word:
            raise UsageError(f"{word!r} sets nothing.", remedy="Write --set OPTION=WORD.")
    return dict(word.split("=", maxsplit=1) for word in words)
