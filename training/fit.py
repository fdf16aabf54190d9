"""Fits a recipe's network. Importing this module imports TensorFlow."""

import json
import logging
import time
from pathlib import Path
from typing import Any

import keras

from cxrviewer.bundle.manifest import Task
from training.balance import prior_logits
from training.batches import AugmentedBatches, Batch, plain_batch
from training.losses import dice_and_cross_entropy, masked_cross_entropy
from training.networks import classifier, freeze, unet
from training.pictures import Pictures
from training.recipe import PhasePlan, Recipe

WARM_UP_SHARE = 0.1
NETWORK_FILE = "network.keras"
HISTORY_FILE = "history.json"

log = logging.getLogger(__name__)


def fit(
    recipe: Recipe, train: Pictures, validation: Pictures, *, run: Path, weights: Path
) -> keras.Model:
    """Return the fitted network; the folder ``run`` receives it and its learning curve.

    Validation pictures are only measured: they choose neither an epoch nor a learning rate.
    """
    keras.utils.set_random_seed(recipe.fit.seed)
    model = build(recipe, train, weights)
    checked = plain_batch(validation, recipe.input.preprocess_spec())
    history: list[dict[str, Any]] = []
    for phase in recipe.fit.phases:
        freeze(model, from_block=phase.from_block, start=recipe.network.start)
        compile_for(model, recipe, phase, steps=len(train) // recipe.fit.batch_size)
        batches = AugmentedBatches(train, recipe, first_epoch=len(history))
        history += run_phase(model, phase, batches, checked)
        (run / HISTORY_FILE).write_text(json.dumps(history, indent=1))
        model.save(run / NETWORK_FILE)
    return model


def build(recipe: Recipe, train: Pictures, weights: Path) -> keras.Model:
    """Return the recipe's network before the fit."""
    plan = recipe.input
    size = (plan.height, plan.width, plan.channels)
    if recipe.task is Task.SEGMENT:
        return unet(recipe.network, size=size, weights=weights)
    bias = prior_logits(train.targets)
    return classifier(recipe.network, size=size, bias=bias, weights=weights)


def compile_for(model: keras.Model, recipe: Recipe, phase: PhasePlan, *, steps: int) -> None:
    """Set loss and optimiser of one phase: AdamW, short warm-up, then a cosine to zero."""
    total = max(1, phase.epochs * steps)
    warm_up = max(1, round(WARM_UP_SHARE * total))
    rate = keras.optimizers.schedules.CosineDecay(
        phase.learning_rate / 10,
        total - warm_up,
        warmup_target=phase.learning_rate,
        warmup_steps=warm_up,
    )
    smoothing = recipe.fit.label_smoothing
    segments = recipe.task is Task.SEGMENT
    model.compile(
        optimizer=keras.optimizers.AdamW(
            rate,
            weight_decay=recipe.fit.weight_decay,
            use_ema=recipe.fit.average > 0,
            ema_momentum=recipe.fit.average or 0.99,
        ),
        loss=dice_and_cross_entropy if segments else masked_cross_entropy(smoothing),
        jit_compile=False,
    )


def run_phase(
    model: keras.Model, phase: PhasePlan, batches: AugmentedBatches, checked: Batch
) -> list[dict[str, Any]]:
    """Run one phase's epochs and return one record per epoch."""
    recorder = Recorder()
    model.fit(
        batches,
        epochs=phase.epochs,
        validation_data=checked,
        validation_freq=max(1, phase.epochs // 4),
        validation_batch_size=batches.batch_size,
        callbacks=[recorder],
        verbose=0,
    )
    return recorder.records


class Recorder(keras.callbacks.Callback):  # type: ignore[misc]
    """Keeps and logs what each epoch came to."""

    def __init__(self) -> None:
        super().__init__()
        self.records: list[dict[str, Any]] = []
        self._began = 0.0

    def on_epoch_begin(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        self._began = time.monotonic()

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        record = {name: float(value) for name, value in (logs or {}).items()}
        record["seconds"] = round(time.monotonic() - self._began, 1)
        self.records.append(record)
        log.info("epoch %d: %s", epoch + 1, record)
