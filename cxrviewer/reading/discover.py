"""Which files lie under what the person pointed at."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

FURNITURE = frozenset({"thumbs.db", "desktop.ini"})
INDEX = "dicomdir"
DIGITS = re.compile(r"([0-9]+)")

DirectoryId = tuple[int, int]


def walk(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files under ``paths``, each folder in natural order, while the walk goes on.

    Dot-files and the desktop's own files are left out unless they are named in ``paths``. Every
    folder is listed once, however many links lead to it. Special files, missing files and
    folders that cannot be listed are yielded as well: the scan says what is wrong with them.

    A DICOMDIR that is named stands for its folder. Its records are not followed: they could lead
    anywhere, in circles or to what is not there, and the walk finds every picture without them.
    """
    seen: set[DirectoryId] = set()
    for path in paths:
        yield from _walk_one(path, seen)


def natural_key(name: str) -> tuple[list[str | int], str]:
    """Return a key that sorts ``IM2`` before ``IM10``; the name itself settles ties."""
    parts: list[str | int] = list(DIGITS.split(name.casefold()))
    # Digits stand at the odd places, whatever the name: text is compared with text alone.
    parts[1::2] = map(int, parts[1::2])
    return parts, name


def _walk_one(start: Path, seen: set[DirectoryId]) -> Iterator[Path]:
    # A stack instead of recursion: a hostile tree can be deeper than Python's recursion limit.
    waiting = [(start.parent if _is_index(start) else start, True)]
    while waiting:
        path, is_folder = waiting.pop()
        directory = _directory_id(path) if is_folder else None
        if directory is None:
            yield path
            continue
        if directory in seen:
            continue
        seen.add(directory)
        try:
            with os.scandir(path) as listed:
                folders = {entry.name: _is_folder(entry) for entry in listed}
        except OSError:
            yield path
            continue
        kept = sorted(filter(is_content, folders), key=natural_key, reverse=True)
        waiting.extend((path / name, folders[name]) for name in kept)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Say whether ``entry`` is a folder or a link to one, as the listing told without a look."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_index(path: Path) -> bool:
    """Say whether ``path`` is the index of a medium, PS3.10 8.6."""
    return path.name.casefold() == INDEX and path.is_file()


def _directory_id(path: Path) -> DirectoryId | None:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISDIR(status.st_mode) else None


def is_content(name: str) -> bool:
    return not name.startswith(".") and name.casefold() not in FURNITURE
