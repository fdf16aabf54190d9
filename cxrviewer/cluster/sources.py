"""Which files an archive run is about, as addresses: local paths, or URLs that fsspec opens."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from cxrviewer.cluster import dicomweb
from cxrviewer.domain.errors import UsageError
from cxrviewer.reading.discover import walk

REMOTE = "://"


def is_remote(address: str) -> bool:
    return REMOTE in address


def list_addresses(
    paths: Sequence[Path], urls: Sequence[str], files_from: Path | None
) -> Iterator[str]:
    """Yield every file's address: of the paths, then of the URLs, then of the list's lines.

    Local paths stay as they are given; on other machines they must lead to the same files.
    """
    for path in walk(paths):
        yield str(path)
    for url in urls:
        yield from _below(url)
    if files_from is not None:
        yield from _lines(files_from)


def group_of(address: str) -> str:
    """Return what files are kept together by: the folder, so that a study's files meet."""
    return address.rsplit("/", 1)[0]


def _below(url: str) -> Iterator[str]:
    if not is_remote(url):
        raise UsageError(
            f"{url!r} is no URL.", remedy="Name local files and folders without --url."
        )
    if dicomweb.is_service(url):
        yield from dicomweb.list_instances(url)
        return
    import fsspec  # noqa: PLC0415  (of the extra)

    try:
        files, _, _ = fsspec.get_fs_token_paths(url)
        if not files.exists(_bare(url)):
            raise UsageError(f"There is nothing at {url}.", remedy="Check the address.")
        for name in sorted(files.find(_bare(url))):
            yield files.unstrip_protocol(name)
    except (OSError, ValueError, ImportError) as error:
        raise UsageError(
            f"{url} cannot be listed: {error}.",
            remedy="Check the address, the rights, and that fsspec's package for it is installed.",
        ) from error


def _bare(url: str) -> str:
    import fsspec.core  # noqa: PLC0415

    return str(fsspec.core.strip_protocol(url))


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            for line in file:
                if line.strip():
                    yield line.rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            "The list of files cannot be read as text in UTF-8.",
            remedy="Write one path or URL per line.",
            path=path,
        ) from error
