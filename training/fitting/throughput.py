"""How many pictures a second a fit takes, beside the same step fed from memory. Imports Keras."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import keras
import msgspec
import numpy as np

from cxrviewer.bundle.manifest import Task
from training.choices import Backbone, Start
from training.data.batches import AugmentedBatches, Batch
from training.data.pictures import Pictures
from training.fitting.compiling import compile_for
from training.fitting.job import build
from training.recipe import Recipe, read_recipe, with_start

STEPS = 6
LABELS = 14


@dataclass(frozen=True, slots=True)
class Throughput:
    """Pictures per second of each epoch: with the whole input pipeline, and fed from memory."""

    name: str
    fit: tuple[float, ...]
    memory: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Return the median of the ratios of neighbouring epochs, which share the machine's day."""
        return median(fit / memory for fit, memory in zip(self.fit, self.memory, strict=True))


class FromMemory(keras.utils.PyDataset):  # type: ignore[misc]
    """One batch, made beforehand, again and again."""

    def __init__(self, batch: Batch) -> None:
        super().__init__()
        self._batch = batch

    def __len__(self) -> int:
        return STEPS

    def __getitem__(self, index: int) -> Batch:
        return self._batch


class Stopwatch(keras.callbacks.Callback):  # type: ignore[misc]
    """Times the steps of an epoch after the first, which starts the pipeline."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0
        self._began = 0.0

    def on_train_batch_end(self, batch: int, logs: dict[str, Any] | None = None) -> None:
        if batch == 0:
            self._began = time.perf_counter()
        self.seconds = time.perf_counter() - self._began


def measure_throughputs(epochs: int) -> Iterator[Throughput]:
    """Yield MobileNetV2 0.35, DenseNet121 and the U-Net, each with its augmentation.

    Epochs of both kinds take turns, so that what else the machine does falls on both.
    """
    for name, recipe in subjects():
        train = random_pictures(recipe)
        model = build(recipe, train, Path())
        compile_for(model, recipe, recipe.fit.phases[0], steps=STEPS, targets=train.targets)
        augmented = AugmentedBatches(train, recipe, first_epoch=0)
        memory = FromMemory(augmented[0])
        rate_of(model, memory, recipe)
        rates = [
            (rate_of(model, augmented, recipe), rate_of(model, memory, recipe))
            for _ in range(epochs)
        ]
        yield Throughput(name, tuple(r[0] for r in rates), tuple(r[1] for r in rates))


def subjects() -> Iterator[tuple[str, Recipe]]:
    """Yield what is measured: names and recipes from random weights."""
    replace = msgspec.structs.replace
    nih, lungs = (with_start(read_recipe(name), Start.SCRATCH) for name in ("nih14", "lungs"))
    small = replace(nih.network, alpha=0.35)
    dense = replace(nih.network, backbone=Backbone.DENSENET121)
    for name, recipe, network, batch in (
        ("MobileNetV2 0.35, 224 px", nih, small, 32),
        ("DenseNet121, 224 px", nih, dense, 16),
        ("U-Net on MobileNetV2, 256 px", lungs, lungs.network, 16),
    ):
        fit = replace(recipe.fit, batch_size=batch)
        yield name, replace(recipe, network=network, fit=fit)


def random_pictures(recipe: Recipe) -> Pictures:
    """Return as many pictures of noise as one epoch takes."""
    count, side = STEPS * recipe.fit.batch_size, recipe.input.height
    rng = np.random.default_rng(0)
    grey = rng.random((count, side, side), np.float32)
    labels = (rng.random((count, LABELS)) < 0.2).astype(np.float32)
    return Pictures(grey, grey if recipe.task is Task.SEGMENT else labels, ("noise",) * count)


def rate_of(model: keras.Model, batches: keras.utils.PyDataset, recipe: Recipe) -> float:
    """Return pictures per second of one epoch."""
    watch = Stopwatch()
    model.fit(batches, epochs=1, shuffle=False, callbacks=[watch], verbose=0)
    return (STEPS - 1) * recipe.fit.batch_size / watch.seconds
