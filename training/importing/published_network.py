"""A published network before it becomes a bundle: weights, heads, and where they came from.

Nothing here needs a framework, so that a file that cannot be imported is refused at once.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from cxrviewer.bundle.manifest import Name
from cxrviewer.domain.errors import UsageError
from training.importing.checkpoint import Checkpoint, read_checkpoint
from training.importing.layouts import Heads, Layout, heads_of
from training.importing.names import CLASSIFIER, plain_state, thresholds_of


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that a network came from."""

    file: str
    sha256: str

    def __str__(self) -> str:
        return f"{self.file}, sha-256 {self.sha256}"


@dataclass(frozen=True, slots=True, eq=False)
class PublishedNetwork:
    """``state`` holds the tensors of a DenseNet121 under torchvision's names, float32."""

    name: str
    layout: Layout
    heads: Heads
    origin: Origin
    state: dict[str, NDArray[np.float32]]


def read_densenet121(
    path: Path, layout: Layout, *, name: str, labels: Sequence[str] | None = None
) -> PublishedNetwork:
    """Return the network in the PyTorch checkpoint ``path``, to be called ``name``.

    ``labels`` are the person's own names for the outputs. Raises UsageError.
    """
    _require_name(name)
    checkpoint = read_checkpoint(path)
    state = plain_state(checkpoint.arrays, path, channels=layout.channels)
    names = labels if labels is not None else _own_names(checkpoint, layout)
    heads = heads_of(layout, names, len(state[f"{CLASSIFIER}.bias"]))
    return PublishedNetwork(name, layout, heads, _origin_of(path), state)


def _require_name(name: str) -> None:
    try:
        msgspec.convert(name, Name)
    except msgspec.ValidationError as error:
        raise UsageError(
            f"{name!r} cannot be a bundle's name.",
            remedy="Use small letters, digits and underscores, a letter first.",
        ) from error


def _own_names(checkpoint: Checkpoint, layout: Layout) -> Sequence[str] | None:
    """Return the labels as the checkpoint gives them, or None where it does not.

    A threshold that is NaN is how torchxrayvision's state dicts mark a head without data.
    """
    if checkpoint.labels is not None:
        return checkpoint.labels
    thresholds = thresholds_of(checkpoint.arrays)
    if thresholds is None or len(thresholds) != len(layout.labels):
        return None
    known = ~np.isnan(thresholds)
    return [label if k else "" for label, k in zip(layout.labels, known, strict=True)]


def _origin_of(path: Path) -> Origin:
    with path.open("rb") as stream:
        return Origin(path.name, hashlib.file_digest(stream, "sha256").hexdigest())
