"""Radiographs asked about together: what each hears is what it hears alone."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.bundle.store import BundleStore
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.errors import InferenceError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.inference.models import BundlePredictor, BundleSegmenter, open_model
from cxrviewer.inference.pipeline import GPU_BATCH, Analyzer
from cxrviewer.inference.protocols import (
    Device,
    Network,
    NetworkOutput,
    Placement,
    RuntimeName,
)
from tests.data.bundles import make_radiograph

# Kernels may add in another order for a batch. On the processors tried so far they do not: 0.
TOLERANCE = 1e-6
Models = list[BundlePredictor | BundleSegmenter]


@pytest.fixture
def models(tiny_models: Path) -> Models:
    bundles, _ = BundleStore([tiny_models]).load_all()
    return [open_model(bundle, RuntimeName.ONNX, Device.CPU) for bundle in bundles]


def radiographs(count: int) -> list[Radiograph]:
    return [make_radiograph(seed=number) for number in range(count)]


def assert_same(one: Analysis, other: Analysis) -> None:
    assert one.key == other.key
    assert (one.doubts, one.failures) == (other.doubts, other.failures)
    scores = [{(f.bundle, f.pathology): f.score for f in a.findings} for a in (one, other)]
    assert scores[0] == pytest.approx(scores[1], abs=TOLERANCE)
    for grid, again in zip(one.attention, other.attention, strict=True):
        assert np.abs(grid.values - again.values).max() < TOLERANCE
    masks = [a.lung_mask.mask for a in (one, other) if a.lung_mask is not None]
    assert len(masks) in (0, 2)
    assert all(np.array_equal(masks[0], mask) for mask in masks)


@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_that_a_batch_says_what_each_hears_alone(models: Models, count: int) -> None:
    analyzer = Analyzer(models, ())
    together = analyzer.analyse_batch(radiographs(count))
    alone = [analyzer.analyse(radiograph) for radiograph in radiographs(count)]
    for one, other in zip(together, alone, strict=True):
        assert_same(one, other)


class Counting:
    """Counts forward passes; ``bad`` tensors, by their place, give no numbers or no answer."""

    provider = "counting"

    def __init__(self, network: Network, *, most: int = 99, bad: int | None = None) -> None:
        self.network, self.most, self.bad = network, most, bad
        self.sizes: list[int] = []

    def run(self, tensors: NDArray[np.float32]) -> NetworkOutput:
        self.sizes.append(len(tensors))
        if len(tensors) > self.most:
            raise InferenceError("Out of memory.", remedy="Take less.")
        output = self.network.run(tensors)
        if self.bad is not None:
            output.values[self.bad] = np.nan
        return output


def test_that_a_batch_is_one_forward_pass_of_each_network(models: Models) -> None:
    counting = [Counting(model.network) for model in models]
    asked = [replace(m, network=c) for m, c in zip(models, counting, strict=True)]
    Analyzer(asked, ()).analyse_batch(radiographs(4))
    assert [c.sizes for c in counting] == [[4]] * len(models)


def test_that_a_batch_that_is_too_large_is_asked_one_by_one(
    models: Models, caplog: pytest.LogCaptureFixture
) -> None:
    counting = Counting(models[0].network, most=1)
    asked = [replace(models[0], network=counting), *models[1:]]
    together = Analyzer(asked, ()).analyse_batch(radiographs(3))
    assert counting.sizes == [3, 1, 1, 1]
    assert "a batch of 3 failed" in caplog.text
    for one, radiograph in zip(together, radiographs(3), strict=True):
        assert_same(one, Analyzer(models, ()).analyse(radiograph))


def test_that_one_answer_that_is_no_number_costs_its_own_radiograph_alone(
    models: Models,
) -> None:
    asked = [replace(models[0], network=Counting(models[0].network, bad=1)), *models[1:]]
    together = Analyzer(asked, ()).analyse_batch(radiographs(3))
    assert ["not numbers" in "".join(a.failures) for a in together] == [False, True, False]
    for number in (0, 2):
        assert_same(together[number], Analyzer(models, ()).analyse(radiographs(3)[number]))


def test_that_only_a_gpu_is_given_batches_unasked(models: Models) -> None:
    assert Analyzer(models, ()).batch == 1
    there = [replace(model, place=Placement(Device.CUDA)) for model in models]
    assert Analyzer(there, ()).batch == GPU_BATCH
    assert Analyzer([*there[:-1], models[-1]], ()).batch == 1
