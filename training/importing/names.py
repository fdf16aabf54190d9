"""From the names in a PyTorch DenseNet121's state dict to the layers of Keras' DenseNet121."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.importing.container import refusal

PREFIXES = re.compile(r"^(?:module\.|model\.|densenet121\.)+")
OLD_NAMES = re.compile(r"\.(norm|conv)\.([12])\.")
SEQUENTIAL_HEAD = re.compile(r"^classifier\.0\.")
COUNTER = ".num_batches_tracked"
THRESHOLDS = "op_threshs"
BLOCKS = (6, 12, 24, 16)
STEM, GROWTH, BOTTLENECK = 64, 32, 128
CLASSIFIER = "classifier"
HEAD = "scores"
NAMED = 4


class Kind(StrEnum):
    """What a layer computes, and so which tensors it has."""

    CONVOLUTION = "convolution"
    NORMALISATION = "normalisation"
    DENSE = "dense"


PARTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.CONVOLUTION: ("weight",),
    Kind.NORMALISATION: ("weight", "bias", "running_mean", "running_var"),
    Kind.DENSE: ("weight", "bias"),
}
"""In the order of Keras: gamma, beta, mean, variance."""


@dataclass(frozen=True, slots=True)
class LayerPair:
    """One layer under both its names; ``shape`` is its weight's, as PyTorch orders the axes."""

    torch: str
    keras: str
    kind: Kind
    shape: tuple[int, ...]

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """Return the shape of each of the layer's tensors, by key, in the order of Keras."""
        first, *others = PARTS[self.kind]
        shapes = {f"{self.torch}.{first}": self.shape}
        return shapes | {f"{self.torch}.{part}": self.shape[:1] for part in others}


def layer_pairs(*, channels: int, outputs: int) -> Iterator[LayerPair]:
    """Yield the 242 layers of a DenseNet121 that hold weights, from the stem to the head."""
    width = STEM
    yield _convolution("features.conv0", "conv1_conv", (width, channels, 7, 7))
    yield _normalisation("features.norm0", "conv1_bn", width)
    for block, layers in enumerate(BLOCKS, start=1):
        for layer in range(1, layers + 1):
            yield from _dense_layer(block, layer, width)
            width += GROWTH
        if block < len(BLOCKS):
            torch, keras = f"features.transition{block}", f"pool{block + 1}"
            yield _normalisation(f"{torch}.norm", f"{keras}_bn", width)
            yield _convolution(f"{torch}.conv", f"{keras}_conv", (width // 2, width, 1, 1))
            width //= 2
    yield _normalisation("features.norm5", "bn", width)
    yield LayerPair(CLASSIFIER, HEAD, Kind.DENSE, (outputs, width))


def _dense_layer(block: int, layer: int, width: int) -> Iterator[LayerPair]:
    torch = f"features.denseblock{block}.denselayer{layer}"
    keras = f"conv{block + 1}_block{layer}"
    yield _normalisation(f"{torch}.norm1", f"{keras}_0_bn", width)
    yield _convolution(f"{torch}.conv1", f"{keras}_1_conv", (BOTTLENECK, width, 1, 1))
    yield _normalisation(f"{torch}.norm2", f"{keras}_1_bn", BOTTLENECK)
    yield _convolution(f"{torch}.conv2", f"{keras}_2_conv", (GROWTH, BOTTLENECK, 3, 3))


def _convolution(torch: str, keras: str, shape: tuple[int, ...]) -> LayerPair:
    return LayerPair(torch, keras, Kind.CONVOLUTION, shape)


def _normalisation(torch: str, keras: str, width: int) -> LayerPair:
    return LayerPair(torch, keras, Kind.NORMALISATION, (width,))


def plain_name(name: str) -> str:
    """Return a tensor's name without wrappers, as torchvision has called it since 0.3."""
    bare = PREFIXES.sub("", name)
    return SEQUENTIAL_HEAD.sub("classifier.", OLD_NAMES.sub(r".\1\2.", bare))


def plain_state(
    arrays: Mapping[str, NDArray[Any]], path: Path, *, channels: int
) -> dict[str, NDArray[np.float32]]:
    """Return exactly the tensors of a DenseNet121 under their plain names, float32.

    Raises UsageError naming the keys that are missing, too many, there twice, of another shape, or
    no weights.
    """
    found: dict[str, tuple[str, NDArray[Any]]] = {}
    for name, array in arrays.items():
        plain = plain_name(name)
        if plain.endswith(COUNTER) or plain == THRESHOLDS:
            continue
        if plain in found:
            raise refusal(f"The checkpoint holds {plain} twice: as {name!r} too.", path)
        found[plain] = (name, array)
    pairs = layer_pairs(channels=channels, outputs=_outputs(found))
    expected = {key: shape for pair in pairs for key, shape in pair.shapes().items()}
    _require_same(list(expected), found, path)
    for key, shape in expected.items():
        _require_shape(found[key], shape, path)
    return {key: _weights(*found[key], path) for key in expected}


def _outputs(found: Mapping[str, tuple[str, NDArray[Any]]]) -> int:
    """Return how many outputs the head has; a head that is missing is refused afterwards."""
    _, bias = found.get(f"{CLASSIFIER}.bias", ("", np.zeros(1)))
    return bias.size


def _require_shape(named: tuple[str, NDArray[Any]], shape: tuple[int, ...], path: Path) -> None:
    name, array = named
    if array.shape != shape:
        raise refusal(
            f"The tensor {name!r} has the shape {array.shape}; {shape} is needed.",
            path,
            remedy="Choose the layout that the checkpoint was made for.",
        )


def thresholds_of(arrays: Mapping[str, NDArray[Any]]) -> NDArray[np.float64] | None:
    """Return torchxrayvision's thresholds, one per head, NaN where it was never trained."""
    for name, array in arrays.items():
        if plain_name(name) == THRESHOLDS and array.ndim == 1 and array.dtype.kind == "f":
            return array.astype(np.float64)
    return None


def _require_same(expected: list[str], found: Mapping[str, Any], path: Path) -> None:
    missing = [key for key in expected if key not in found]
    surplus = [key for key in found if key not in set(expected)]
    for problem, keys in (("lacks", missing), ("holds, beside a DenseNet121's,", surplus)):
        if keys:
            more = f" and {len(keys) - NAMED} more" if len(keys) > NAMED else ""
            raise refusal(
                f"The checkpoint {problem} {', '.join(keys[:NAMED])}{more}.",
                path,
                remedy="Import a checkpoint of torchvision's or torchxrayvision's DenseNet121.",
            )


def _weights(name: str, array: NDArray[Any], path: Path) -> NDArray[np.float32]:
    if array.dtype.kind != "f":
        raise refusal(f"The tensor {name!r} holds {array.dtype}, not floating-point numbers.", path)
    with np.errstate(over="ignore"):
        weights = array.astype(np.float32)
    if not np.isfinite(weights).all():
        raise refusal(f"The tensor {name!r} holds values that are not finite.", path)
    if name.endswith("running_var") and (weights < 0).any():
        raise refusal(f"The tensor {name!r} holds variances below 0.", path)
    return weights
