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
    """One layer under both its names."""

    torch: str
    keras: str
    kind: Kind

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(f"{self.torch}.{part}" for part in PARTS[self.kind])


def layer_pairs() -> Iterator[LayerPair]:
    """Yield the 242 layers of a DenseNet121 that hold weights, from the stem to the head."""
    yield LayerPair("features.conv0", "conv1_conv", Kind.CONVOLUTION)
    yield LayerPair("features.norm0", "conv1_bn", Kind.NORMALISATION)
    for block, layers in enumerate(BLOCKS, start=1):
        for layer in range(1, layers + 1):
            yield from _dense_layer(block, layer)
        if block < len(BLOCKS):
            torch, keras = f"features.transition{block}", f"pool{block + 1}"
            yield LayerPair(f"{torch}.norm", f"{keras}_bn", Kind.NORMALISATION)
            yield LayerPair(f"{torch}.conv", f"{keras}_conv", Kind.CONVOLUTION)
    yield LayerPair("features.norm5", "bn", Kind.NORMALISATION)
    yield LayerPair("classifier", HEAD, Kind.DENSE)


def _dense_layer(block: int, layer: int) -> Iterator[LayerPair]:
    torch = f"features.denseblock{block}.denselayer{layer}"
    keras = f"conv{block + 1}_block{layer}"
    yield LayerPair(f"{torch}.norm1", f"{keras}_0_bn", Kind.NORMALISATION)
    yield LayerPair(f"{torch}.conv1", f"{keras}_1_conv", Kind.CONVOLUTION)
    yield LayerPair(f"{torch}.norm2", f"{keras}_1_bn", Kind.NORMALISATION)
    yield LayerPair(f"{torch}.conv2", f"{keras}_2_conv", Kind.CONVOLUTION)


def plain_name(name: str) -> str:
    """Return a tensor's name without wrappers, as torchvision has called it since 0.3."""
    bare = PREFIXES.sub("", name)
    return SEQUENTIAL_HEAD.sub("classifier.", OLD_NAMES.sub(r".\1\2.", bare))


def plain_state(arrays: Mapping[str, NDArray[Any]], path: Path) -> dict[str, NDArray[np.float32]]:
    """Return exactly the tensors of a DenseNet121 under their plain names, float32.

    Raises UsageError naming the keys that are missing, too many, there twice, or no weights.
    """
    found: dict[str, tuple[str, NDArray[Any]]] = {}
    for name, array in arrays.items():
        plain = plain_name(name)
        if plain.endswith(COUNTER) or plain == THRESHOLDS:
            continue
        if plain in found:
            raise refusal(f"The checkpoint holds {plain} twice: as {name!r} too.", path)
        found[plain] = (name, array)
    expected = [key for pair in layer_pairs() for key in pair.keys]
    _require_same(expected, found, path)
    return {key: _weights(*found[key], path) for key in expected}


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
