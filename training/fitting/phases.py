"""The phases of a fit, whatever takes their steps. Importing this module imports Keras."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import keras

from training.data.batches import AugmentedBatches, Batch, plain_batch
from training.fitting.callbacks import Bar, EpochNumber, Keeper
from training.fitting.checkpoint import Arrays, Checkpoint
from training.fitting.compiling import compile_for
from training.fitting.curves import plot_curves
from training.fitting.job import Job
from training.fitting.watch import Progress
from training.networks.building import set_moving
from training.recipe import PhasePlan

MEASURED_TIMES = 4


@dataclass(frozen=True, slots=True, eq=False)
class Epochs:
    """What is left of one phase: from the epoch after ``begin`` to ``end``.

    ``checked`` holds the validation pictures, which every ``measured_every`` epochs are measured.
    """

    begin: int
    end: int
    batches: AugmentedBatches
    checked: Batch
    measured_every: int
    callbacks: list[keras.callbacks.Callback]


Runner = Callable[[keras.Model, Epochs], None]


def run_in_keras(model: keras.Model, epochs: Epochs) -> None:
    """Run ``epochs`` of the compiled ``model``."""
    model.fit(
        epochs.batches,
        initial_epoch=epochs.begin,
        epochs=epochs.end,
        shuffle=False,
        validation_data=epochs.checked,
        validation_freq=epochs.measured_every,
        validation_batch_size=epochs.batches.batch_size,
        callbacks=epochs.callbacks,
        verbose=0,
    )


def run_phases(
    model: keras.Model,
    job: Job,
    checkpoint: Checkpoint | None,
    *,
    run: Path | None,
    runner: Runner = run_in_keras,
) -> None:
    """Run the recipe's phases, or what the checkpoint leaves of them.

    The folder ``run`` receives curve and checkpoint; a process that has none keeps them to itself.
    """
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
        keeper = Keeper(recipe.fit, run, progress, best)
        runner(model, epochs_of(phase, batches, checked, keeper))
        if keeper.best:
            model.set_weights(keeper.best)
        progress = keeper.progress.next_phase()
        if run is not None:
            plot_curves(run, progress.history, title=f"{recipe.name} {recipe.version}")


def epochs_of(
    phase: PhasePlan, batches: AugmentedBatches, checked: Batch, keeper: Keeper
) -> Epochs:
    """Return one phase's epochs from where ``keeper`` says that it is."""
    done, size = keeper.progress.epochs, batches.batch_size
    often = max(1, phase.epochs // MEASURED_TIMES)
    bar = Bar(len(batches) * size, batch_size=size, epochs=phase.epochs)
    return Epochs(
        begin=done,
        end=done if keeper.progress.stopped else phase.epochs,
        batches=batches,
        checked=checked,
        measured_every=1 if keeper.plan.watches else often,
        callbacks=[EpochNumber(batches), keeper, bar],
    )
