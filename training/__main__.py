"""Command line of training: ``python -m training --help``."""

import argparse
import logging
import sys
from functools import partial
from pathlib import Path

from cxrviewer.domain.errors import CxrError
from cxrviewer.domain.places import resources_folder
from training.choices import Start
from training.commands import (
    balance,
    data,
    decision,
    distil,
    evaluation,
    held_out,
    network,
    recipes,
    reference,
)
from training.commands.importing import add_import
from training.fitting.machine import Precision, Strategy

REPOSITORY = Path(__file__).resolve().parents[1]
DATA = REPOSITORY.parent / "shared" / "data"
SPLITS = REPOSITORY / "training" / "splits"


def main(arguments: list[str] | None = None) -> int:
    """Run one action; return 0, or 1 with a sentence on standard error."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    given = parser().parse_args(arguments)
    try:
        given.action(given)
    except CxrError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m training", description="Makes model bundles.")
    actions = top.add_subparsers(required=True, metavar="ACTION")
    for name, help_text, action in (
        ("info", "count a recipe's labels, sources and patients", recipes.show_info),
        ("baseline", "print what can be had without a network", recipes.show_baseline),
        ("split", "write a recipe's split list", recipes.write_split),
        ("fit", "fit a recipe's network into a run folder", recipes.run_fit),
    ):
        one = _action(actions, name, help_text, action)
        one.add_argument("recipe", help="a recipe's name, or a TOML file")
        if name == "fit":
            _add_fit_options(one)
        if name == "split":
            one.add_argument("--out", type=Path, default=SPLITS, help="folder of the list")
    export = _action(actions, "export", "make a bundle of a finished run", recipes.run_export)
    export.add_argument("run", type=Path)
    export.add_argument("--out", type=Path, default=resources_folder() / "models")
    add_import(actions)
    add = partial(_action, actions)
    for kind in (data, network, balance, evaluation, held_out, decision, distil, reference):
        kind.register(add)
    return top


def _add_fit_options(one: argparse.ArgumentParser) -> None:
    one.add_argument("--out", type=Path, required=True, help="the run folder")
    one.add_argument("--resume", action="store_true", help="go on with the fit in the run folder")
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
        help="one device, all of this machine, or the processes of TF_CONFIG",
    )
    one.add_argument(
        "--precision",
        choices=list(Precision),
        default=Precision.AUTO,
        help="auto: mixed where the device is faster with it",
    )


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    help_text: str,
    action: recipes.Action,
) -> argparse.ArgumentParser:
    one = actions.add_parser(name, help=help_text, description=help_text)
    one.add_argument("--data", type=Path, default=DATA, help="folder of the data sets")
    one.set_defaults(action=action)
    return one


if __name__ == "__main__":
    sys.exit(main())
