"""Loss, optimiser and learning rate of one phase. Importing this module imports Keras."""

import keras
import numpy as np
from numpy.typing import NDArray

from cxrviewer.bundle.manifest import Activation, Task
from cxrviewer.domain.errors import UsageError
from training.choices import Loss, Optimizer, Schedule
from training.data.balance import class_weights
from training.fitting.backend import TENSORFLOW
from training.fitting.losses import Loss as LossFunction
from training.fitting.losses import (
    dice_and_cross_entropy,
    dice_loss,
    exclusive_cross_entropy,
    masked_cross_entropy,
)
from training.fitting.metrics import metrics_of
from training.recipe import PhasePlan, Recipe

WARM_UP_SHARE = 0.1
FOR_MASKS = frozenset({Loss.DICE, Loss.DICE_AND_CROSS_ENTROPY})


def compile_for(
    model: keras.Model,
    recipe: Recipe,
    phase: PhasePlan,
    *,
    steps: int,
    targets: NDArray[np.float32],
) -> None:
    """Set loss, figures and optimiser of one phase of ``steps`` per epoch.

    ``targets`` are those of the training pictures, which weigh the classes. TensorFlow runs a graph
    of its own and is not bit-equal under XLA; without XLA jax would take each operation by itself.
    """
    model.compile(
        optimizer=optimizer_of(recipe, learning_rate(recipe, phase, steps=steps)),
        loss=loss_of(recipe, targets),
        metrics=metrics_of(recipe, labels=targets.shape[1]),
        jit_compile=keras.backend.backend() != TENSORFLOW,
    )


def learning_rate(
    recipe: Recipe, phase: PhasePlan, *, steps: int
) -> float | keras.optimizers.schedules.LearningRateSchedule:
    """Return the phase's rate: with cosine a short warm-up and a fall to zero, else a number."""
    if recipe.fit.schedule is not Schedule.COSINE:
        return phase.learning_rate
    total = max(1, phase.epochs * steps)
    warm_up = max(1, round(WARM_UP_SHARE * total))
    return keras.optimizers.schedules.CosineDecay(
        phase.learning_rate / 10,
        max(1, total - warm_up),
        warmup_target=phase.learning_rate,
        warmup_steps=warm_up,
    )


def optimizer_of(
    recipe: Recipe, rate: float | keras.optimizers.schedules.LearningRateSchedule
) -> keras.Optimizer:
    """Return the recipe's optimiser, which keeps a running mean of the weights where it asks."""
    plan = recipe.fit
    common = {
        "weight_decay": plan.weight_decay or None,
        "use_ema": plan.average > 0,
        "ema_momentum": plan.average or 0.99,
    }
    match plan.optimizer:
        case Optimizer.ADAMW:
            return keras.optimizers.AdamW(rate, **common | {"weight_decay": plan.weight_decay})
        case Optimizer.ADAM:
            return keras.optimizers.Adam(rate, **common)
        case Optimizer.NADAM:
            return keras.optimizers.Nadam(rate, **common)
        case Optimizer.SGD:
            return keras.optimizers.SGD(rate, momentum=plan.momentum, **common)


def loss_of(recipe: Recipe, targets: NDArray[np.float32]) -> LossFunction:
    """Return the recipe's loss. Raises UsageError where it does not go with the task."""
    chosen, smoothing = recipe.fit.loss, recipe.fit.label_smoothing
    if recipe.task is Task.SEGMENT:
        chosen = chosen or Loss.DICE_AND_CROSS_ENTROPY
        if chosen in FOR_MASKS:
            return dice_loss if chosen is Loss.DICE else dice_and_cross_entropy
        raise UsageError(f"The loss {chosen} is not for masks.", remedy="Use dice.")
    chosen = chosen or Loss.CROSS_ENTROPY
    exclusive = recipe.network.activation is Activation.SOFTMAX
    if chosen in FOR_MASKS or (exclusive and chosen is Loss.WEIGHTED):
        raise UsageError(
            f"The loss {chosen} does not go with {recipe.network.activation} scores.",
            remedy="Use cross_entropy.",
        )
    if exclusive:
        return exclusive_cross_entropy(smoothing)
    weighted = chosen is Loss.WEIGHTED
    return masked_cross_entropy(smoothing, class_weights(targets) if weighted else None)
