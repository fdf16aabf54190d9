"""Fits a recipe's network. Importing this module imports Keras."""

import logging
from pathlib import Path

import keras

from cxrviewer.domain.errors import UsageError
from training.atomic import replacing
from training.choices import Loss, Start
from training.data.balance import weighting_shift
from training.data.pictures import Pictures
from training.fitting.backend import TENSORFLOW, deterministic, distributed, policy_of
from training.fitting.checkpoint import Checkpoint, read_checkpoint
from training.fitting.job import Job, build
from training.fitting.machine import PLAIN, Machine, Strategy
from training.fitting.phases import run_phases
from training.fitting.run import CHECKPOINT_FILE
from training.recipe import Recipe, with_start

NETWORK_FILE = "network.keras"

log = logging.getLogger(__name__)


def fit(job: Job, *, weights: Path, resume: bool = False, machine: Machine = PLAIN) -> keras.Model:
    """Return the fitted network; the folder of the job receives it and its learning curve.

    Unless the recipe asks for it, validation pictures are only measured. ``resume`` goes on from
    the run's checkpoint as if the fit had never ended. ``weights`` holds published weights.
    """
    checkpoint = read_checkpoint(job.run / CHECKPOINT_FILE) if resume else None
    if machine.strategy is Strategy.MULTIWORKER:
        return _fit_over_processes(job, weights, checkpoint, machine)
    keras.utils.set_random_seed(job.recipe.fit.seed)
    with deterministic(), policy_of(machine.precision), distributed(machine.strategy):
        model = build(job.recipe, job.train, weights)
        run_phases(model, job, checkpoint, run=job.run)
    return finish(model, job)


def finish(model: keras.Model, job: Job) -> keras.Model:
    """Return the network as it is exported, written to the run folder."""
    finished = in_float32(model, job.recipe, job.train)
    undo_weighting(finished, job.recipe, job.train)
    with replacing(job.run / NETWORK_FILE) as new:
        finished.save(new)
    return finished


def _fit_over_processes(
    job: Job, weights: Path, checkpoint: Checkpoint | None, machine: Machine
) -> keras.Model:
    if keras.backend.backend() != TENSORFLOW:
        raise UsageError(
            "Several processes need TensorFlow.", remedy="Set KERAS_BACKEND to tensorflow."
        )
    from training.fitting.own_loop import fit_over_processes, is_first_process  # noqa: PLC0415

    model = fit_over_processes(
        job, weights=weights, checkpoint=checkpoint, precision=machine.precision
    )
    return finish(model, job) if is_first_process() else model


def in_float32(model: keras.Model, recipe: Recipe, train: Pictures) -> keras.Model:
    """Return ``model`` computing in float32, as it is exported, with the same weights."""
    if keras.config.dtype_policy().name == model.layers[1].dtype_policy.name:
        return model
    fresh = build(with_start(recipe, Start.SCRATCH), train, Path())
    fresh.set_weights(model.get_weights())
    return fresh


def undo_weighting(model: keras.Model, recipe: Recipe, train: Pictures) -> None:
    """Take out of the head's bias what weighing the classes put into it."""
    if recipe.fit.loss is not Loss.WEIGHTED:
        return
    kernel, bias = model.get_layer("scores").get_weights()
    shift = weighting_shift(train.targets)
    model.get_layer("scores").set_weights([kernel, bias + shift])
    log.info("prior correction of the weighted loss: logits shifted by %s", shift.round(3))
