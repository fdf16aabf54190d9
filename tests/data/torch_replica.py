"""Writes a random DenseNet121 as PyTorch's torchvision would, and what it says of some tensors.

Run as a program, in a process of its own: PyTorch and TensorFlow do not share one.

    python tests/data/torch_replica.py FOLDER CHANNELS OUTPUTS
"""

import sys
from collections import OrderedDict
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch
from torch import nn

GROWTH, BOTTLENECK, BLOCKS = 32, 128, (6, 12, 24, 16)
UNTRAINED = 4


class DenseLayer(nn.Module):  # type: ignore[misc]
    """Adds GROWTH features to those it is given."""

    def __init__(self, inputs: int) -> None:
        super().__init__()
        self.norm1 = nn.BatchNorm2d(inputs)
        self.conv1 = nn.Conv2d(inputs, BOTTLENECK, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(BOTTLENECK)
        self.conv2 = nn.Conv2d(BOTTLENECK, GROWTH, 3, padding=1, bias=False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        inner = self.conv1(torch.relu(self.norm1(x)))
        return torch.cat([x, self.conv2(torch.relu(self.norm2(inner)))], 1)


def features(channels: int) -> nn.Sequential:
    parts: OrderedDict[str, nn.Module] = OrderedDict(
        conv0=nn.Conv2d(channels, 64, 7, stride=2, padding=3, bias=False),
        norm0=nn.BatchNorm2d(64),
        relu0=nn.ReLU(),
        pool0=nn.MaxPool2d(3, stride=2, padding=1),
    )
    width = 64
    for number, layers in enumerate(BLOCKS, start=1):
        names = [(f"denselayer{n + 1}", DenseLayer(width + n * GROWTH)) for n in range(layers)]
        parts[f"denseblock{number}"] = nn.Sequential(OrderedDict(names))
        width += layers * GROWTH
        if number < len(BLOCKS):
            transition = OrderedDict[str, nn.Module](
                norm=nn.BatchNorm2d(width),
                relu=nn.ReLU(),
                conv=nn.Conv2d(width, width // 2, 1, bias=False),
                pool=nn.AvgPool2d(2, 2),
            )
            parts[f"transition{number}"] = nn.Sequential(transition)
            width //= 2
    parts["norm5"] = nn.BatchNorm2d(width)
    return nn.Sequential(parts)


class Replica(nn.Module):  # type: ignore[misc]
    """torchvision's densenet121 under its own names, with as many channels and outputs as asked."""

    def __init__(self, channels: int, classifier: nn.Module) -> None:
        super().__init__()
        self.features = features(channels)
        self.classifier = classifier

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        last = torch.relu(self.features(x))
        return self.classifier(last.mean(dim=(2, 3)))


def randomise(model: nn.Module, tensors: torch.Tensor) -> None:
    """Give every normalisation statistics of its own: fresh ones would hide a wrong order.

    They start as those of ``tensors``, so that the numbers stay as large as in a fitted network.
    """
    norms = [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]
    for norm in norms:
        nn.init.uniform_(norm.weight, 0.6, 1.4)
        nn.init.normal_(norm.bias, 0.0, 0.2)
        norm.momentum = 1.0
    with torch.no_grad():
        model.train()(tensors)
    for norm in norms:
        assert norm.running_mean is not None
        assert norm.running_var is not None
        norm.running_mean += 0.3 * torch.randn(norm.num_features) * norm.running_var.sqrt()
        norm.running_var *= 0.6 + torch.rand(norm.num_features)
    model.eval()


def as_published(model: Replica, channels: int) -> dict[str, Any]:
    """Return what is saved: with three channels as the CheXNet replica's authors do, the network
    itself, which ends in a sigmoid; with one as torchxrayvision does, with thresholds.
    """
    if channels == 3:
        model.classifier = nn.Sequential(model.classifier, nn.Sigmoid())
        pose_as_torchvision()
        return {"model": model, "epoch": 3, "best_loss": 0.1, "rng_state": torch.get_rng_state()}
    thresholds = torch.full((model.classifier.out_features,), 0.1)
    thresholds[-UNTRAINED:] = torch.nan
    return {**model.state_dict(), "op_threshs": thresholds}


def pose_as_torchvision() -> None:
    """Let pickles call the classes here by the names of torchvision's."""
    names = ("torchvision", "torchvision.models", "torchvision.models.densenet")
    sys.modules.update({name: ModuleType(name) for name in names})
    for kind, name in ((Replica, "DenseNet"), (DenseLayer, "_DenseLayer")):
        kind.__module__, kind.__qualname__ = names[-1], name
        setattr(sys.modules[names[-1]], name, kind)


def main(folder: Path, channels: int, outputs: int) -> None:
    torch.manual_seed(5)
    linear = nn.Linear(1024, outputs)
    nn.init.normal_(linear.weight, 0.0, 0.03)
    nn.init.normal_(linear.bias, 0.0, 1.0)
    model = Replica(channels, linear)
    tensors = torch.randn(2, channels, 224, 224)
    randomise(model, tensors)
    with torch.no_grad():
        logits = model(tensors)
    published = as_published(model, channels)
    torch.save(published, folder / "checkpoint.pt")
    torch.save(published, folder / "old.pt", _use_new_zipfile_serialization=False)
    arrays = {"tensors": tensors.permute(0, 2, 3, 1).numpy(), "logits": logits.numpy()}
    np.savez(folder / "expected.npz", **arrays)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
