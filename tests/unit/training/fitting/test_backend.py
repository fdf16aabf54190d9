"""Which numbers a fit computes with, on which device."""

import keras
import pytest

from training.fitting import backend
from training.fitting.machine import Precision


@pytest.mark.parametrize(
    ("kinds", "chosen"),
    [
        ({"cpu"}, Precision.FLOAT32),
        ({"cpu", "gpu"}, Precision.MIXED_FLOAT16),
        ({"cpu", "tpu"}, Precision.MIXED_BFLOAT16),
    ],
)
def test_that_auto_takes_what_the_device_is_faster_with(
    monkeypatch: pytest.MonkeyPatch, kinds: set[str], chosen: Precision
) -> None:
    monkeypatch.setattr(backend, "device_kinds", lambda: kinds)
    assert backend.resolve(Precision.AUTO) is chosen
    before = keras.config.dtype_policy().name
    with backend.policy_of(Precision.AUTO):
        assert keras.config.dtype_policy().name == str(chosen)
    assert keras.config.dtype_policy().name == before


@pytest.mark.parametrize("asked", [p for p in Precision if p is not Precision.AUTO])
def test_that_a_precision_asked_for_is_taken_on_any_device(
    monkeypatch: pytest.MonkeyPatch, asked: Precision
) -> None:
    monkeypatch.setattr(backend, "device_kinds", lambda: {"gpu"})
    assert backend.resolve(asked) is asked
