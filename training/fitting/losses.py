"""Losses. Importing this module imports Keras."""

from collections.abc import Callable

import keras
from keras import ops

from training.data.balance import ClassWeights

SMOOTH = 1.0

Loss = Callable[[keras.KerasTensor, keras.KerasTensor], keras.KerasTensor]


def dice_and_cross_entropy(truth: keras.KerasTensor, mask: keras.KerasTensor) -> keras.KerasTensor:
    """Return 1 - soft Dice plus cross-entropy, one value per picture.

    Dice weighs the whole outline whatever the lungs' size; cross-entropy keeps the gradient alive
    where the mask is far off. ``truth`` may hold shares between 0 and 1 along an outline.
    """
    truth, flat = _flat(truth, mask)
    return _dice_loss(truth, flat) + ops.mean(_cross_entropy(truth, flat), axis=1)


def dice_loss(truth: keras.KerasTensor, mask: keras.KerasTensor) -> keras.KerasTensor:
    """Return 1 - soft Dice, one value per picture."""
    return _dice_loss(*_flat(truth, mask))


def masked_cross_entropy(smoothing: float, weights: ClassWeights | None = None) -> Loss:
    """Return the cross-entropy over the labels that the source knows, one value per picture.

    NaN in the truth means unknown and moves no weight. ``smoothing`` takes 0 and 1 that share of
    the way to a half, so that no score is driven to certainty. ``weights`` weigh, label by label,
    what comes from positives and from negatives.
    """

    def loss(truth: keras.KerasTensor, scores: keras.KerasTensor) -> keras.KerasTensor:
        known = ops.logical_not(ops.isnan(truth))
        answer = ops.where(known, truth, 0.0)
        smooth = answer * (1.0 - smoothing) + smoothing / 2.0
        each = ops.where(known, _cross_entropy(smooth, scores), 0.0)
        if weights is not None:
            each = each * ops.where(answer > 0.5, weights.positive, weights.negative)
        count = ops.maximum(ops.sum(ops.cast(known, scores.dtype), axis=1), 1.0)
        return ops.sum(each, axis=1) / count

    return loss


def exclusive_cross_entropy(smoothing: float) -> Loss:
    """Return the cross-entropy of labels that exclude each other, one value per picture.

    A picture whose truth is unknown, or of none of the labels, moves no weight. ``smoothing``
    spreads that share of the truth evenly over all labels.
    """

    def loss(truth: keras.KerasTensor, scores: keras.KerasTensor) -> keras.KerasTensor:
        known = ops.where(ops.isnan(truth), 0.0, truth)
        total = ops.sum(known, axis=1, keepdims=True)
        smooth = known * (1.0 - smoothing) + total * smoothing / truth.shape[1]
        logs = ops.log(ops.clip(scores, keras.config.epsilon(), 1.0))
        return -ops.sum(smooth * logs, axis=1)

    return loss


def _flat(
    truth: keras.KerasTensor, mask: keras.KerasTensor
) -> tuple[keras.KerasTensor, keras.KerasTensor]:
    count = ops.shape(mask)[0]
    return ops.reshape(truth, (count, -1)), ops.reshape(mask, (count, -1))


def _dice_loss(truth: keras.KerasTensor, flat: keras.KerasTensor) -> keras.KerasTensor:
    overlap = 2.0 * ops.sum(truth * flat, axis=1) + SMOOTH
    return 1.0 - overlap / (ops.sum(truth, axis=1) + ops.sum(flat, axis=1) + SMOOTH)


def _cross_entropy(truth: keras.KerasTensor, scores: keras.KerasTensor) -> keras.KerasTensor:
    tiny = keras.config.epsilon()
    scores = ops.clip(scores, tiny, 1.0 - tiny)
    return -truth * ops.log(scores) - (1.0 - truth) * ops.log(1.0 - scores)
