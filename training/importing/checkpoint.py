"""A PyTorch checkpoint as named arrays, read without PyTorch and without running its pickle."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.errors import UsageError
from training.importing.container import CONVERT, Container, open_container, refusal
from training.importing.instructions import ForeignNameError
from training.importing.legacy import LegacyContainer, is_legacy, read_legacy
from training.importing.records import STORAGES, Malformed, Module, Storage, Tensor

MAX_TENSORS = 5_000
MAX_NUMBERS = 64 * 2**20
MAX_DEPTH = 20
STATE_NAMES = ("state_dict", "model_state_dict", "model", "net", "network")


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """``arrays`` by the names of the state dict, each in the type it was stored in.

    ``labels`` are the outputs' names where the file itself says them, an empty one for a head
    that was never trained; None where it does not.
    """

    path: Path
    arrays: dict[str, NDArray[Any]]
    labels: tuple[str, ...] | None


def read_checkpoint(path: Path) -> Checkpoint:
    """Return the tensors in ``path``. Raises UsageError for whatever it cannot trust."""
    with ExitStack() as stack:
        try:
            container: Container | LegacyContainer
            if is_legacy(path):
                container = read_legacy(path)
            else:
                container = stack.enter_context(open_container(path))
            network = _network_in(container.read_network())
            tensors = dict(_unique(_tensors_of(network)))
        except ForeignNameError as error:
            raise _foreign(error, path) from error
        except Malformed as error:
            raise refusal(f"The checkpoint cannot be trusted: {error}.", path) from error
        return Checkpoint(path, _arrays(tensors, container), _labels_of(network))


def _foreign(error: ForeignNameError, path: Path) -> UsageError:
    return refusal(
        f"The checkpoint speaks of {error.name}, which a DenseNet121 does not need; "
        "nothing of it was run.",
        path,
        remedy=f"Do not load it unless you trust its source. {CONVERT}",
    )


def _network_in(written: object) -> Module | dict[str, Any]:
    """Return the network or state dict, which may lie beside epoch, optimiser and the like."""
    if isinstance(written, Module):
        return written
    if not isinstance(written, dict):
        raise Malformed(f"it holds a {type(written).__name__}, not a network or a state dict")
    values = [written.get(name) for name in STATE_NAMES]
    inner = [value for value in values if isinstance(value, (Module, dict))]
    if len(inner) == 1:
        return inner[0]
    if not inner and any(isinstance(value, Tensor) for value in written.values()):
        return written
    names = ", ".join(STATE_NAMES)
    raise Malformed(f"it holds no tensors, and not exactly one of {names}")


def _tensors_of(network: Module | dict[str, Any]) -> Iterator[tuple[str, Tensor]]:
    if isinstance(network, Module):
        yield from _tensors_of_module(network, "", MAX_DEPTH)
        return
    for name, value in network.items():
        if not isinstance(name, str) or not isinstance(value, Tensor):
            raise Malformed(f"its key {name!r} holds a {type(value).__name__}, not a tensor")
        yield name, value


def _tensors_of_module(module: Module, prefix: str, depth: int) -> Iterator[tuple[str, Tensor]]:
    """Yield what the module's state dict would hold, under the same names."""
    if depth == 0:
        raise Malformed("its layers lie in each other without end")
    for kind in ("_parameters", "_buffers"):
        for name, value in _part(module, kind).items():
            if isinstance(value, Tensor):
                yield f"{prefix}{name}", value
    for name, layer in _part(module, "_modules").items():
        if isinstance(layer, Module):
            yield from _tensors_of_module(layer, f"{prefix}{name}.", depth - 1)


def _part(module: Module, kind: str) -> dict[Any, Any]:
    part = module.attributes.get(kind)
    if not isinstance(part, dict):
        raise Malformed(f"its layer {module.kind} has no {kind}")
    return part


def _unique(tensors: Iterator[tuple[str, Tensor]]) -> Iterator[tuple[str, Tensor]]:
    seen: set[str] = set()
    for name, tensor in tensors:
        if name in seen:
            raise Malformed(f"it names the key {name!r} twice")
        seen.add(name)
        if len(seen) > MAX_TENSORS:
            raise Malformed(f"it holds more than {MAX_TENSORS} tensors")
        yield name, tensor


def _labels_of(network: Module | dict[str, Any]) -> tuple[str, ...] | None:
    """torchxrayvision's networks carry their labels as ``pathologies`` or ``targets``."""
    if not isinstance(network, Module):
        return None
    for name in ("pathologies", "targets"):
        labels = network.attributes.get(name)
        if isinstance(labels, list) and labels and all(isinstance(x, str) for x in labels):
            return tuple(labels)
    return None


def _arrays(
    tensors: dict[str, Tensor], container: Container | LegacyContainer
) -> dict[str, NDArray[Any]]:
    if sum(tensor.count for tensor in tensors.values()) > MAX_NUMBERS:
        raise refusal(
            f"The checkpoint's tensors have more than {MAX_NUMBERS} numbers together.",
            container.path,
            remedy="Import a checkpoint of a DenseNet121.",
        )
    storages: dict[Storage, NDArray[Any]] = {}
    arrays = {}
    for name, tensor in tensors.items():
        if tensor.storage not in storages:
            storages[tensor.storage] = _numbers(name, tensor.storage, container)
        arrays[name] = _view(name, tensor, storages[tensor.storage], container.path)
    return arrays


def _numbers(name: str, storage: Storage, container: Container | LegacyContainer) -> NDArray[Any]:
    """Return the storage's numbers, 1-d; ``name`` is the first key that needs them."""
    kind, width = STORAGES[storage.kind]
    content = container.read_storage(storage.key)
    if len(content) != storage.size * width:
        raise refusal(
            f"The storage of {name!r} has {len(content)} bytes; {storage.size} numbers of "
            f"{width} bytes are promised.",
            container.path,
        )
    numbers = np.frombuffer(content, kind)
    if storage.kind == "BFloat16Storage":
        return (numbers.astype(np.uint32) << 16).view(np.float32)
    return numbers


def _view(name: str, tensor: Tensor, numbers: NDArray[Any], path: Path) -> NDArray[Any]:
    """Return the tensor as a contiguous copy, once it lies inside its storage."""
    steps = zip(tensor.shape, tensor.strides, strict=True)
    last = tensor.offset + sum((length - 1) * step for length, step in steps)
    if tensor.count and last >= len(numbers):
        raise refusal(
            f"The tensor {name!r} needs {last + 1} numbers; its storage has {len(numbers)}.", path
        )
    if tensor.count > len(numbers):
        raise refusal(
            f"The tensor {name!r} has {tensor.count} numbers; its storage has {len(numbers)}.", path
        )
    strides = [step * numbers.itemsize for step in tensor.strides]
    start = numbers[min(tensor.offset, len(numbers)) :]
    return np.lib.stride_tricks.as_strided(start, tensor.shape, strides).copy()
