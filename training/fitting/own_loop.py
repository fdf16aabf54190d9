"""Fits over several processes, step by step. Importing this module imports TensorFlow.

Keras' own ``fit`` fails under MultiWorkerMirroredStrategy (keras issue 20585), so the steps are
taken here. Every process, named by TF_CONFIG, reads all pictures and takes its share of each batch;
gradients and validation losses are summed over all, so that the weights, and what validation
decides, are those of one process with the whole batch. Process 0 alone writes the network, the
learning curve and the checkpoint, which all of them read when a fit goes on: they need one run
folder. Of validation the loss alone is measured.
"""

import json
import math
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from cxrviewer.domain.errors import UsageError
from training.data.batches import AugmentedBatches, Batch
from training.fitting.backend import policy_of
from training.fitting.checkpoint import Checkpoint
from training.fitting.job import Job, build
from training.fitting.machine import Precision
from training.fitting.phases import Epochs, Runner, run_phases


def fit_over_processes(
    job: Job, *, weights: Path, checkpoint: Checkpoint | None, precision: Precision
) -> keras.Model:
    """Return the network fitted by all processes of TF_CONFIG, the same in each of them.

    It must be the first that a process asks of TensorFlow.
    """
    strategy = tf.distribute.MultiWorkerMirroredStrategy()
    keras.utils.set_random_seed(job.recipe.fit.seed)
    run = job.run if is_first_process() else None
    with policy_of(precision), strategy.scope():
        model = build(job.recipe, job.train, weights)
        run_phases(model, job, checkpoint, run=run, runner=runner_over(strategy))
    return model


def is_first_process() -> bool:
    """Return whether this process is number 0 of TF_CONFIG, or alone."""
    task = json.loads(os.environ.get("TF_CONFIG", "{}")).get("task", {})
    return int(task.get("index", 0)) == 0


def runner_over(strategy: tf.distribute.Strategy) -> Runner:
    """Return what runs epochs as Keras' ``fit`` does, over all replicas of ``strategy``."""

    def run(model: keras.Model, epochs: Epochs) -> None:
        require_shares(strategy, epochs.batches)
        model.optimizer.build(model.trainable_variables)
        step = step_of(strategy, model, epochs.batches.batch_size)
        measure = measure_of(strategy, model, epochs)
        callbacks = keras.callbacks.CallbackList(epochs.callbacks, model=model)
        callbacks.on_train_begin()
        for epoch in range(epochs.begin, epochs.end):
            callbacks.on_epoch_begin(epoch)
            losses = []
            for number in range(len(epochs.batches)):
                losses.append(float(step(*shares_of(strategy, *epochs.batches[number]))))
                callbacks.on_train_batch_end(number)
            figures = {"loss": math.fsum(losses) / len(losses)}
            if (epoch + 1) % epochs.measured_every == 0:
                figures["val_loss"] = measure()
            callbacks.on_epoch_end(epoch, figures)
            if model.stop_training:
                break
        model.optimizer.finalize_variable_values(model.trainable_variables)
        callbacks.on_train_end()

    return run


def require_shares(strategy: tf.distribute.Strategy, batches: AugmentedBatches) -> None:
    """Raise UsageError where a batch cannot be dealt evenly."""
    replicas = strategy.num_replicas_in_sync
    if batches.batch_size % replicas:
        raise UsageError(
            f"A batch of {batches.batch_size} cannot be dealt evenly to {replicas} devices.",
            remedy="Set a batch_size that is a multiple of them.",
        )


def shares_of(strategy: tf.distribute.Strategy, *batch: np.ndarray[Any, Any]) -> tuple[Any, ...]:
    """Return each replica's part of each array: every n-th row from its own number."""
    replicas = strategy.num_replicas_in_sync

    def share(values: np.ndarray[Any, Any]) -> Any:
        def mine(context: Any) -> tf.Tensor:
            return tf.constant(values[context.replica_id_in_sync_group :: replicas])

        return strategy.experimental_distribute_values_from_function(mine)

    return tuple(share(values) for values in batch)


def step_of(
    strategy: tf.distribute.Strategy, model: keras.Model, batch_size: int
) -> Callable[[Any, Any], Any]:
    """Return one training step over all replicas; it gives the mean loss of the whole batch."""

    def replica_step(pictures: tf.Tensor, targets: tf.Tensor) -> tf.Tensor:
        with tf.GradientTape() as tape:
            scores = model(pictures, training=True)
            loss = tf.reduce_sum(model.loss(targets, scores)) / batch_size
            # Half precision needs greater gradients; its optimiser takes the factor out again.
            scaled = model.optimizer.scale_loss(loss)
        gradients = tape.gradient(scaled, model.trainable_variables)
        # Keras' optimiser sums the gradients over all replicas before it moves a weight.
        model.optimizer.apply(gradients, model.trainable_variables)
        return loss

    return summed(strategy, replica_step)


def measure_of(
    strategy: tf.distribute.Strategy, model: keras.Model, epochs: Epochs
) -> Callable[[], float]:
    """Return what computes the mean loss of the validation pictures."""

    def replica_loss(pictures: tf.Tensor, targets: tf.Tensor, counts: tf.Tensor) -> tf.Tensor:
        losses = model.loss(targets, model(pictures, training=False))
        return tf.reduce_sum(tf.cast(losses, tf.float32) * counts)

    summed_loss = summed(strategy, replica_loss)
    size = epochs.batches.batch_size

    def measure() -> float:
        total = math.fsum(
            float(summed_loss(*shares_of(strategy, *batch)))
            for batch in even_batches(epochs.checked, size)
        )
        return total / len(epochs.checked[0])

    return measure


def even_batches(checked: Batch, size: int) -> Iterator[tuple[np.ndarray[Any, Any], ...]]:
    """Yield (tensors, targets, counts) of ``size`` rows each; what fills the last counts 0."""
    tensors, targets = checked
    for begin in range(0, len(tensors), size):
        rows = np.arange(begin, begin + size)
        counts = (rows < len(tensors)).astype(np.float32)
        rows = np.minimum(rows, len(tensors) - 1)
        yield tensors[rows], targets[rows], counts


def summed(
    strategy: tf.distribute.Strategy, replica: Callable[..., tf.Tensor]
) -> Callable[..., tf.Tensor]:
    """Return the graph that runs ``replica`` on all of them and adds up what they return."""

    def everywhere(*shares: Any) -> tf.Tensor:
        parts = strategy.run(replica, args=shares)
        return strategy.reduce(tf.distribute.ReduceOp.SUM, parts, axis=None)

    compiled: Callable[..., tf.Tensor] = tf.function(everywhere, autograph=False)
    return compiled
