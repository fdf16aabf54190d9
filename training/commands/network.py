"""The action ``network``: layers, parameters and operations of a recipe's or a backbone's network.

Importing this module imports nothing heavy; running the action imports Keras.
"""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from cxrviewer.bundle.manifest import Task
from training.choices import Backbone, Start
from training.recipe import NetworkPlan, read_recipe

if TYPE_CHECKING:
    import keras

UNET = "unet"
LABELS = 14
SIDES = {UNET: 256}
SIDE = 224
DECODER = (64, 48, 32, 16)

Add = Callable[[str, str, Callable[[argparse.Namespace], None]], argparse.ArgumentParser]


def register(add: Add) -> None:
    """Add the action; ``add`` makes a parser of a name, a help text and an action."""
    one = add("network", "print layers, parameters and operations of a network", show_network)
    one.add_argument("name", help=f"a recipe, {UNET}, or one of {', '.join(Backbone)}")
    one.add_argument("--side", type=int, help="of the picture, in pixels; default: the network's")
    one.add_argument("--alpha", type=float, default=1.0, help="width of MobileNetV2; default 1")
    one.add_argument("--labels", type=int, default=LABELS, help=f"default {LABELS}")
    one.add_argument("--layers", action="store_true", help="print every layer")


def show_network(given: argparse.Namespace) -> None:
    """Print one network."""
    from training.networks.flops import giga_operations, layer_costs  # noqa: PLC0415

    model = network_of(given)
    if given.layers:
        for cost in layer_costs(model):
            shape = "x".join(str(n) for n in cost.shape)
            print(
                f"{cost.name:44} {cost.kind:24} {shape:>14} {cost.parameters:>11,} "
                f"{cost.operations / 1e6:>10.1f} MFLOP"
            )
    holding = sum(bool(layer.weights) for layer in model.layers)
    side = model.input_shape[1]
    print(
        f"{given.name} at {side} px: {len(model.layers)} layers, {holding} with weights, "
        f"{model.count_params():,} parameters, {giga_operations(model):.3f} GFLOP per picture"
    )


def network_of(given: argparse.Namespace) -> "keras.Model":
    """Return the network asked for, with random weights."""
    import numpy as np  # noqa: PLC0415

    from training.networks.building import classifier, unet  # noqa: PLC0415
    from training.networks.start_weights import NO_WEIGHTS  # noqa: PLC0415

    plan, side = plan_of(given)
    size = (given.side or side, given.side or side, 3)
    if plan.decoder:
        return unet(plan, size=size, weights=NO_WEIGHTS)
    bias = np.zeros(given.labels, np.float32)
    return classifier(plan, size=size, bias=bias, weights=NO_WEIGHTS)


def plan_of(given: argparse.Namespace) -> tuple[NetworkPlan, int]:
    """Return the network's plan, from scratch, and its side in pixels."""
    if given.name == UNET or given.name in list(Backbone):
        segments = given.name == UNET
        plan = NetworkPlan(
            start=Start.SCRATCH,
            backbone=Backbone.MOBILENETV2 if segments else Backbone(given.name),
            alpha=given.alpha,
            dropout=0.0,
            decoder=DECODER if segments else (),
        )
        return plan, SIDES.get(given.name, SIDE)
    recipe = read_recipe(given.name)
    assert (recipe.task is Task.SEGMENT) == bool(recipe.network.decoder)
    plan = msgspec.structs.replace(recipe.network, start=Start.SCRATCH, start_from="")
    return plan, recipe.input.height
