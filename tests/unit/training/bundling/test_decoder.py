"""The U-Net's ONNX graph computes what Keras does, to the border, and enlarges nothing first."""

from pathlib import Path

import keras
import numpy as np
import onnx
import onnxruntime
import pytest

from cxrviewer.bundle.manifest import Task
from training.bundling.graph import network_files
from training.choices import Backbone, Start
from training.networks.building import BOTTLENECK, INPUT, unet
from training.recipe import NetworkPlan

SIZE = (64, 96, 3)
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


@pytest.fixture(scope="module")
def network() -> keras.Model:
    keras.utils.set_random_seed(4)
    plan = NetworkPlan(
        start=Start.SCRATCH,
        backbone=Backbone.MOBILENETV2,
        alpha=0.35,
        dropout=0.0,
        decoder=(12, 8, 6, 4),
    )
    model = unet(plan, size=SIZE, weights=Path("none"))
    chance = np.random.default_rng(4)
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            shape = layer.gamma.shape
            layer.set_weights([chance.uniform(0.5, 1.5, shape) for _ in range(4)])
    return model


@pytest.fixture(scope="module")
def graph(network: keras.Model) -> bytes:
    probe = np.zeros((1, *SIZE), np.float32)
    files = network_files(network, Task.SEGMENT, feature_layer=BOTTLENECK, probe=probe)
    assert files.outputs == ("mask", "features")
    return files.onnx


@pytest.mark.parametrize("batch", [1, 3])
def test_that_the_graph_gives_every_pixel_of_the_mask_that_keras_gives(
    network: keras.Model, graph: bytes, batch: int
) -> None:
    tensors = np.random.default_rng(batch).normal(size=(batch, *SIZE)).astype(np.float32)
    session = onnxruntime.InferenceSession(graph, providers=["CPUExecutionProvider"])
    mask, features = session.run(["mask", "features"], {INPUT: tensors})
    expected = np.asarray(network(tensors, training=False))
    assert np.ptp(expected) > 0.1
    assert mask.shape == (batch, *SIZE[:2], 1)
    assert np.abs(mask - expected).max() < 1e-5
    maps = keras.Model(network.input, network.get_layer(BOTTLENECK).output)
    assert np.abs(features - np.asarray(maps(tensors, training=False))).max() < 1e-4


def test_that_no_map_is_enlarged_before_it_is_convolved(graph: bytes) -> None:
    kinds = {node.op_type for node in onnx.load_from_string(graph).graph.node}
    assert not kinds & {"Tile", "Resize", "Upsample", "Expand", "Concat"}
