"""Batches for a fit. Importing this module imports Keras."""

import cv2
import keras
import numpy as np
from numpy.typing import NDArray

from cxrviewer.imaging.preprocess import PreprocessSpec
from training.data.augmentation import augment, augment_with_mask
from training.data.balance import balanced_order
from training.data.pictures import Pictures
from training.recipe import Recipe

Batch = tuple[NDArray[np.float32], NDArray[np.float32]]


class AugmentedBatches(keras.utils.PyDataset):  # type: ignore[misc]
    """Every epoch's pictures in a new order and with new changes.

    The random numbers follow from seed, epoch and position alone, so that they depend neither on
    threads nor on where a fit was taken up again. Who fits sets ``epoch``, counted through all
    phases: Keras also calls on_epoch_end where no epoch ended.
    """

    def __init__(self, pictures: Pictures, recipe: Recipe, *, first_epoch: int) -> None:
        super().__init__(workers=1, use_multiprocessing=False)
        self.batch_size = recipe.fit.batch_size
        self._pictures, self._plan, self._seed = pictures, recipe.augmentation, recipe.fit.seed
        self._balance = recipe.fit.source_balance
        self._spec = recipe.input.preprocess_spec()
        self.first_epoch = self.epoch = first_epoch

    def __len__(self) -> int:
        return max(1, len(self._pictures) // self.batch_size)

    def __getitem__(self, index: int) -> Batch:
        shuffle = np.random.default_rng((self._seed, self.epoch))
        order = balanced_order(self._pictures.sources, shuffle, balance=self._balance)
        chosen = order[index * self.batch_size : (index + 1) * self.batch_size]
        rng = np.random.default_rng((self._seed, self.epoch, index))
        pairs = [self._changed(int(n), rng) for n in chosen]
        return np.stack([grey for grey, _ in pairs]), np.stack([truth for _, truth in pairs])

    def _changed(self, index: int, rng: np.random.Generator) -> Batch:
        grey, truth = self._pictures.grey[index], self._pictures.targets[index]
        if truth.ndim == 1:
            return tensor_of(augment(grey, self._plan, rng), self._spec), truth
        changed, mask = augment_with_mask(grey, truth, self._plan, rng)
        return tensor_of(changed, self._spec), mask


def tensor_of(grey: NDArray[np.float32], spec: PreprocessSpec) -> NDArray[np.float32]:
    """Return what ``preprocess.normalise`` returns, to the bit, in a quarter of the time.

    A fit makes thousands of tensors: channels of the same constants are computed once, and a plane
    at a time is faster than three interleaved values. ``grey`` is (height, width).
    """
    planes = {
        constants: (grey - np.float32(constants[0])) / np.float32(constants[1])
        for constants in zip(spec.mean, spec.std, strict=True)
    }
    channels = [planes[constants] for constants in zip(spec.mean, spec.std, strict=True)]
    return np.asarray(cv2.merge(channels), np.float32).reshape(*grey.shape, len(channels))


def plain_batch(pictures: Pictures, spec: PreprocessSpec) -> Batch:
    """Return all pictures unchanged, as (tensors, targets)."""
    return np.stack([tensor_of(grey, spec) for grey in pictures.grey]), pictures.targets
