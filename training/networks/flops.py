"""What a network costs, from its layers' shapes. Importing this module imports Keras.

A multiplication and an addition count as two operations. Convolutions and dense layers are
counted; what is left, such as activations, is about one hundredth.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import keras
from keras import layers


@dataclass(frozen=True, slots=True)
class LayerCost:
    """One layer; ``shape`` is that of one picture's output, without the batch."""

    name: str
    kind: str
    shape: tuple[int, ...]
    parameters: int
    operations: int


def layer_costs(model: keras.Model) -> Iterator[LayerCost]:
    """Yield every layer's cost for one picture."""
    for layer in model.layers:
        shape = tuple(layer.output.shape[1:])
        yield LayerCost(
            layer.name, type(layer).__name__, shape, layer.count_params(), operations_of(layer)
        )


def operations_of(layer: keras.Layer) -> int:
    """Return the operations of one layer for one picture."""
    shape: tuple[int, ...] = tuple(layer.output.shape[1:])
    if isinstance(layer, layers.DepthwiseConv2D):
        return 2 * taps(layer) * prod(shape)
    if isinstance(layer, layers.Conv2D):
        channels = int(layer.input.shape[-1]) // int(layer.groups)
        return 2 * taps(layer) * channels * prod(shape)
    if isinstance(layer, layers.Dense):
        return 2 * int(layer.input.shape[-1]) * prod(shape)
    return 0


def taps(layer: keras.Layer) -> int:
    """Return how many cells a convolution's kernel covers."""
    height, width = layer.kernel_size
    return int(height * width)


def giga_operations(model: keras.Model) -> float:
    """Return the operations of one picture in thousand millions."""
    return sum(cost.operations for cost in layer_costs(model)) / 1e9
