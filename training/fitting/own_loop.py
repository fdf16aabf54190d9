"""Fits over several processes, step by step. Importing this module imports TensorFlow.

Keras' own ``fit`` fails under MultiWorkerMirroredStrategy (keras issue 20585), so the steps are
taken here. Every process, named by TF_CONFIG, reads all pictures and takes its share of each batch;
gradients are summed over all, so that the weights are those of one process with the whole batch.
Process 0 alone writes the network and the learning curve. Validation is not measured and decides
nothing here, and there is no checkpoint: a recipe that needs either is refused.
"""

import json
import logging
import math
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from cxrviewer.domain.errors import UsageError
from training.data.batches import AugmentedBatches, Batch
from training.fitting.callbacks import require_finite
from training.fitting.compiling import compile_for
from training.fitting.curves import plot_curves, write_curves
from training.fitting.events import EventFile
from training.fitting.fit import Job, build
from training.fitting.progress import epoch_bar
from training.networks.building import set_moving
from training.recipe import Recipe

log = logging.getLogger(__name__)


def fit_over_processes(job: Job, *, weights: Path) -> keras.Model:
    """Return the network fitted by all processes of TF_CONFIG, the same in each of them.

    It must be the first that a process asks of TensorFlow.
    """
    recipe, train = job.recipe, job.train
    require_no_watch(recipe)
    strategy = tf.distribute.MultiWorkerMirroredStrategy()
    keras.utils.set_random_seed(recipe.fit.seed)
    with strategy.scope():
        model = build(recipe, train, weights)
        curve = Curve(job.run if is_first_process() else None)
        for phase in recipe.fit.phases:
            set_moving(model, phase, recipe.network.start)
            batches = AugmentedBatches(train, recipe, first_epoch=len(curve.history))
            compile_for(model, recipe, phase, steps=len(batches), targets=train.targets)
            model.optimizer.build(model.trainable_variables)
            run_epochs(strategy, model, batches, epochs=phase.epochs, curve=curve)
        curve.close(title=f"{recipe.name} {recipe.version}")
    return model


class Curve:
    """The fit's records so far, written to ``run`` after each; a process without one keeps them."""

    def __init__(self, run: Path | None) -> None:
        self.history: list[dict[str, float]] = []
        self._run, self._events = run, EventFile(run) if run else None

    def add(self, record: dict[str, float]) -> None:
        """Write ``record`` as the next epoch's."""
        self.history.append(record)
        log.info("epoch %d: %s", len(self.history), record)
        if self._run and self._events:
            write_curves(self._run, self.history)
            self._events.write(len(self.history), record)

    def close(self, *, title: str) -> None:
        """Draw the curve and end the events."""
        if self._run and self._events:
            self._events.close()
            plot_curves(self._run, self.history, title=title)


def is_first_process() -> bool:
    """Return whether this process is number 0 of TF_CONFIG, or alone."""
    task = json.loads(os.environ.get("TF_CONFIG", "{}")).get("task", {})
    return int(task.get("index", 0)) == 0


def require_no_watch(recipe: Recipe) -> None:
    """Raise UsageError for a recipe in which validation decides anything."""
    if recipe.fit.watches:
        raise UsageError(
            f"{recipe.name} chooses by validation, which several processes do not.",
            remedy="Set keep = last without plateau and stop_after, or use --strategy mirrored.",
        )


def run_epochs(
    strategy: tf.distribute.Strategy,
    model: keras.Model,
    batches: AugmentedBatches,
    *,
    epochs: int,
    curve: Curve,
) -> None:
    """Run ``epochs`` of the compiled ``model`` and add one record per epoch to ``curve``."""
    require_shares(strategy, batches)
    step = step_of(strategy, model, batches.batch_size)
    for epoch in range(epochs):
        began = time.monotonic()
        batches.epoch = batches.first_epoch + epoch
        losses = []
        with epoch_bar(epoch + 1, epochs, len(batches) * batches.batch_size) as bar:
            for number in range(len(batches)):
                losses.append(float(step(*shares_of(strategy, batches[number]))))
                bar.update(batches.batch_size)
        record = {"loss": math.fsum(losses) / len(losses)}
        require_finite(record)
        record["learning_rate"] = float(model.optimizer.learning_rate)
        record["seconds"] = round(time.monotonic() - began, 1)
        curve.add(record)
    model.optimizer.finalize_variable_values(model.trainable_variables)


def require_shares(strategy: tf.distribute.Strategy, batches: AugmentedBatches) -> None:
    """Raise UsageError where a batch cannot be dealt evenly."""
    replicas = strategy.num_replicas_in_sync
    if batches.batch_size % replicas:
        raise UsageError(
            f"A batch of {batches.batch_size} cannot be dealt evenly to {replicas} devices.",
            remedy="Set a batch_size that is a multiple of them.",
        )


def shares_of(strategy: tf.distribute.Strategy, batch: Batch) -> tuple[Any, Any]:
    """Return each replica's pictures and targets of ``batch``: every n-th from its own number."""
    replicas = strategy.num_replicas_in_sync

    def share(values: np.ndarray[Any, Any]) -> Any:
        def mine(context: Any) -> tf.Tensor:
            return tf.constant(values[context.replica_id_in_sync_group :: replicas])

        return strategy.experimental_distribute_values_from_function(mine)

    return share(batch[0]), share(batch[1])


def step_of(
    strategy: tf.distribute.Strategy, model: keras.Model, batch_size: int
) -> Callable[[Any, Any], Any]:
    """Return one training step over all replicas; it gives the mean loss of the whole batch."""

    def replica_step(pictures: tf.Tensor, targets: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            scores = model(pictures, training=True)
            loss = tf.reduce_sum(model.loss(targets, scores)) / batch_size
        gradients = tape.gradient(loss, model.trainable_variables)
        # Keras' optimiser sums the gradients over all replicas before it moves a weight.
        model.optimizer.apply(gradients, model.trainable_variables)
        return loss

    def step(pictures: Any, targets: Any) -> Any:
        losses = strategy.run(replica_step, args=(pictures, targets))
        return strategy.reduce(tf.distribute.ReduceOp.SUM, losses, axis=None)

    compiled: Callable[[Any, Any], Any] = tf.function(step, autograph=False)
    return compiled
