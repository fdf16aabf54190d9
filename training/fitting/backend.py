"""What a fit asks of the machine and of Keras' backend. Importing this module imports Keras.

TensorFlow is imported only where it is Keras' backend. On jax, Strategy.MIRRORED is Keras' own data
parallelism, and there is no MULTIWORKER.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

import keras

from cxrviewer.domain.errors import UsageError
from training.fitting.machine import Precision, Strategy

TENSORFLOW, JAX = "tensorflow", "jax"


def device_kinds() -> set[str]:
    """Return the kinds of device at hand: cpu, gpu, tpu."""
    return {str(device).split(":", maxsplit=1)[0] for device in keras.distribution.list_devices()}


def resolve(precision: Precision) -> Precision:
    """Return what AUTO is on this machine."""
    if precision is not Precision.AUTO:
        return precision
    kinds = device_kinds()
    if "tpu" in kinds:
        return Precision.MIXED_BFLOAT16
    return Precision.MIXED_FLOAT16 if "gpu" in kinds else Precision.FLOAT32


@contextmanager
def policy_of(precision: Precision) -> Iterator[None]:
    """Build and run layers at ``precision`` inside the block."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(str(resolve(precision)))
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


@contextmanager
def deterministic() -> Iterator[None]:
    """Make TensorFlow's operations give the same bits each time, on a processor.

    On a graphics card it would cost speed, and the order of atomic additions is left free.
    """
    if keras.backend.backend() != TENSORFLOW or "gpu" in device_kinds():
        yield
        return
    from tensorflow.python.framework import config  # noqa: PLC0415

    config.enable_op_determinism()
    try:
        yield
    finally:
        config.disable_op_determinism()


def distributed(strategy: Strategy) -> AbstractContextManager[object]:
    """Return the scope in which a network is made for ``strategy``."""
    backend = keras.backend.backend()
    if strategy is Strategy.NONE:
        return nullcontext()
    if strategy is Strategy.MIRRORED and backend == TENSORFLOW:
        import tensorflow  # noqa: PLC0415

        scope: AbstractContextManager[object] = tensorflow.distribute.MirroredStrategy().scope()
        return scope
    if strategy is Strategy.MIRRORED and backend == JAX:
        parallel = keras.distribution.DataParallel()
        inner: AbstractContextManager[object] = parallel.scope()
        return inner
    raise UsageError(
        f"The backend {backend} has no strategy {strategy}.",
        remedy="Use the TensorFlow backend, or --strategy none.",
    )
