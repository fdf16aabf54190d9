"""PyTorch checkpoints written by hand, without PyTorch: good ones and hostile ones."""

import io
import pickle
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.importing.container import LEGACY_MAGIC
from training.importing.names import layer_pairs

STORAGE_OF = {"f4": "FloatStorage", "f8": "DoubleStorage", "f2": "HalfStorage", "i8": "LongStorage"}


@dataclass(frozen=True)
class Named:
    """Pickled as a reference to a name, whether or not there is such a thing."""

    module: str
    name: str


@dataclass(frozen=True)
class Called:
    """Pickled as a call of a name."""

    function: Named
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class Layer:
    """Pickled as an object of a class, with its attributes."""

    kind: Named
    attributes: Mapping[str, Any]


@dataclass(frozen=True)
class StoredAs:
    """Pickled as a persistent id, which is how PyTorch refers to a storage."""

    kind: str
    key: str
    size: int


@dataclass
class Writer:
    """Collects storages while tensors are described."""

    storages: dict[str, bytes] = field(default_factory=dict)

    def tensor(
        self,
        array: NDArray[Any],
        *,
        shape: Sequence[int] | None = None,
        strides: Sequence[int] | None = None,
        offset: int = 0,
        size: int | None = None,
    ) -> Called:
        """Describe ``array``; what is given beside it overrides what would be true of it."""
        key = str(len(self.storages))
        self.storages[key] = array.tobytes()
        kind = STORAGE_OF[array.dtype.str[1:]]
        true_strides = tuple(step // array.itemsize for step in array.strides)
        return Called(
            Named("torch._utils", "_rebuild_tensor_v2"),
            (
                StoredAs(kind, key, array.size if size is None else size),
                offset,
                tuple(array.shape if shape is None else shape),
                true_strides if strides is None else tuple(strides),
                False,
                OrderedDict(),
            ),
        )

    def write(self, path: Path, written: object, *, compression: int = zipfile.ZIP_STORED) -> Path:
        parts = {f"data/{key}": content for key, content in self.storages.items()}
        return write_container(path, {"data.pkl": pickled(written), **parts}, compression)

    def write_legacy(self, path: Path, written: object) -> Path:
        """Write the form before PyTorch 1.6, as its ``_legacy_save`` does."""
        machine = {"protocol_version": 1001, "little_endian": True, "type_sizes": {"int": 4}}
        content = [LEGACY_MAGIC + b".", pickled(1001), pickled(machine), pickled(written)]
        content.append(pickled(list(self.storages)))
        for numbers in self.storages.values():
            content += [(len(numbers) // 4).to_bytes(8, "little"), numbers]
        path.write_bytes(b"".join(content))
        return path


def write_container(
    path: Path, parts: Mapping[str, bytes], compression: int = zipfile.ZIP_STORED
) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(f"{path.stem}/{name}", content)
    return path


def write_tensors(path: Path, arrays: Mapping[str, NDArray[Any]]) -> Path:
    writer = Writer()
    return writer.write(path, OrderedDict((n, writer.tensor(a)) for n, a in arrays.items()))


def module(kind: Named, **parts: Mapping[str, Any]) -> Layer:
    """Describe a pickled layer with _parameters, _buffers and _modules."""
    names = ("_parameters", "_buffers", "_modules")
    kept = {name: OrderedDict(parts.get(name.lstrip("_"), {})) for name in names}
    return Layer(kind, {"training": False, **kept})


def pickled(written: object) -> bytes:
    """Return the pickle of ``written`` in PyTorch's protocol 2."""
    stream = io.BytesIO()
    _Pickler(stream, protocol=2).dump(written)
    return stream.getvalue()


class _Pickler(pickle._Pickler):
    """Python's own pickler, in Python, taught the four descriptions above."""

    write: Callable[[bytes], None]

    def save(self, written: Any, save_persistent_id: bool = True) -> Any:
        if isinstance(written, Named):
            return self.write(b"c" + f"{written.module}\n{written.name}\n".encode())
        if isinstance(written, StoredAs):
            self.save(("storage", Named("torch", written.kind), written.key, "cpu", written.size))
            return self.write(pickle.BINPERSID)
        if isinstance(written, Called):
            self.save(written.function)
            self.save(written.arguments)
            return self.write(pickle.REDUCE)
        if isinstance(written, Layer):
            self.save(written.kind)
            self.write(pickle.EMPTY_TUPLE + pickle.NEWOBJ)
            self.save(dict(written.attributes))
            return self.write(pickle.BUILD)
        return super().save(written, save_persistent_id)  # type: ignore[misc]


def densenet121_arrays(*, channels: int = 3, outputs: int = 14) -> dict[str, NDArray[np.float32]]:
    """Return tensors under the names and in the shapes of a DenseNet121, all of them ones."""
    pairs = layer_pairs(channels=channels, outputs=outputs)
    shapes = {key: shape for pair in pairs for key, shape in pair.shapes().items()}
    return {key: np.ones(shape, np.float32) for key, shape in shapes.items()}
