"""The action ``balance``: frequencies of a recipe's labels, and what weighting makes of them."""

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np

from cxrviewer.bundle.manifest import Task
from cxrviewer.domain.errors import UsageError
from training.data.contributions import contribution_table, contributions, plot_contributions
from training.fitting.run import dataset_of, split_of
from training.recipe import read_recipe

Add = Callable[[str, str, Callable[[argparse.Namespace], None]], argparse.ArgumentParser]


def register(add: Add) -> None:
    """Add the action; ``add`` makes a parser of a name, a help text and an action."""
    one = add("balance", "show label frequencies and what weighting makes of them", show_balance)
    one.add_argument("recipe", help="a recipe's name, or a TOML file")
    one.add_argument("--plot", type=Path, metavar="FILE.png", help="draw them as well")


def show_balance(given: argparse.Namespace) -> None:
    """Print, and with --plot draw, the contributions of the training part."""
    recipe = read_recipe(given.recipe)
    if recipe.task is Task.SEGMENT:
        raise UsageError(
            f"{recipe.name} learns masks and has no labels.", remedy="Name a classifier."
        )
    dataset = dataset_of(recipe, given.data)
    split = split_of(recipe, dataset, given.data)
    targets = np.asarray([sample.targets for sample in split.train], np.float32)
    found = contributions(targets, dataset.labels)
    print(contribution_table(found))
    if given.plot:
        plot_contributions(found, given.plot, title=f"{recipe.name}, training part")
