"""Which files an archive run is about: listed while they are found, never all in memory."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from cxrviewer.cluster import dicomweb
from cxrviewer.cluster.addresses import is_remote, refuse_password, shown, tidy, without_secrets
from cxrviewer.domain.errors import UsageError, printable
from cxrviewer.reading.discover import is_content, walk

CHUNK = 2**20
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
UTF_8_MARK = b"\xef\xbb\xbf"
# A path or URL that is longer is none; a file without line ends must not fill the memory.
LONGEST_LINE = 2**16


def list_addresses(
    paths: Sequence[Path], urls: Sequence[str], files_from: Path | None
) -> Iterator[str]:
    """Yield every file's address: of the paths, then of the URLs, then of the list's lines.

    Local paths stay as they are given; on other machines they must lead to the same files.
    Raises UsageError where a source cannot be listed.
    """
    for path in walk(paths):
        yield str(path)
    for url in urls:
        yield from _below(url)
    if files_from is not None:
        for number, line in enumerate(_lines(files_from), start=1):
            if line.strip():
                yield _address(line, number, files_from)


def _below(url: str) -> Iterator[str]:
    if not is_remote(url):
        raise UsageError(
            f"{url!r} is no URL.", remedy="Name local files and folders without --url."
        )
    refuse_password(url)
    if dicomweb.is_service(url):
        yield from dicomweb.list_instances(url)
        return
    try:
        yield from _files_below(url)
    except UsageError:
        raise
    except Exception as error:  # every file system of fsspec raises classes of its own
        said = without_secrets(str(error)) if isinstance(error, ImportError | ValueError) else ""
        raise UsageError(
            f"{shown(url)} cannot be listed ({printable(said) or type(error).__name__}).",
            remedy="Check the address, the rights, and that fsspec's package for it is installed.",
        ) from error


def _files_below(url: str) -> Iterator[str]:
    """Yield the files below ``url``, folder after folder, so that one folder is held at a time."""
    from fsspec.core import url_to_fs  # noqa: PLC0415  (of the extra)

    # A listing that is kept would hold the whole archive.
    files, bare = url_to_fs(url, use_listings_cache=False)
    if not files.exists(bare):
        raise UsageError(f"There is nothing at {shown(url)}.", remedy="Check the address.")
    waiting = [bare]
    while waiting:
        place = waiting.pop()
        try:
            found = _listed(files, place)
        except OSError:
            if place == bare:
                raise
            # A row of its own will say that it cannot be read.
            yield _url_of(files, url, bare, place)
            continue
        yield from (_url_of(files, url, bare, name) for name, is_folder in found if not is_folder)
        waiting += (name for name, is_folder in reversed(found) if is_folder)


def _listed(files: Any, place: str) -> list[tuple[str, bool]]:
    """Return the names in a folder, sorted, and which of them are folders."""
    found = ((entry["name"].rstrip("/"), entry["type"]) for entry in files.ls(place, detail=True))
    return sorted(
        (name, kind == "directory")
        for name, kind in found
        # A store's folder can hold itself, as an object without a name.
        if is_content(name.rpartition("/")[2]) and (name != place.rstrip("/") or kind == "file")
    )


def _url_of(files: Any, url: str, bare: str, name: str) -> str:
    """Return the URL of ``name``: the file system's own name may lack the host."""
    if name == bare:
        return url
    if name.startswith(bare.rstrip("/") + "/") and "::" not in url:
        return url.rstrip("/") + name[len(bare.rstrip("/")) :]
    return str(files.unstrip_protocol(name))


def _address(line: str, number: int, path: Path) -> str:
    try:
        return tidy(line)
    except UsageError as error:
        raise UsageError(f"Line {number}: {error.cause}", remedy=error.remedy, path=path) from error


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of a list, which may hold names of any bytes.

    Lines end with a newline, or with a NUL where there is one, as ``find -print0`` writes them.
    """
    try:
        with path.open("rb") as file:
            head = file.read(CHUNK)
            if head.startswith(UTF_16):
                raise _no_list(path)
            end = b"\0" if b"\0" in head else b"\n"
            for line in _parted(file, head.removeprefix(UTF_8_MARK), end):
                if len(line) > LONGEST_LINE:
                    raise _no_list(path)
                text = line if end == b"\0" else line.rstrip(b"\r")
                yield text.decode("utf-8", "surrogateescape")
    except OSError as error:
        raise _no_list(path) from error


def _parted(file: BinaryIO, head: bytes, end: bytes) -> Iterator[bytes]:
    left = head
    while True:
        *whole, left = left.split(end)
        yield from whole
        if len(left) > LONGEST_LINE:
            break
        more = file.read(CHUNK)
        if not more:
            break
        left += more
    yield left


def _no_list(path: Path) -> UsageError:
    return UsageError(
        "The list of files cannot be read as lines of text in UTF-8.",
        remedy="Write one path or URL per line.",
        path=path,
    )
