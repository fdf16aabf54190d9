"""Every recipe moves the weights that it says, with its own loss and optimiser."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import keras
import msgspec
import numpy as np
import pytest
import tensorflow

from cxrviewer.bundle.manifest import Activation, Task
from training.choices import Start
from training.data.batches import AugmentedBatches
from training.data.pictures import Pictures
from training.fitting.compiling import compile_for
from training.fitting.job import build
from training.networks.building import in_head, set_moving
from training.recipe import RECIPES as FOLDER
from training.recipe import NetworkPlan, Recipe, read_recipe

SIDE = 32
PICTURES = 4
LABEL_COUNTS = {
    "s0": 3,
    "chest3": 3,
    "covid": 3,
    "tb": 1,
    "qatar-tb": 1,
    "nih": 14,
    "nih14": 14,
    "nih-triples": 14,
}
RECIPES = sorted(path.stem for path in FOLDER.glob("*.toml"))
pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation:DeprecationWarning",  # Keras
    "ignore:Even though the `tf.config:UserWarning",  # compiling would take longer than two steps
)


@pytest.fixture(autouse=True)
def _eager() -> Iterator[None]:
    tensorflow.config.run_functions_eagerly(True)
    yield
    tensorflow.config.run_functions_eagerly(False)


def label_count(recipe: Recipe) -> int:
    if recipe.dataset == "covid-radiography":
        return 4 if recipe.dataset_options["target"] == "four" else 1
    return LABEL_COUNTS[recipe.dataset]


def pictures(recipe: Recipe) -> Pictures:
    rng = np.random.default_rng(0)
    grey = rng.random((PICTURES, SIDE, SIDE), np.float32)
    if recipe.task is Task.SEGMENT:
        return Pictures(grey, (grey > 0.5).astype(np.float32), ("one",) * PICTURES)
    rows = np.arange(PICTURES)[:, np.newaxis]
    columns = np.arange(label_count(recipe))[np.newaxis]
    exclusive = recipe.network.activation is Activation.SOFTMAX
    truth = rows == columns if exclusive else (rows + columns) % 2 == 0
    return Pictures(grey, truth.astype(np.float32), ("one",) * PICTURES)


def tiny(name: str) -> Recipe:
    recipe = read_recipe(name)
    return msgspec.structs.replace(
        recipe,
        input=msgspec.structs.replace(recipe.input, height=SIDE, width=SIDE),
        fit=msgspec.structs.replace(recipe.fit, batch_size=PICTURES // 2),
    )


@cache
def network(plan: NetworkPlan, labels: int, name: str) -> keras.Model:
    """A network of ``plan`` from random weights; recipes that share the plan share it."""
    recipe = msgspec.structs.replace(tiny(name), network=plan)
    model = build(recipe, pictures(recipe), Path("none"))
    for layer in model.layers:
        if layer.name.endswith("_3_bn"):
            # A hundred unnormalised residual sums would saturate every score, which no step moves.
            layer.gamma.assign(layer.gamma * 0.1)
    return model


def network_of(name: str) -> keras.Model:
    recipe = read_recipe(name)
    plan = msgspec.structs.replace(recipe.network, start=Start.SCRATCH, start_from="")
    segments = recipe.task is Task.SEGMENT
    count = 0 if segments else label_count(recipe)
    first = next(
        other
        for other in map(read_recipe, RECIPES)
        if other.task is recipe.task
        and msgspec.structs.replace(other.network, start=Start.SCRATCH, start_from="") == plan
        and (segments or label_count(other) == count)
    )
    return network(plan, count, first.name)


@pytest.mark.parametrize("name", RECIPES)
def test_that_a_recipe_runs_two_steps_and_moves_what_it_names(name: str) -> None:
    recipe, model = tiny(name), network_of(name)
    train = pictures(recipe)
    phases = recipe.fit.phases
    for phase in (phases[0], phases[-1]):
        set_moving(model, phase, recipe.network.start)
        compile_for(model, recipe, phase, steps=2, targets=train.targets)
        before = {layer.name: layer.get_weights() for layer in model.layers}
        batch = AugmentedBatches(train, recipe, first_epoch=0)[0]
        figures = model.train_on_batch(*batch, return_dict=True)
        assert np.isfinite(figures["loss"])
        assert figures.keys() > {"dice" if recipe.task is Task.SEGMENT else "accuracy"}
        moved = {layer.name for layer in model.layers if differs(layer, before[layer.name])}
        named = {layer.name for layer in model.layers if layer.trainable and layer.weights}
        assert moved <= named
        assert any(in_head(model.get_layer(layer)) for layer in moved)
        assert any(not in_head(model.get_layer(layer)) for layer in moved) == (
            phase.last_layers != 0 and phase.from_block != -1
        )


def differs(layer: keras.Layer, before: list[np.ndarray]) -> bool:
    return any(not np.array_equal(a, b) for a, b in zip(layer.get_weights(), before, strict=True))
