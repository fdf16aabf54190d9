"""What a checkpoint's pickle may speak of, as plain records that hold no code."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Global:
    """A name that the pickle refers to. It is never looked up in any module."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"


@dataclass(frozen=True, slots=True)
class Storage:
    """A run of ``size`` numbers in the part ``data/KEY``; ``kind`` is such as FloatStorage."""

    kind: str
    key: str
    size: int


@dataclass(frozen=True, slots=True)
class Tensor:
    """A view of a storage; ``offset`` and ``strides`` count numbers, not bytes."""

    storage: Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]

    @property
    def count(self) -> int:
        return math.prod(self.shape)


@dataclass(slots=True)
class Module:
    """A pickled network or layer as it was written down: its class's name and its attributes."""

    kind: Global
    attributes: dict[Any, Any]


class Malformed(Exception):  # noqa: N818  (becomes a UsageError that names the file)
    """The pickle does not say what PyTorch would have written."""


def persistent(written: object) -> Storage | Global:
    """Return what a persistent id names: a storage, or a layer's class with its source code.

    Before PyTorch 1.6 a storage's id ended with the view that it is, None for none, and a class
    came with the text of its module, which is dropped unread.
    """
    match written:
        case ("module", Global() as name, str() | None, str() | None):
            return name
        case ("storage", Global("torch", kind), str(key), str(), int(size)) | (
            "storage",
            Global("torch", kind),
            str(key),
            str(),
            int(size),
            None,
        ) if kind in STORAGES:
            if size < 0 or not key.isdecimal():
                raise Malformed(f"a storage is called {key!r} and has {size} numbers")
            return Storage(kind, key, size)
    raise Malformed(f"a storage is written as {_short(written)}")


def call(name: Global, arguments: object) -> object:
    """Return what the allowed callable ``name`` stands for. Nothing is called by its name."""
    if not isinstance(arguments, tuple) or name not in CALLABLES:
        raise Malformed(f"{name} is called in a way that PyTorch never writes")
    return CALLABLES[name](arguments)


def is_allowed(name: Global) -> bool:
    """Return whether a pickle may speak of ``name`` at all."""
    return name in CALLABLES or name in MODULES or (name.module, name.name) in _STORAGE_NAMES


def _tensor(arguments: tuple[Any, ...]) -> Tensor:
    match arguments[:4]:
        case (Storage() as storage, int(offset), tuple(shape), tuple(strides)):
            numbers = (offset, *shape, *strides)
            plain = all(type(number) is int and 0 <= number < 2**48 for number in numbers)
            if plain and len(shape) == len(strides) <= MAX_AXES:
                return Tensor(storage, offset, shape, strides)
    raise Malformed(f"a tensor is written as {_short(arguments)}")


def _parameter(arguments: tuple[Any, ...]) -> Tensor:
    match arguments:
        case (Tensor() as tensor, *_):
            return tensor
    raise Malformed(f"a parameter is written as {_short(arguments)}")


def _ordered(arguments: tuple[Any, ...]) -> dict[Any, Any]:
    match arguments:
        case ():
            return {}
    raise Malformed("an ordered dictionary is written with its items inside")


def _several(arguments: tuple[Any, ...]) -> list[Any]:
    """Sets and sizes come with a single argument, which lists their members."""
    match arguments:
        case ():
            return []
        case (list(members),) | (tuple(members),):
            return list(members)
    raise Malformed(f"a set is written as {_short(arguments)}")


def _nothing(arguments: tuple[Any, ...]) -> None:
    """Layers before PyTorch 0.4 name the library that computed them, which says nothing."""
    if arguments:
        raise Malformed("a library of functions is asked for by arguments")


def _device(arguments: tuple[Any, ...]) -> str:
    return ":".join(str(part) for part in arguments)


def _short(written: object) -> str:
    """Nested values can be huge, or hold themselves: only their kinds are shown."""
    if isinstance(written, (tuple, list)):
        return f"{type(written).__name__} of {', '.join(type(w).__name__ for w in written[:6])}"
    return type(written).__name__


MAX_AXES = 8
STORAGES: Mapping[str, tuple[str, int]] = MappingProxyType(
    {
        "FloatStorage": ("<f4", 4),
        "DoubleStorage": ("<f8", 8),
        "HalfStorage": ("<f2", 2),
        "BFloat16Storage": ("<u2", 2),
        "LongStorage": ("<i8", 8),
        "IntStorage": ("<i4", 4),
        "ShortStorage": ("<i2", 2),
        "CharStorage": ("<i1", 1),
        "ByteStorage": ("<u1", 1),
        "BoolStorage": ("<u1", 1),
    }
)
"""NumPy's type and the bytes per number. BFloat16 is read as the upper halves of float32."""

_STORAGE_NAMES = frozenset(("torch", kind) for kind in STORAGES)
PARAMETER = Global("torch.nn.parameter", "Parameter")
CALLABLES: Mapping[Global, Callable[[tuple[Any, ...]], object]] = MappingProxyType(
    {
        Global("collections", "OrderedDict"): _ordered,
        Global("torch._utils", "_rebuild_tensor"): _tensor,
        Global("torch._utils", "_rebuild_tensor_v2"): _tensor,
        Global("torch._utils", "_rebuild_parameter"): _parameter,
        PARAMETER: _parameter,
        Global("torch.nn.backends.thnn", "_get_thnn_function_backend"): _nothing,
        Global("torch", "Size"): _several,
        Global("torch", "device"): _device,
        Global("builtins", "set"): _several,
        Global("__builtin__", "set"): _several,
    }
)
_DENSENET = ("DenseNet", "_DenseBlock", "_DenseLayer", "_Transition")
MODULES = frozenset(
    Global(module, name)
    for module, names in {
        "torchvision.models.densenet": _DENSENET,
        "torchxrayvision.models": _DENSENET,
        "torch.nn.modules.activation": ("ReLU", "Sigmoid"),
        "torch.nn.modules.batchnorm": ("BatchNorm2d",),
        "torch.nn.modules.container": ("Sequential",),
        "torch.nn.modules.conv": ("Conv2d",),
        "torch.nn.modules.dropout": ("Dropout",),
        "torch.nn.modules.linear": ("Linear",),
        "torch.nn.modules.pooling": ("MaxPool2d", "AvgPool2d", "AdaptiveAvgPool2d"),
        "torch.nn.parallel.data_parallel": ("DataParallel",),
    }.items()
    for name in names
)
"""Layers of a DenseNet121. A pickled one becomes a Module, whose parameters can be read."""
