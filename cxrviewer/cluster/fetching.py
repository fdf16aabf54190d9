"""Brings the files of a shard to this machine's disk, for as long as they are looked at."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cxrviewer.cluster import dicomweb
from cxrviewer.cluster.sources import is_remote
from cxrviewer.domain.errors import CxrError, ReadingError
from cxrviewer.reading.limits import STANDARD_LIMITS


@dataclass(frozen=True, slots=True)
class Fetched:
    """Where each address lies on this machine, and why some could not be had."""

    local: dict[Path, str]
    missing: dict[str, str]


@contextmanager
def fetched(addresses: Sequence[str]) -> Iterator[Fetched]:
    """Yield local files for ``addresses``; copies are removed afterwards.

    A copy keeps the end of its name, because the name is what a person knows the file by.
    """
    local: dict[Path, str] = {}
    missing: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="cxrviewer-") as folder:
        for number, address in enumerate(addresses):
            if not is_remote(address):
                local[Path(address)] = address
                continue
            target = Path(folder) / f"{number:06d}"
            try:
                _fetch(address, target)
                local[target] = address
            except CxrError as error:
                missing[address] = f"{error.cause} {error.remedy}"
        yield Fetched(local, missing)


def _fetch(address: str, target: Path) -> None:
    most = STANDARD_LIMITS.max_file_bytes
    if dicomweb.is_instance(address):
        dicomweb.fetch(address, target, most_bytes=most)
        return
    import fsspec  # noqa: PLC0415  (of the extra)

    try:
        with fsspec.open(address, "rb") as source, target.open("wb") as copy:
            size = getattr(source, "size", None)
            if size is not None and size > most:
                raise ReadingError(f"The file has more than {most} bytes.", remedy="Leave it out.")
            shutil.copyfileobj(source, copy, 2**20)
    except (OSError, ValueError, ImportError) as error:
        raise ReadingError(
            f"The file cannot be fetched ({type(error).__name__}).",
            remedy="Check the address and the rights, or run again later.",
        ) from error
