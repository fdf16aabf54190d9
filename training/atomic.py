"""Files that are there whole or not at all, also when the disk is full."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cxrviewer.domain.errors import ExportError


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a place to write to; it takes the place of ``path`` when the block ends well.

    The place has the same file name, in a hidden folder beside it. An OSError becomes an
    ExportError, and then ``path`` is what it was before.
    """
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as place:
            new = Path(place) / path.name
            yield new
            new.replace(path)
    except OSError as error:
        raise ExportError(
            f"The file could not be written ({error.strerror or error}).",
            remedy="Make room on the disk; a fit then goes on with --resume.",
            path=path,
        ) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``, or leave ``path`` as it was and raise ExportError."""
    with replacing(path) as new:
        new.write_bytes(content)
