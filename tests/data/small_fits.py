"""Fits of a few steps. Importing this module imports TensorFlow."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import tensorflow

QUIET = [
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),  # Keras
    pytest.mark.filterwarnings("ignore:Even though the `tf.config:UserWarning"),  # see eager()
]


@contextmanager
def eager() -> Iterator[None]:
    """Compiling a training step takes longer than running these few."""
    tensorflow.config.run_functions_eagerly(True)
    try:
        yield
    finally:
        tensorflow.config.run_functions_eagerly(False)
