"""Losses. Importing this module imports TensorFlow."""

from collections.abc import Callable

import keras
from keras import ops

SMOOTH = 1.0

Loss = Callable[[keras.KerasTensor, keras.KerasTensor], keras.KerasTensor]


def dice_and_cross_entropy(truth: keras.KerasTensor, mask: keras.KerasTensor) -> keras.KerasTensor:
    """Return 1 - soft Dice plus cross-entropy, one value per picture.

    Dice weighs the whole outline whatever the lungs' size; cross-entropy keeps the gradient alive
    where the mask is far off. ``truth`` may hold shares between 0 and 1 along an outline.
    """
    truth = ops.reshape(truth, (ops.shape(mask)[0], -1))
    flat = ops.reshape(mask, (ops.shape(mask)[0], -1))
    overlap = 2.0 * ops.sum(truth * flat, axis=1) + SMOOTH
    dice = overlap / (ops.sum(truth, axis=1) + ops.sum(flat, axis=1) + SMOOTH)
    return 1.0 - dice + ops.mean(_cross_entropy(truth, flat), axis=1)


def masked_cross_entropy(smoothing: float) -> Loss:
    """Return the cross-entropy over the labels that the source knows, one value per picture.

    NaN in the truth means unknown and moves no weight. ``smoothing`` takes 0 and 1 that share of
    the way to a half, so that no score is driven to certainty.
    """

    def loss(truth: keras.KerasTensor, scores: keras.KerasTensor) -> keras.KerasTensor:
        known = ops.logical_not(ops.isnan(truth))
        answer = ops.where(known, truth, 0.0) * (1.0 - smoothing) + smoothing / 2.0
        each = ops.where(known, _cross_entropy(answer, scores), 0.0)
        count = ops.maximum(ops.sum(ops.cast(known, scores.dtype), axis=1), 1.0)
        return ops.sum(each, axis=1) / count

    return loss


def _cross_entropy(truth: keras.KerasTensor, scores: keras.KerasTensor) -> keras.KerasTensor:
    tiny = keras.config.epsilon()
    scores = ops.clip(scores, tiny, 1.0 - tiny)
    return -truth * ops.log(scores) - (1.0 - truth) * ops.log(1.0 - scores)
