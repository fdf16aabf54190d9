"""A ModelBundle on disk: verified once, then read."""

import hashlib
import io
import os
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray

from cxrviewer.bundle.manifest import FileRecord, Manifest
from cxrviewer.bundle.manifest_file import MANIFEST_NAME, MAX_MANIFEST_BYTES, decode_manifest
from cxrviewer.bundle.reference import REFERENCE_FILE, InputReference, reference_of
from cxrviewer.domain.analysis import BundleIdentity
from cxrviewer.domain.errors import BundleError, printable

MAX_FILE_BYTES = 2 * 2**30
MAX_ARRAY_BYTES = 512 * 2**20
# RuntimeError: the member is encrypted. NotImplementedError: of a version of ZIP to come.
UNPACKING_ERRORS = (
    ValueError,
    OSError,
    EOFError,
    BadZipFile,
    MemoryError,
    RuntimeError,
    zlib.error,
)
REINSTALL = "Install the bundle again from its source."


@dataclass(frozen=True, slots=True)
class DenseLayer:
    """``kernel`` is float32, (inputs, outputs); ``bias`` is float32, (outputs,)."""

    kernel: NDArray[np.float32]
    bias: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """One picture with all that must come of it.

    ``indices`` uint16 (rows, columns); ``levels`` float64 (n,); ``tensor`` float32 (1, h, w, c);
    ``outputs`` float32, what the network's first output gives for the tensor.
    """

    indices: NDArray[np.uint16]
    levels: NDArray[np.float64]
    tensor: NDArray[np.float32]
    outputs: NDArray[np.float32]
    tolerance: float


@dataclass(frozen=True, slots=True)
class ModelBundle:
    """A folder whose files agree with its manifest."""

    folder: Path
    manifest: Manifest
    identity: BundleIdentity

    def file(self, name: str) -> Path:
        return self.folder / name

    @property
    def has_keras(self) -> bool:
        """Say whether this copy holds a Keras network; see ``NetworkRecord``."""
        keras = self.manifest.network.keras
        return keras is not None and self.file(keras).exists()

    def read_verified(self, name: str) -> bytes:
        """Return the bytes of one listed file, whose size and checksum are checked again.

        What is used is what was checked: a file that changed since the bundle was loaded is
        refused.
        """
        return _read_verified(self.folder / name, self.manifest.files[name])

    def read_head(self) -> tuple[DenseLayer, ...]:
        """Return the dense layers behind the last feature maps, in order."""
        explanation = self.manifest.explanation
        if explanation is None:
            return ()
        arrays = self._read_arrays(explanation.head)
        count = len(arrays) // 2
        names = {f"{part}_{n}" for part in ("kernel", "bias") for n in range(count)}
        if count == 0 or set(arrays) != names:
            raise self._broken(f"{explanation.head} does not hold kernel_0, bias_0, ...")
        if not all(x.dtype.kind == "f" and np.isfinite(x).all() for x in arrays.values()):
            raise self._broken(f"{explanation.head} holds what is no finite number")
        layers = tuple(DenseLayer(arrays[f"kernel_{n}"], arrays[f"bias_{n}"]) for n in range(count))
        for layer in layers:
            if layer.kernel.ndim != 2 or layer.bias.shape != layer.kernel.shape[1:]:
                raise self._broken(f"{explanation.head} holds layers of impossible shape")
        return layers

    def read_self_check(self) -> SelfCheck:
        record = self.manifest.self_check
        arrays = self._read_arrays(record.file)
        try:
            return SelfCheck(
                np.asarray(arrays["indices"], np.uint16),
                np.asarray(arrays["levels"], np.float64),
                np.asarray(arrays["tensor"], np.float32),
                np.asarray(arrays["outputs"], np.float32),
                record.tolerance,
            )
        except KeyError as error:
            raise self._broken(f"{record.file} lacks the array {error}") from error

    def read_reference(self) -> InputReference | None:
        """Return what the network's features are like on sound radiographs, where it is known."""
        if REFERENCE_FILE not in self.manifest.files:
            return None
        try:
            return reference_of(self._read_arrays(REFERENCE_FILE))
        except (KeyError, ValueError) as error:
            raise self._broken(f"{REFERENCE_FILE} is not sound: {error}") from error

    def _read_arrays(self, name: str) -> dict[str, NDArray[Any]]:
        try:
            return unpack_arrays(self.read_verified(name))
        except ValueError as error:
            raise self._broken(f"{name} is not an array archive: {error}") from error

    def _broken(self, problem: str) -> BundleError:
        return BundleError(f"The bundle is broken: {problem}.", remedy=REINSTALL, path=self.folder)


def unpack_arrays(content: bytes) -> dict[str, NDArray[Any]]:
    """Return the arrays of an .npz file; ValueError where it holds anything else, or too much."""
    stream = io.BytesIO(content)
    try:
        with ZipFile(stream) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
        if unpacked > MAX_ARRAY_BYTES:
            raise ValueError(f"it unpacks to {unpacked // 2**20} MB")
        with np.load(stream, allow_pickle=False) as archive:
            arrays = {key: archive[key] for key in archive.files}
    except UNPACKING_ERRORS as error:
        raise ValueError(printable(str(error))) from error
    if not all(isinstance(array, np.ndarray) for array in arrays.values()):
        raise ValueError("a member is no array")
    return arrays


def load_bundle(folder: Path) -> ModelBundle:
    """Return the bundle in ``folder`` once manifest, file list and checksums agree.

    Raises BundleError for each way in which they can fail to.
    """
    content = _read_manifest(folder / MANIFEST_NAME)
    manifest = decode_manifest(content, folder / MANIFEST_NAME)
    for name, record in manifest.files.items():
        path = folder / name
        if _is_left_out(path, manifest):
            continue
        if path.is_symlink() or not path.resolve().is_relative_to(folder.resolve()):
            raise BundleError(
                f"{name} leads out of the bundle's folder.", remedy=REINSTALL, path=folder
            )
        _verify(path, record)
    for stray in _strays(folder, manifest):
        raise BundleError(
            f"The bundle holds a file that its manifest does not list: {stray}.",
            remedy="Remove that file, or install the bundle again from its source.",
            path=folder,
        )
    checksum = hashlib.sha256(content).hexdigest()
    identity = BundleIdentity(manifest.name, manifest.version, checksum, manifest.status)
    return ModelBundle(folder, manifest, identity)


def _is_left_out(path: Path, manifest: Manifest) -> bool:
    """Say whether this copy of the bundle does without the file, which only TensorFlow reads."""
    network = manifest.network
    return path.name == network.keras and network.onnx is not None and not os.path.lexists(path)


def _strays(folder: Path, manifest: Manifest) -> Iterator[str]:
    allowed = {MANIFEST_NAME, *manifest.files}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_dir() and name not in allowed:
            yield name


def _read_manifest(path: Path) -> bytes:
    try:
        _require_regular(path)
        if path.stat().st_size > MAX_MANIFEST_BYTES:
            raise BundleError("The manifest is too large.", remedy=REINSTALL, path=path)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise BundleError(
            "The folder holds no manifest.json.",
            remedy="Choose the folder of a model bundle.",
            path=path.parent,
        ) from error
    except OSError as error:
        raise BundleError(
            f"The manifest cannot be read: {error.strerror}.",
            remedy="Check that the disk is there and the file may be read.",
            path=path,
        ) from error


def _verify(path: Path, record: FileRecord) -> None:
    digest = hashlib.sha256()
    try:
        _require_regular(path)
        size = path.stat().st_size
        if size != record.bytes or size > MAX_FILE_BYTES:
            raise BundleError(
                f"The file has {size} bytes; the manifest promises {record.bytes}.",
                remedy=REINSTALL,
                path=path,
            )
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256")
    except OSError as error:
        raise _unreadable(path, error) from error
    if digest.hexdigest() != record.sha256:
        raise _altered(path)


def _read_verified(path: Path, record: FileRecord) -> bytes:
    try:
        _require_regular(path)
        content = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    if hashlib.sha256(content).hexdigest() != record.sha256:
        raise _altered(path)
    return content


def _require_regular(path: Path) -> None:
    """Refuse a pipe or a device, which would be read without end; OSError where nothing is."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise BundleError("This is no regular file.", remedy=REINSTALL, path=path)


def _unreadable(path: Path, error: OSError) -> BundleError:
    return BundleError(
        f"A file that the manifest lists cannot be read: {error.strerror}.",
        remedy=REINSTALL,
        path=path,
    )


def _altered(path: Path) -> BundleError:
    return BundleError(
        "The file's checksum is not the one in the manifest.", remedy=REINSTALL, path=path
    )
