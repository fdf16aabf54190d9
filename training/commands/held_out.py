"""The command line's ``held-out``. Heavy libraries wait until they are needed."""

import argparse
from pathlib import Path

from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.domain.errors import UsageError
from training.commands.data import Add
from training.commands.recipes import show_metrics

HELD_OUT = """Measure fits that held out a fold or a source (fit --fold, --leave-out) on what they
never saw, through the viewer's own path. Of folds, all are needed. --update keeps the figures in
the bundle that the same recipe made."""


def register(add: Add) -> None:
    """Add the action; ``add`` makes one parser of a name, a help text and an action."""
    one = add("held-out", "measure fits that held out folds or sources", run_held_out)
    one.description = HELD_OUT
    one.add_argument("bundle", type=Path, help="the bundle that the same recipe made")
    one.add_argument("runs", type=Path, nargs="+", metavar="RUN", help="a folder that fit wrote")
    one.add_argument(
        "--update", action="store_true", help="write the figures into the bundle, as a new version"
    )


def run_held_out(given: argparse.Namespace) -> None:
    """Print the figures of held-out fits; keep them in the bundle where that is asked for."""
    from training.bundling.export import read_run  # noqa: PLC0415
    from training.bundling.held_out import (  # noqa: PLC0415
        ask_run,
        differences,
        held_out_metrics,
        with_held_out,
    )
    from training.bundling.revision import write_revision  # noqa: PLC0415

    bundle = load_bundle(given.bundle)
    runs = [read_run(folder, given.data) for folder in given.runs]
    for run in runs:
        if run.recipe.name != bundle.manifest.name:
            raise UsageError(
                f"The fit is of {run.recipe.name}, the bundle is {bundle.manifest.name}.",
                remedy="Name fits of the bundle's own recipe.",
                path=run.folder,
            )
    metrics = held_out_metrics([ask_run(run) for run in runs], bundle.manifest.output.labels)
    show_metrics(metrics)
    for run in runs:
        for section in differences(bundle.manifest, run.recipe):
            print(f"{run.folder}: its {section} is not the bundle's")
    if given.update:
        revised = with_held_out(bundle.manifest, metrics, [run.recipe for run in runs])
        write_revision(bundle, revised, bundle.folder)
