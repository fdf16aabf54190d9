"""The command line explains itself."""

import argparse
from collections.abc import Iterator

import pytest

from training.__main__ import parser


def parsers(top: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield one
                yield from parsers(one)


COMMANDS = {one.prog.removeprefix("python -m training "): one for one in parsers(parser())}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_that_a_command_and_its_arguments_are_explained(name: str) -> None:
    one = COMMANDS[name]
    assert one.description
    assert one.description[0].isupper()
    assert one.description.rstrip().endswith(".")
    silent = [action.dest for action in one._actions if not action.help and action.dest != "help"]
    groups = {a.dest for a in one._actions if isinstance(a, argparse._SubParsersAction)}
    assert set(silent) <= groups
    assert one.format_help()
