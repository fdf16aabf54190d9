"""The networks, each one flat functional graph on a MobileNetV2.

Flat, because a nested model's inner layers can be neither skips nor Grad-CAM's feature maps.
Importing this module imports TensorFlow.
"""

import gzip
import shutil
import tempfile
from pathlib import Path

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from cxrviewer.domain.errors import UsageError
from training.recipe import NetworkPlan

INPUT = "input_image"
FEATURES = "out_relu"
SKIPS = ("block_6_expand_relu", "block_3_expand_relu", "block_1_expand_relu", INPUT)
BOTTLENECK = "block_13_expand_relu"
IMAGENET = "mobilenet_v2_1.0_224_imagenet_notop_dequantised.weights.h5.gz"
DECODER_MOMENTUM = 0.9


def classifier(
    plan: NetworkPlan, *, size: tuple[int, int, int], bias: NDArray[np.float32], weights: Path
) -> keras.Model:
    """Return encoder, ``gap``, dropout and one sigmoid per label, with ``bias`` as first bias.

    The labels are independent: none excludes another. ``weights`` is the folder of published
    weights.
    """
    encoder = mobilenet(plan, size=size, weights=weights)
    pooled = layers.GlobalAveragePooling2D(name="gap")(encoder.get_layer(FEATURES).output)
    dropped = layers.Dropout(plan.dropout, name="dropout")(pooled)
    head = layers.Dense(
        len(bias),
        activation="sigmoid",
        name="scores",
        bias_initializer=keras.initializers.Constant(bias),
    )
    return keras.Model(encoder.inputs[0], head(dropped), name="classifier")


def unet(plan: NetworkPlan, *, size: tuple[int, int, int], weights: Path) -> keras.Model:
    """Return a U-Net whose encoder is a MobileNetV2 and whose output is lung probability."""
    encoder = mobilenet(plan, size=size, weights=weights)
    tensor = encoder.get_layer(BOTTLENECK).output
    for level, (filters, skip) in enumerate(zip(plan.decoder, SKIPS, strict=True), start=1):
        source = encoder.inputs[0] if skip == INPUT else encoder.get_layer(skip).output
        tensor = layers.UpSampling2D(name=f"up_{level}")(tensor)
        tensor = layers.Concatenate(name=f"join_{level}")([tensor, source])
        for step in (1, 2):
            tensor = _convolve(tensor, filters, f"decoder_{level}_{step}")
    mask = layers.Conv2D(1, 1, activation="sigmoid", name="mask")(tensor)
    return keras.Model(encoder.inputs[0], mask, name="unet")


def mobilenet(plan: NetworkPlan, *, size: tuple[int, int, int], weights: Path) -> keras.Model:
    """Return the encoder, started as the plan says."""
    model = keras.applications.MobileNetV2(
        input_tensor=keras.Input(size, name=INPUT),
        alpha=plan.alpha,
        include_top=False,
        weights=None,
    )
    if plan.start == "imagenet":
        load_imagenet(model, weights)
    elif plan.start != "random":
        raise UsageError(
            f"A network cannot start from {plan.start!r}.", remedy="Use imagenet or random."
        )
    return model


def load_imagenet(model: keras.Model, folder: Path) -> None:
    """Load the published weights; their batch normalisation is folded into the biases."""
    source = folder / IMAGENET
    if not source.is_file():
        raise UsageError(
            "The ImageNet weights are missing.",
            remedy="Name the data folder with --data.",
            path=source,
        )
    with tempfile.TemporaryDirectory() as place:
        unpacked = Path(place) / IMAGENET.removesuffix(".gz")
        with gzip.open(source) as packed, unpacked.open("wb") as plain:
            shutil.copyfileobj(packed, plain)
        model.load_weights(unpacked)


def freeze(model: keras.Model, *, from_block: int, start: str) -> None:
    """Let the encoder's weights move from MobileNetV2 block ``from_block`` on; -1 lets none move.

    A batch normalisation of published weights never moves: its statistics were folded away, so
    that in training mode it would normalise a second time and destroy the features.
    """
    reached = from_block == 0
    for layer in model.layers:
        if layer.name.startswith(("decoder_", "scores", "mask")):
            continue
        reached = reached or (from_block > 0 and layer.name.startswith(f"block_{from_block}_"))
        folded = start == "imagenet" and isinstance(layer, layers.BatchNormalization)
        layer.trainable = reached and not folded


def _convolve(tensor: keras.KerasTensor, filters: int, name: str) -> keras.KerasTensor:
    tensor = layers.Conv2D(filters, 3, padding="same", use_bias=False, name=name)(tensor)
    normalise = layers.BatchNormalization(momentum=DECODER_MOMENTUM, name=f"{name}_bn")
    return layers.ReLU(name=f"{name}_relu")(normalise(tensor))
