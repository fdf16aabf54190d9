"""What an epoch's record says beside the loss. Importing this module imports Keras.

Scores are gathered batch by batch, so that nothing is predicted twice for a figure. Those of the
training pictures are of augmented pictures and of a network that changes within the epoch; what a
bundle is worth is measured by ``training.evaluation``, with intervals.
"""

import keras
from keras import ops

from cxrviewer.bundle.manifest import Activation, Task
from training.recipe import Recipe

# Logits of float32 scores lie within 16; a bin is narrower than what scores differ by from run to
# run, and two scores in one bin count as equal.
BINS = 4096
WIDEST_LOGIT = 16.0
HALF = 0.5


def metrics_of(recipe: Recipe, labels: int) -> list[keras.metrics.Metric]:
    """Return what is recorded of every epoch of a network with ``labels`` scores, or a mask."""
    if recipe.task is Task.SEGMENT:
        return [MeanDice(), PixelRate("precision"), PixelRate("recall")]
    exclusive = recipe.network.activation is Activation.SOFTMAX
    return [MacroAuroc(labels), RightAnswers(exclusive=exclusive)]


class MacroAuroc(keras.metrics.Metric):  # type: ignore[misc]
    """Mean over labels of the area under the ROC curve; NaN in the truth counts for nothing.

    A label without positives, or without negatives, is left out; NaN where that leaves none.
    Exact but for scores within one of 4096 bins of the logit, which count as ties.
    """

    def __init__(self, labels: int) -> None:
        super().__init__(name="auroc")
        self._labels = labels
        shape = (2, labels, BINS)
        self._counts = self.add_variable(shape, "zeros", dtype="float32", name="counts")

    def update_state(
        self,
        truth: keras.KerasTensor,
        scores: keras.KerasTensor,
        sample_weight: keras.KerasTensor | None = None,
    ) -> None:
        """Count the scores of a batch, each (pictures, labels). All pictures weigh the same."""
        bins = ops.cast(_bins(ops.cast(scores, "float32")), "int32")
        truth = ops.cast(truth, "float32")
        known = ops.cast(ops.logical_not(ops.isnan(truth)), "float32")
        positive = ops.cast(truth > HALF, "int32")
        label = ops.arange(self._labels, dtype="int32")
        place = ((1 - positive) * self._labels + label) * BINS + bins
        found = ops.segment_sum(
            ops.reshape(known, (-1,)),
            ops.reshape(place, (-1,)),
            num_segments=2 * self._labels * BINS,
        )
        self._counts.assign_add(ops.reshape(found, self._counts.shape))

    def result(self) -> keras.KerasTensor:
        """Return the mean area, from the Mann-Whitney statistic of the counts."""
        positives, negatives = self._counts[0], self._counts[1]
        below = ops.cumsum(negatives, axis=1) - negatives / 2.0
        pairs = ops.sum(positives, axis=1) * ops.sum(negatives, axis=1)
        areas = ops.sum(positives * below, axis=1) / ops.maximum(pairs, 1.0)
        known = ops.cast(pairs > 0.0, "float32")
        return ops.sum(areas * known) / ops.sum(known)


class KnownMean(keras.metrics.Mean):  # type: ignore[misc]
    """A mean that is NaN, not 0, where nothing was counted."""

    def result(self) -> keras.KerasTensor:
        return self.total / self.count


class RightAnswers(KnownMean):
    """Share of right answers: the greatest score of exclusive labels, else each label at 0.5.

    Of rare labels it says little, for always answering no is right most of the time.
    """

    def __init__(self, *, exclusive: bool) -> None:
        super().__init__(name="accuracy")
        self._exclusive = exclusive

    def update_state(
        self,
        truth: keras.KerasTensor,
        scores: keras.KerasTensor,
        sample_weight: keras.KerasTensor | None = None,
    ) -> None:
        """Count the answers to a batch; unknown ones, and pictures of no label, do not count."""
        truth = ops.cast(truth, "float32")
        known = ops.logical_not(ops.isnan(truth))
        answer = ops.where(known, truth, 0.0)
        if self._exclusive:
            right = ops.equal(ops.argmax(answer, axis=1), ops.argmax(scores, axis=1))
            counts = ops.sum(answer, axis=1) > HALF
        else:
            right, counts = ops.equal(answer > HALF, scores > HALF), known
        super().update_state(ops.cast(right, "float32"), ops.cast(counts, "float32"))


class MeanDice(KnownMean):
    """Mean Dice of masks at 0.5; two empty masks agree."""

    def __init__(self) -> None:
        super().__init__(name="dice")

    def update_state(
        self,
        truth: keras.KerasTensor,
        scores: keras.KerasTensor,
        sample_weight: keras.KerasTensor | None = None,
    ) -> None:
        """Count a batch of masks."""
        both, wanted, given = _areas(truth, scores)
        total = wanted + given
        super().update_state(ops.where(total > 0, 2.0 * both / ops.maximum(total, 1.0), 1.0))


class PixelRate(KnownMean):
    """Mean over pictures of the pixels' ``precision`` or ``recall`` at 0.5.

    A picture in which nothing is drawn, or to be drawn, does not count.
    """

    def __init__(self, rate: str) -> None:
        super().__init__(name=rate)
        self._of_given = rate == "precision"

    def update_state(
        self,
        truth: keras.KerasTensor,
        scores: keras.KerasTensor,
        sample_weight: keras.KerasTensor | None = None,
    ) -> None:
        """Count a batch of masks."""
        both, wanted, given = _areas(truth, scores)
        whole = given if self._of_given else wanted
        super().update_state(both / ops.maximum(whole, 1.0), ops.cast(whole > 0, "float32"))


def _bins(scores: keras.KerasTensor) -> keras.KerasTensor:
    tiny = 1e-7
    inside = ops.clip(scores, tiny, 1.0 - tiny)
    logits = ops.log(inside) - ops.log1p(-inside)
    share = (logits + WIDEST_LOGIT) / (2.0 * WIDEST_LOGIT)
    return ops.clip(ops.floor(share * BINS), 0, BINS - 1)


def _areas(
    truth: keras.KerasTensor, scores: keras.KerasTensor
) -> tuple[keras.KerasTensor, keras.KerasTensor, keras.KerasTensor]:
    count = ops.shape(scores)[0]
    wanted = ops.cast(ops.reshape(truth, (count, -1)) > HALF, "float32")
    given = ops.cast(ops.reshape(scores, (count, -1)) > HALF, "float32")
    return ops.sum(wanted * given, axis=1), ops.sum(wanted, axis=1), ops.sum(given, axis=1)
