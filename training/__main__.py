"""Command line of training: ``python -m training --help``."""

import argparse
import logging
import sys
from functools import partial
from pathlib import Path

from cxrviewer.domain.errors import CxrError
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
    regraph,
)
from training.commands.importing import add_import, sentence

REPOSITORY = Path(__file__).resolve().parents[1]
INTERRUPTED = 130
ABOUT = """Makes model bundles: describe and split data, fit a recipe, export, evaluate, decide.
Each action explains itself: python -m training ACTION --help."""
DATA = REPOSITORY.parent / "shared" / "data"


def main(arguments: list[str] | None = None) -> int:
    """Run one action; return 0, 1 with a sentence on standard error, or 130 once stopped."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    given = parser().parse_args(arguments)
    try:
        given.action(given)
    except CxrError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. A fit that has a checkpoint goes on with --resume.", file=sys.stderr)
        return INTERRUPTED
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m training", description=ABOUT)
    actions = top.add_subparsers(required=True, metavar="ACTION")
    add = partial(_action, actions)
    recipes.register(add)
    add_import(actions)
    for kind in (
        data,
        network,
        balance,
        evaluation,
        held_out,
        decision,
        distil,
        reference,
        regraph,
    ):
        kind.register(add)
    return top


def _action(
    actions: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    help_text: str,
    action: recipes.Action,
) -> argparse.ArgumentParser:
    one = actions.add_parser(name, help=help_text, description=sentence(help_text))
    one.add_argument(
        "--data", type=Path, default=DATA, help="folder of the data sets; default: %(default)s"
    )
    one.set_defaults(action=action)
    return one


if __name__ == "__main__":
    sys.exit(main())
