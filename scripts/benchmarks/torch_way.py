"""Grad-CAM by backward passes in PyTorch, beside the closed form in ONNX Runtime.

    python -m scripts.benchmarks.torch_way RUNS

One random DenseNet121 in all ways, because the weights do not change the time. Prints the
milliseconds of one way a line: a backward pass per label, gradients of the maps alone, ours.
"""

import sys
import tempfile
import warnings
from functools import partial
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from torch import nn

from cxrviewer.bundle.model_bundle import DenseLayer
from cxrviewer.inference.gradcam import HeadExplainer
from scripts.benchmarks.figures import in_turns
from tests.data.torch_replica import Replica, randomise

LABELS, SIDE, CHANNELS, THREADS = 14, 224, 3, 2
TOLERANCE = 1e-3


def backward_per_label(model: Replica, tensor: torch.Tensor) -> NDArray[np.float32]:
    """Run forwards once and ``backward`` for each label, as programs with hooks on a model do."""
    kept: list[torch.Tensor] = []
    features = torch.relu(model.features(tensor))
    features.register_hook(kept.append)
    logits = model.classifier(features.mean(dim=(2, 3)))
    for label in range(LABELS):
        model.zero_grad()
        logits[0, label].backward(retain_graph=True)
    return _maps(features, kept)


def gradients_of_maps(model: Replica, tensor: torch.Tensor) -> NDArray[np.float32]:
    """Run forwards once, and backwards no further than to the feature maps."""
    features = torch.relu(model.features(tensor))
    logits = model.classifier(features.mean(dim=(2, 3)))
    labels = range(LABELS)
    found = [torch.autograd.grad(logits[0, n], features, retain_graph=True)[0] for n in labels]
    return _maps(features, found)


def _maps(features: torch.Tensor, gradients: list[torch.Tensor]) -> NDArray[np.float32]:
    weights = torch.stack([gradient.mean(dim=(2, 3))[0] for gradient in gradients])
    return np.asarray(torch.relu(torch.einsum("lc,chw->lhw", weights, features[0])).detach())


def closed_form(
    network: onnxruntime.InferenceSession, head: HeadExplainer, tensor: torch.Tensor
) -> NDArray[np.float32]:
    """Return Grad-CAM as the program makes it."""
    (features,) = network.run(["features"], {"tensor": tensor.numpy()})
    return head.explain(np.ascontiguousarray(features[0].transpose(1, 2, 0)))


def exported(model: Replica, tensor: torch.Tensor) -> onnxruntime.InferenceSession:
    """Return the network up to its feature maps in the program's runtime."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # The exporter brings back the mode of the whole that it is given.
    features, names = nn.Sequential(model.features, nn.ReLU()).eval(), (["tensor"], ["features"])
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / "model.onnx"
        torch.onnx.export(
            features, (tensor,), path, input_names=names[0], output_names=names[1], dynamo=False
        )
        return onnxruntime.InferenceSession(path.read_bytes(), options)


def main(runs: int) -> None:
    torch.set_num_threads(THREADS)
    torch.manual_seed(5)
    linear = nn.Linear(1024, LABELS)
    model, tensor = Replica(CHANNELS, linear), torch.randn(1, CHANNELS, SIDE, SIDE)
    randomise(model, torch.randn(2, CHANNELS, SIDE, SIDE))
    kernel, bias = linear.weight.detach().numpy().T, linear.bias.detach().numpy()
    head = HeadExplainer((DenseLayer(np.ascontiguousarray(kernel), bias),))
    network = exported(model, tensor)
    ours, theirs = closed_form(network, head, tensor), backward_per_label(model, tensor)
    if np.abs(ours - theirs).max() > TOLERANCE * float(theirs.max()):
        raise SystemExit("the two ways do not come to the same maps")
    ways = (
        partial(backward_per_label, model, tensor),
        partial(gradients_of_maps, model, tensor),
        partial(closed_form, network, head, tensor),
    )
    for times in in_turns(runs, *ways):
        print(*times)


if __name__ == "__main__":
    main(int(sys.argv[1]))
