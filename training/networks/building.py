"""The networks, each one flat functional graph. Importing this module imports Keras.

Flat, because a nested model's inner layers can be neither skips nor Grad-CAM's feature maps.
"""

from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from cxrviewer.domain.errors import UsageError
from training.choices import Backbone, Head, Start
from training.networks.architectures import ARCHITECTURES
from training.networks.start_weights import load_start
from training.recipe import NetworkPlan, PhasePlan

INPUT = "input_image"
SKIPS = ("block_6_expand_relu", "block_3_expand_relu", "block_1_expand_relu", INPUT)
BOTTLENECK = "block_13_expand_relu"
HEAD_PREFIXES = ("decoder_", "hidden", "scores", "mask")
HIDDEN_UNITS = 128
HIDDEN_DROPOUT = 0.25
BRISK_MOMENTUM = 0.9
"""Keras' 0.99 and 0.999 need thousands of steps before the running statistics mean anything."""


def classifier(
    plan: NetworkPlan, *, size: tuple[int, int, int], bias: NDArray[np.float32], weights: Path
) -> keras.Model:
    """Return backbone, ``gap`` and head with one score per label, ``bias`` as its first bias.

    ``weights`` is the folder of published weights. Scores are float32 whatever the policy.
    """
    encoder = encode(plan, size=size, weights=weights)
    features = encoder.get_layer(ARCHITECTURES[plan.backbone].features).output
    tensor = layers.GlobalAveragePooling2D(name="gap")(features)
    if plan.head is Head.HIDDEN:
        tensor = layers.Dropout(HIDDEN_DROPOUT, name="dropout_gap")(tensor)
        tensor = layers.Dense(HIDDEN_UNITS, activation="relu", name="hidden")(tensor)
    if plan.dropout:
        tensor = layers.Dropout(plan.dropout, name="dropout")(tensor)
    head = layers.Dense(
        len(bias),
        activation=str(plan.activation),
        name="scores",
        bias_initializer=keras.initializers.Constant(bias),
        dtype="float32",
    )
    return keras.Model(encoder.inputs[0], head(tensor), name="classifier")


def unet(plan: NetworkPlan, *, size: tuple[int, int, int], weights: Path) -> keras.Model:
    """Return a U-Net whose encoder is a MobileNetV2 and whose output is lung probability."""
    if plan.backbone is not Backbone.MOBILENETV2:
        raise UsageError(
            f"There is no U-Net on {plan.backbone}.", remedy="Use the backbone mobilenetv2."
        )
    encoder = encode(plan, size=size, weights=weights)
    tensor = encoder.get_layer(BOTTLENECK).output
    for level, (filters, skip) in enumerate(zip(plan.decoder, SKIPS, strict=True), start=1):
        source = encoder.inputs[0] if skip == INPUT else encoder.get_layer(skip).output
        tensor = layers.UpSampling2D(name=f"up_{level}")(tensor)
        tensor = layers.Concatenate(name=f"join_{level}")([tensor, source])
        for step in (1, 2):
            tensor = _convolve(tensor, filters, f"decoder_{level}_{step}")
    mask = layers.Conv2D(1, 1, activation="sigmoid", name="mask", dtype="float32")(tensor)
    return keras.Model(encoder.inputs[0], mask, name="unet")


def encode(plan: NetworkPlan, *, size: tuple[int, int, int], weights: Path) -> keras.Model:
    """Return the plan's backbone without a head, started as the plan says."""
    architecture = ARCHITECTURES[plan.backbone]
    if min(size[:2]) < architecture.least_side:
        raise UsageError(
            f"{plan.backbone} takes no picture of {size[0]}x{size[1]} pixels.",
            remedy=f"Give it at least {architecture.least_side} on each side.",
        )
    options: dict[str, Any] = dict(architecture.options)
    if plan.backbone is Backbone.MOBILENETV2:
        options["alpha"] = plan.alpha
    model = getattr(keras.applications, architecture.builder)(
        input_tensor=keras.Input(size, name=INPUT), include_top=False, weights=None, **options
    )
    load_start(model, plan, weights)
    if plan.start is Start.SCRATCH:
        for layer in normalisations(model):
            layer.momentum = BRISK_MOMENTUM
    return flat(model) if plan.backbone is Backbone.CONVNEXT_TINY else model


def flat(model: keras.Model) -> keras.Model:
    """Return ``model``, a ConvNeXt, with the layers of its inner models in its own graph.

    Its last layer, which Keras leaves without a steady name, becomes ``features_norm``.
    """
    last = model.layers[-1].name

    def renamed(layer: keras.Layer) -> keras.Layer:
        config = layer.get_config()
        config["name"] = "features_norm" if layer.name == last else layer.name
        return layer.__class__.from_config(config)

    def call(layer: keras.Layer, *inputs: Any, **options: Any) -> Any:
        if not isinstance(layer, keras.Sequential):
            return layer(*inputs, **options)
        (tensor,) = inputs
        for inner in layer.layers:
            tensor = inner(tensor)
        return tensor

    copy = keras.models.clone_model(model, clone_function=renamed, call_function=call)
    copy.set_weights(model.get_weights())
    return copy


def normalisations(model: keras.Model) -> list[keras.Layer]:
    """Return the batch normalisations of the backbone."""
    kinds = (layers.BatchNormalization,)
    return [layer for layer in model.layers if isinstance(layer, kinds) and not in_head(layer)]


def in_head(layer: keras.Layer) -> bool:
    """Return whether a layer stands behind the backbone."""
    return bool(layer.name.startswith(HEAD_PREFIXES))


def set_moving(model: keras.Model, phase: PhasePlan, start: Start) -> None:
    """Let the weights move that ``phase`` names."""
    if phase.from_block is not None:
        freeze(model, from_block=phase.from_block, start=start)
    else:
        assert phase.last_layers is not None
        unfreeze_last(model, phase.last_layers, start=start)


def freeze(model: keras.Model, *, from_block: int, start: Start) -> None:
    """Let the encoder's weights move from MobileNetV2 block ``from_block`` on; -1 lets none move.

    0 lets all move. Batch normalisations as ``keep_normalisations`` says.
    """
    reached = from_block == 0
    for layer in model.layers:
        if in_head(layer):
            continue
        reached = reached or (from_block > 0 and layer.name.startswith(f"block_{from_block}_"))
        layer.trainable = reached
    keep_normalisations(model, start)


def unfreeze_last(model: keras.Model, count: int | str, *, start: Start) -> None:
    """Let the last ``count`` layers of the backbone that hold weights move, ``all`` for all.

    A batch normalisation holds weights and so it is counted, but ``keep_normalisations`` rules it.
    """
    holding = [layer for layer in model.layers if layer.weights and not in_head(layer)]
    first = 0 if count == "all" else len(holding) - int(count)
    if first < 0:
        raise UsageError(
            f"The backbone has {len(holding)} layers with weights, not {count}.",
            remedy="Unfreeze fewer of them.",
        )
    for layer in model.layers:
        layer.trainable = in_head(layer)
    for layer in holding[first:]:
        layer.trainable = True
    keep_normalisations(model, start)


def keep_normalisations(model: keras.Model, start: Start) -> None:
    """Keep the backbone's batch normalisations in inference mode unless it started from scratch.

    The statistics of published weights rest on a million pictures, a small batch's on a few. Where
    they were folded into the convolutions, training mode would even normalise a second time and
    destroy the features.
    """
    if start is not Start.SCRATCH:
        for layer in normalisations(model):
            layer.trainable = False


def _convolve(tensor: keras.KerasTensor, filters: int, name: str) -> keras.KerasTensor:
    tensor = layers.Conv2D(filters, 3, padding="same", use_bias=False, name=name)(tensor)
    normalise = layers.BatchNormalization(momentum=BRISK_MOMENTUM, name=f"{name}_bn")
    return layers.ReLU(name=f"{name}_relu")(normalise(tensor))
