"""The closed form against Grad-CAM as it is usually made: a GradientTape through the network."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.bundle.model_bundle import DenseLayer
from cxrviewer.inference.gradcam import HeadExplainer

LABELS, SIZE = 4, 96


@pytest.fixture(scope="module")
def keras() -> Any:
    return pytest.importorskip("keras", reason="TensorFlow/Keras is not installed")


def network(keras: Any, hidden: int) -> Any:
    """Build convolutions, GAP and a head, with logits as output, in one flat graph."""
    keras.utils.set_random_seed(3)
    layers = keras.layers
    inputs = keras.Input((SIZE, SIZE, 3))
    x = layers.Conv2D(16, 5, strides=4, activation="relu")(inputs)
    x = layers.Conv2D(32, 3, strides=2, activation="relu", name="features")(x)
    x = layers.GlobalAveragePooling2D()(x)
    if hidden:
        x = layers.Dropout(0.25)(x)
        x = layers.Dense(hidden, activation="relu")(x)
        x = layers.Dropout(0.25)(x)
    logits = layers.Dense(LABELS, name="logits")(x)
    return keras.Model(inputs, [logits, keras.Model(inputs, logits).get_layer("features").output])


def head_of(model: Any) -> HeadExplainer:
    dense = [layer for layer in model.layers if type(layer).__name__ == "Dense"]
    return HeadExplainer(tuple(DenseLayer(*layer.get_weights()) for layer in dense))


def gradcam_by_tape(model: Any, image: NDArray[np.float32], label: int) -> NDArray[np.float32]:
    import tensorflow

    with tensorflow.GradientTape() as tape:
        logits, features = model(image, training=False)
        tape.watch(features)
        score = logits[0, label]
    gradient = tape.gradient(score, features)
    weights = tensorflow.reduce_mean(gradient, axis=(1, 2))
    cam = tensorflow.einsum("nhwc,nc->nhw", features, weights)
    return np.asarray(tensorflow.nn.relu(cam)[0])


@pytest.mark.parametrize("hidden", [0, 128], ids=["linear head", "Dropout/Dense-128/ReLU head"])
def test_that_the_closed_form_is_gradcam(keras: Any, hidden: int) -> None:
    model = network(keras, hidden)
    image = np.random.default_rng(1).normal(0, 1, (1, SIZE, SIZE, 3)).astype(np.float32)
    _, features = model(image, training=False)
    maps = head_of(model).explain(np.asarray(features)[0])
    compared = 0
    for label in range(LABELS):
        expected = gradcam_by_tape(model, image, label)
        assert maps[label] == pytest.approx(expected, abs=1e-6)
        if expected.max() == 0:
            continue
        compared += 1
        assert np.corrcoef(maps[label].ravel(), expected.ravel())[0, 1] > 0.999
        assert maps[label].argmax() == expected.argmax()
        assert maps[label].max() == pytest.approx(expected.max(), rel=1e-4)
    assert compared >= 2
