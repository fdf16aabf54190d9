"""What is fitted to what, and the network that a fit begins with. Imports Keras."""

from dataclasses import dataclass
from pathlib import Path

import keras

from cxrviewer.bundle.manifest import Activation, Task
from cxrviewer.domain.errors import UsageError
from training.choices import Start
from training.data.balance import prior_logits, prior_shares
from training.data.pictures import Pictures
from training.networks.architectures import ARCHITECTURES
from training.networks.building import classifier, unet
from training.recipe import Recipe

TOLERANCE = 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """A recipe, its pictures, and the folder that receives what comes out of it."""

    recipe: Recipe
    train: Pictures
    validation: Pictures
    run: Path


def build(recipe: Recipe, train: Pictures, weights: Path) -> keras.Model:
    """Return the recipe's network before the fit."""
    plan = recipe.input
    require_own_normaliser(recipe)
    size = (plan.height, plan.width, plan.channels)
    if recipe.task is Task.SEGMENT:
        return unet(recipe.network, size=size, weights=weights)
    exclusive = recipe.network.activation is Activation.SOFTMAX
    bias = prior_shares(train.targets) if exclusive else prior_logits(train.targets)
    return classifier(recipe.network, size=size, bias=bias, weights=weights)


def require_own_normaliser(recipe: Recipe) -> None:
    """Raise UsageError where ImageNet weights would meet another grey than they know."""
    own = ARCHITECTURES[recipe.network.backbone].normaliser
    wanted = [*own.mean, *own.std]
    given = [*recipe.input.mean, *recipe.input.std]
    apart = len(given) != len(wanted) or any(
        abs(a - b) > TOLERANCE * b for a, b in zip(given, wanted, strict=True)
    )
    if recipe.network.start is Start.IMAGENET and apart:
        raise UsageError(
            f"The ImageNet weights of {recipe.network.backbone} know another grey.",
            remedy=f"Set mean = {list(own.mean)} and std = {list(own.std)} in the recipe.",
        )
