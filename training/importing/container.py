"""The zip container that ``torch.save`` writes since PyTorch 1.6.

It holds one pickle, ``data.pkl``, and one file of bare numbers per storage. Everything is
limited before it is read, because the file comes from a stranger. The form before is ``legacy``'s.
"""

import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cxrviewer.domain.errors import UsageError
from training.importing.instructions import read_pickle

MAX_FILE_BYTES = 512 * 2**20
MAX_PICKLE_BYTES = 8 * 2**20
MAX_STORAGE_BYTES = 64 * 2**20
MAX_ENTRIES = 10_000
LEGACY_MAGIC = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19"
ZIP_MAGIC = b"PK\x03\x04"

FETCH = "Fetch the file again from its source."
CONVERT = (
    "Convert it where PyTorch is installed, with one line: "
    "python -c \"import torch; torch.save(torch.load('OLD.pt', map_location='cpu', "
    "weights_only=True), 'NEW.pt')\"; docs/importing.md says what to do where PyTorch refuses it."
)


def refusal(problem: str, path: Path, *, remedy: str = FETCH) -> UsageError:
    """Return the error that refuses a checkpoint."""
    return UsageError(problem, remedy=remedy, path=path)


@dataclass(frozen=True, slots=True)
class Container:
    """An open checkpoint. ``root`` is the folder inside the archive that everything lies in."""

    archive: zipfile.ZipFile
    root: str
    path: Path

    def read_network(self) -> object:
        """Return what the pickle describes; raises ForeignNameError or Malformed."""
        return read_pickle(self._read("data.pkl", MAX_PICKLE_BYTES))

    def read_storage(self, key: str) -> bytes:
        """Return one storage's bytes, which are little-endian numbers."""
        return self._read(f"data/{key}", MAX_STORAGE_BYTES)

    def _read(self, name: str, limit: int) -> bytes:
        try:
            entry = self.archive.getinfo(f"{self.root}/{name}")
        except KeyError:
            raise refusal(f"The checkpoint lacks its part {name!r}.", self.path) from None
        if entry.file_size > limit:
            raise refusal(
                f"The checkpoint's part {name!r} has {entry.file_size} bytes; {limit} is the most "
                "that a DenseNet121 can need.",
                self.path,
                remedy="Import a checkpoint of a DenseNet121.",
            )
        try:
            return self.archive.read(entry)
        except (zipfile.BadZipFile, EOFError, OSError, RuntimeError) as error:
            raise refusal(
                f"The checkpoint's part {name!r} is damaged: {error}.", self.path
            ) from error


@contextmanager
def open_container(path: Path) -> Iterator[Container]:
    """Open ``path`` and check its form. Raises UsageError for whatever is not such a container."""
    require_zip(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise refusal(f"The checkpoint is cut short or damaged: {error}.", path) from error
    with archive:
        container = Container(archive, _checked_root(archive, path), path)
        _require_little_endian(container)
        yield container


def require_zip(path: Path) -> None:
    """Raise UsageError, saying what the file is instead, where it is not a zip archive."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(512)
    except OSError as error:
        raise refusal(
            f"The checkpoint cannot be read: {error.strerror}.", path, remedy="Name another file."
        ) from error
    require_size(path, size)
    if not head.startswith(ZIP_MAGIC):
        raise _other_kind(head, path)


def require_size(path: Path, size: int) -> None:
    """Raise UsageError for a file far too large for the network."""
    if size > MAX_FILE_BYTES:
        raise refusal(
            f"The file has {size} bytes; a DenseNet121 needs about 30 million.",
            path,
            remedy="Import a checkpoint of a DenseNet121.",
        )


def _other_kind(head: bytes, path: Path) -> UsageError:
    if tarfile.is_tarfile(path):
        return refusal(
            "The checkpoint is a tar archive, the form of PyTorch before 0.4, or holds such a "
            "file packed.",
            path,
            remedy=f"Unpack it if it is a packed download. {CONVERT}",
        )
    if head.startswith(b"\x80"):
        return refusal("The file is a bare pickle.", path, remedy=CONVERT)
    return refusal(
        "The file is no PyTorch checkpoint.",
        path,
        remedy="Name a .pt or .pth file that torch.save wrote.",
    )


def _checked_root(archive: zipfile.ZipFile, path: Path) -> str:
    """Return the folder of ``data.pkl`` once the list of entries is plausible."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(names) > MAX_ENTRIES or len(set(names)) != len(names):
        raise refusal("The checkpoint lists too many parts, or one part twice.", path)
    for entry in entries:
        # torch.save never compresses: a compressed part could grow without end.
        if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
            raise refusal(
                f"The checkpoint's part {entry.filename!r} is compressed or encrypted.",
                path,
                remedy="Unpack the download, then name the checkpoint inside it.",
            )
    roots = [name.removesuffix("/data.pkl") for name in names if name.endswith("/data.pkl")]
    if len(roots) != 1 or "/" in roots[0]:
        raise refusal(
            "The zip archive is no PyTorch checkpoint: it does not hold one data.pkl.",
            path,
            remedy="Name a .pt or .pth file that torch.save wrote.",
        )
    if f"{roots[0]}/constants.pkl" in names:
        raise refusal(
            "The file is a TorchScript program, not a checkpoint.",
            path,
            remedy="Import the state dict that the program was made from.",
        )
    return roots[0]


def _require_little_endian(container: Container) -> None:
    if f"{container.root}/byteorder" not in container.archive.namelist():
        return
    order = container._read("byteorder", 16)
    if order != b"little":
        raise refusal(
            f"The checkpoint's numbers are in the byte order {order!r}.",
            container.path,
            remedy="Save it again on a little-endian machine.",
        )
