"""Batches are what ``prepare`` would make of changed pictures, the same from seed and epoch."""

import msgspec
import numpy as np
import pytest

from cxrviewer.imaging.preprocess import normalise
from training.data.batches import AugmentedBatches, tensor_of
from training.data.pictures import Pictures
from training.recipe import Recipe, read_recipe

SIDE = 40
COUNT = 12


def small(name: str) -> Recipe:
    recipe = read_recipe(name)
    plan = msgspec.structs.replace(recipe.input, height=SIDE, width=SIDE)
    fit = msgspec.structs.replace(recipe.fit, batch_size=4)
    return msgspec.structs.replace(recipe, input=plan, fit=fit)


def pictures(*, masks: bool = False) -> Pictures:
    grey = np.random.default_rng(0).random((COUNT, SIDE, SIDE), np.float32)
    targets = grey if masks else np.arange(COUNT, dtype=np.float32)[:, np.newaxis]
    return Pictures(grey, targets, ("one",) * COUNT)


@pytest.mark.parametrize("name", ["tb", "s3_a", "s1_tb_vgg16"])
def test_that_the_quick_tensor_is_the_one_that_inference_makes(name: str) -> None:
    spec = small(name).input.preprocess_spec()
    grey = pictures().grey[0]
    assert np.array_equal(tensor_of(grey, spec), normalise(grey, spec))


def test_that_a_single_channel_keeps_its_axis() -> None:
    recipe = small("tb")
    plan = msgspec.structs.replace(recipe.input, channels=1, mean=(0.5,), std=(0.25,))
    tensor = tensor_of(pictures().grey[0], plan.preprocess_spec())
    assert tensor.shape == (SIDE, SIDE, 1)


def test_that_an_epoch_follows_from_its_number_alone() -> None:
    recipe = small("tb")
    through = AugmentedBatches(pictures(), recipe, first_epoch=0)
    through.epoch = 1
    directly = AugmentedBatches(pictures(), recipe, first_epoch=1)
    for index in range(len(directly)):
        for ours, theirs in zip(through[index], directly[index], strict=True):
            assert np.array_equal(ours, theirs)
    assert not np.array_equal(
        AugmentedBatches(pictures(), recipe, first_epoch=0)[0][0], through[0][0]
    )


def test_that_an_epoch_shows_every_picture_once() -> None:
    batches = AugmentedBatches(pictures(), small("tb"), first_epoch=3)
    shown = np.concatenate([batches[n][1] for n in range(len(batches))])
    assert sorted(shown[:, 0]) == list(range(COUNT))


def test_that_a_mask_moves_with_its_picture() -> None:
    recipe = small("lungs")
    plan = msgspec.structs.replace(
        recipe.augmentation, gamma=1.0, contrast=0.0, brightness=0.0, noise=0.0
    )
    recipe = msgspec.structs.replace(recipe, augmentation=plan)
    tensors, masks = AugmentedBatches(pictures(masks=True), recipe, first_epoch=0)[0]
    grey = tensors[..., 0] * 0.5 + 0.5
    inside = masks > 0
    assert np.allclose(grey[inside], masks[inside], atol=1e-5)
