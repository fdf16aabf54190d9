"""The closed form against numerical differentiation; tests/contract holds it against TensorFlow."""

import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.bundle.model_bundle import DenseLayer
from cxrviewer.inference.gradcam import HeadExplainer


def layer(generator: np.random.Generator, inputs: int, outputs: int) -> DenseLayer:
    return DenseLayer(
        generator.normal(0, 1, (inputs, outputs)).astype(np.float32),
        generator.normal(0, 1, outputs).astype(np.float32),
    )


def heads() -> list[HeadExplainer]:
    generator = np.random.default_rng(5)
    return [
        HeadExplainer((layer(generator, 12, 3),)),
        HeadExplainer((layer(generator, 12, 9), layer(generator, 9, 3))),
        HeadExplainer((layer(generator, 12, 9), layer(generator, 9, 7), layer(generator, 7, 3))),
    ]


def features() -> NDArray[np.float32]:
    return np.random.default_rng(6).normal(0.5, 1, (5, 4, 12)).astype(np.float32)


@pytest.mark.parametrize("head", heads(), ids=["linear", "one hidden", "two hidden"])
def test_that_the_gradient_is_the_one_of_finite_differences(head: HeadExplainer) -> None:
    pooled = features().mean((0, 1)).astype(np.float64)
    step = 1e-3
    numeric = np.stack(
        [
            (head.logits(pooled + e) - head.logits(pooled - e)) / (2 * step)
            for e in np.eye(len(pooled)) * step
        ]
    )
    assert head.gradient(pooled.astype(np.float32)) == pytest.approx(numeric, abs=2e-2)


def test_that_a_linear_heads_map_adds_up_to_the_logit_less_its_bias() -> None:
    head = heads()[0]
    maps = np.einsum("hwc,cl->lhw", features(), head.gradient(features().mean((0, 1)))) / 20
    logits = head.logits(features().mean((0, 1)))
    assert maps.sum((1, 2)) == pytest.approx(logits - head.layers[0].bias, abs=1e-4)
    assert head.explain(features()) == pytest.approx(np.maximum(maps, 0), abs=1e-6)


def test_that_a_hidden_unit_that_is_off_carries_no_attention() -> None:
    off = DenseLayer(np.ones((12, 1), np.float32), np.array([-1e6], np.float32))
    last = DenseLayer(np.ones((1, 2), np.float32), np.zeros(2, np.float32))
    assert not HeadExplainer((off, last)).explain(features()).any()
