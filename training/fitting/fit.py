"""Fits a recipe's network. Importing this module imports Keras."""

import logging
from dataclasses import dataclass
from pathlib import Path

import keras

from cxrviewer.bundle.manifest import Activation, Task
from cxrviewer.domain.errors import UsageError
from training.atomic import replacing
from training.choices import Loss, Start
from training.data.balance import prior_logits, prior_shares, weighting_shift
from training.data.batches import AugmentedBatches, Batch, plain_batch
from training.data.pictures import Pictures
from training.fitting.backend import TENSORFLOW, deterministic, distributed, policy_of
from training.fitting.callbacks import Bar, EpochNumber, Keeper
from training.fitting.checkpoint import Arrays, Checkpoint, read_checkpoint
from training.fitting.compiling import compile_for
from training.fitting.curves import plot_curves
from training.fitting.machine import PLAIN, Machine, Strategy
from training.fitting.run import CHECKPOINT_FILE
from training.fitting.watch import Progress
from training.networks.architectures import ARCHITECTURES
from training.networks.building import classifier, set_moving, unet
from training.recipe import PhasePlan, Recipe, with_start

NETWORK_FILE = "network.keras"
MEASURED_TIMES = 4
TOLERANCE = 1e-3

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """A recipe, its pictures, and the folder that receives what comes out of it."""

    recipe: Recipe
    train: Pictures
    validation: Pictures
    run: Path


def fit(job: Job, *, weights: Path, resume: bool = False, machine: Machine = PLAIN) -> keras.Model:
    """Return the fitted network; the folder of the job receives it and its learning curve.

    Unless the recipe asks for it, validation pictures are only measured. ``resume`` goes on from
    the run's checkpoint as if the fit had never ended. ``weights`` holds published weights.
    """
    if machine.strategy is Strategy.MULTIWORKER:
        return _fit_over_processes(job, weights, resume=resume)
    checkpoint = read_checkpoint(job.run / CHECKPOINT_FILE) if resume else None
    keras.utils.set_random_seed(job.recipe.fit.seed)
    with deterministic(), policy_of(machine.precision), distributed(machine.strategy):
        model = build(job.recipe, job.train, weights)
        run_phases(model, job, checkpoint)
    return finish(model, job)


def finish(model: keras.Model, job: Job) -> keras.Model:
    """Return the network as it is exported, written to the run folder."""
    finished = in_float32(model, job.recipe, job.train)
    undo_weighting(finished, job.recipe, job.train)
    with replacing(job.run / NETWORK_FILE) as new:
        finished.save(new)
    return finished


def _fit_over_processes(job: Job, weights: Path, *, resume: bool) -> keras.Model:
    if keras.backend.backend() != TENSORFLOW:
        raise UsageError(
            "Several processes need TensorFlow.", remedy="Set KERAS_BACKEND to tensorflow."
        )
    if resume:
        raise UsageError(
            "A fit over several processes writes no checkpoint and cannot be resumed.",
            remedy="Leave --resume out, or use --strategy mirrored, which can.",
        )
    from training.fitting.own_loop import fit_over_processes, is_first_process  # noqa: PLC0415

    model = fit_over_processes(job, weights=weights)
    return finish(model, job) if is_first_process() else model


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


def run_phases(model: keras.Model, job: Job, checkpoint: Checkpoint | None) -> None:
    """Run the recipe's phases, or what the checkpoint leaves of them."""
    recipe, train = job.recipe, job.train
    checked = plain_batch(job.validation, recipe.input.preprocess_spec())
    progress = checkpoint.progress if checkpoint else Progress()
    for phase in recipe.fit.phases[progress.phase :]:
        set_moving(model, phase, recipe.network.start)
        first_epoch = len(progress.history) - progress.epochs
        batches = AugmentedBatches(train, recipe, first_epoch=first_epoch)
        compile_for(model, recipe, phase, steps=len(batches), targets=train.targets)
        best: Arrays = []
        if checkpoint is not None:
            checkpoint.restore(model)
            best, checkpoint = checkpoint.best, None
        keeper = Keeper(recipe.fit, job.run, progress, best)
        run_phase(model, phase, batches, checked, keeper)
        if keeper.best:
            model.set_weights(keeper.best)
        progress = keeper.progress.next_phase()
        plot_curves(job.run, progress.history, title=f"{recipe.name} {recipe.version}")


def run_phase(
    model: keras.Model,
    phase: PhasePlan,
    batches: AugmentedBatches,
    checked: Batch,
    keeper: Keeper,
) -> None:
    """Run one phase's epochs from where ``keeper`` says that it is."""
    done = keeper.progress.epochs
    often = max(1, phase.epochs // MEASURED_TIMES)
    model.fit(
        batches,
        initial_epoch=done,
        epochs=done if keeper.progress.stopped else phase.epochs,
        shuffle=False,
        validation_data=checked,
        validation_freq=1 if keeper.plan.watches else often,
        validation_batch_size=batches.batch_size,
        callbacks=[
            EpochNumber(batches),
            keeper,
            Bar(
                len(batches) * batches.batch_size,
                batch_size=batches.batch_size,
                epochs=phase.epochs,
            ),
        ],
        verbose=0,
    )


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
