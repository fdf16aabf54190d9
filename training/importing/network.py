"""A Keras DenseNet121 with the weights of a PyTorch one. Importing this module imports TensorFlow.

Both libraries build the same network but for one number: Keras adds 1.001e-5 to variances where
PyTorch adds 1e-5. Keras' layers take PyTorch's number here.
"""

from collections.abc import Mapping

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from training.importing.names import HEAD, Kind, LayerPair, layer_pairs
from training.networks.building import INPUT

FEATURES = "relu"
TORCH_EPSILON = 1e-5


def densenet121(*, side: int, channels: int, outputs: int) -> keras.Model:
    """Return DenseNet121, ``gap`` and one sigmoid per output, in one flat graph."""
    encoder = keras.applications.DenseNet121(
        include_top=False,
        weights=None,
        input_tensor=keras.Input((side, side, channels), name=INPUT),
    )
    for layer in encoder.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.epsilon = TORCH_EPSILON
    pooled = layers.GlobalAveragePooling2D(name="gap")(encoder.get_layer(FEATURES).output)
    scores = layers.Dense(outputs, activation="sigmoid", name=HEAD)(pooled)
    return keras.Model(encoder.inputs[0], scores, name="densenet121")


def load_state(model: keras.Model, state: Mapping[str, NDArray[np.float32]]) -> None:
    """Give ``model`` the weights of ``state``, which has exactly the tensors that it needs."""
    channels, outputs = model.input_shape[-1], model.output_shape[-1]
    for pair in layer_pairs(channels=channels, outputs=outputs):
        arrays = [as_keras(state[key], pair) for key in pair.shapes()]
        model.get_layer(pair.keras).set_weights(arrays)


def as_keras(array: NDArray[np.float32], pair: LayerPair) -> NDArray[np.float32]:
    """Return kernels with their axes as Keras orders them: OIHW to HWIO, (out, in) to (in, out)."""
    if pair.kind is Kind.CONVOLUTION:
        return array.transpose(2, 3, 1, 0)
    return array.T if pair.kind is Kind.DENSE else array
