"""Brings the files of a shard to this machine's disk, for as long as they are looked at."""

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cxrviewer.cluster import dicomweb
from cxrviewer.cluster.addresses import absolute, is_remote
from cxrviewer.cluster.transport import TransportError, patiently
from cxrviewer.domain.errors import CxrError, ReadingError
from cxrviewer.reading.limits import STANDARD_LIMITS
from cxrviewer.report.atomic import export_error

# A store answers late and then quickly: this many files are asked for at once.
AT_ONCE = 4
CHUNK = 2**20
# What asking again does not change.
FINAL = (FileNotFoundError, PermissionError, IsADirectoryError, ImportError, ValueError)


@dataclass(frozen=True, slots=True)
class Fetched:
    """Where each address lies on this machine, and why some could not be had."""

    local: dict[Path, str]
    missing: dict[str, str]


@contextmanager
def fetched(addresses: Sequence[str], *, base: str = "") -> Iterator[Fetched]:
    """Yield local files for ``addresses``; copies are removed afterwards.

    ``base`` is the folder that local paths start from. Raises ExportError where this machine has
    no room for the copies: that is no fault of the files.
    """
    remote = [address for address in addresses if is_remote(address)]
    with _folder(remote) as folder:
        targets = {address: folder / f"{number:06d}" for number, address in enumerate(remote)}
        with ThreadPoolExecutor(AT_ONCE) as pool:
            refusals = dict(
                zip(remote, pool.map(_why_not_fetched, targets, targets.values()), strict=True)
            )
        missing = {address: refusal for address, refusal in refusals.items() if refusal}
        places = {a: targets.get(a) or Path(absolute(a, base)) for a in addresses}
        yield Fetched({places[a]: a for a in addresses if a not in missing}, missing)


@contextmanager
def _folder(remote: Sequence[str]) -> Iterator[Path]:
    if not remote:
        yield Path()
        return
    try:
        folder = tempfile.TemporaryDirectory(prefix="cxrviewer-", ignore_cleanup_errors=True)
    except OSError as error:
        raise export_error(error, Path(tempfile.gettempdir())) from error
    with folder as name:
        yield Path(name)


def _why_not_fetched(address: str, target: Path) -> str | None:
    """Fetch a file and return None, or the sentences that say why it cannot be had."""
    try:
        patiently(lambda: _fetch(address, target))
    except TransportError as error:
        cause = f"The file cannot be fetched ({error})."
        return f"{cause} Check the address and the rights, or ask the archive's people."
    except ReadingError as error:
        return f"{error.cause} {error.remedy}"
    return None


def _fetch(address: str, target: Path) -> None:
    most = STANDARD_LIMITS.max_file_bytes
    if dicomweb.is_service(address):
        dicomweb.fetch(address, target, most_bytes=most)
        return
    from fsspec.core import url_to_fs  # noqa: PLC0415  (of the extra)

    try:
        copy = target.open("wb")
    except OSError as error:
        raise export_error(error, target) from error
    with copy:
        try:
            files, name = url_to_fs(address)
            with files.open(name, "rb") as source:
                _refuse_huge(getattr(source, "size", None) or 0, most)
                chunks = iter(lambda: source.read(CHUNK), b"")
                _copy(chunks, copy, target, most_bytes=most)
        except CxrError:
            raise
        except Exception as error:  # every file system of fsspec raises classes of its own
            again = not isinstance(error, FINAL)
            raise TransportError(type(error).__name__, again=again) from error


def _copy(chunks: Iterator[bytes], copy: BinaryIO, target: Path, *, most_bytes: int) -> None:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        _refuse_huge(size, most_bytes)
        try:
            copy.write(chunk)
            copy.flush()
        except OSError as error:  # this machine's disk, not the file's
            raise export_error(error, target) from error


def _refuse_huge(size: int, most_bytes: int) -> None:
    if size > most_bytes:
        raise ReadingError(f"The file has more than {most_bytes} bytes.", remedy="Leave it out.")
