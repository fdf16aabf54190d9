"""One glance at a file: its Instance, or None where the full reading has to say what it is."""

import os
from pathlib import Path
from struct import error as StructError  # noqa: N812  (struct's class is named in lower case)

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.study import Instance
from cxrviewer.reading.content import DICOM_MAGIC, PREAMBLE_BYTES
from cxrviewer.reading.files import open_descriptor
from cxrviewer.reading.glance.judge import Seen, judge
from cxrviewer.reading.glance.odd import OddHeaderError
from cxrviewer.reading.glance.plain_set import plain_text
from cxrviewer.reading.glance.walk import walk_body, walk_meta
from cxrviewer.reading.glance.wanted import MEDIA_UID, TRANSFER_SYNTAX
from cxrviewer.reading.header import DEFLATED, EXPLICIT_BIG, IMPLICIT_LITTLE, FileMeta
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.syntaxes import DECLARED, NATIVE
from cxrviewer.reading.validator.trailing import first_misplaced_tag

# Nearly every header fits into the first; lookup tables and thumbnails make some longer.
FIRST_BYTES, MOST_BYTES = 2**14, 2**18
SYNTAXES = (NATIVE | DECLARED.keys()) - {DEFLATED, EXPLICIT_BIG}


def glance(path: Path, limits: Limits) -> Instance | None:
    """Return what a plain header says of ``path``; None for all others, and for other files."""
    try:
        return judge(path, _look(path), limits)
    except (OddHeaderError, ReadingError, StructError, OSError, MemoryError):
        return None


def _look(path: Path) -> Seen:
    descriptor, size = open_descriptor(path)
    try:
        data = os.read(descriptor, FIRST_BYTES)
        if data[PREAMBLE_BYTES : PREAMBLE_BYTES + 4] != DICOM_MAGIC:
            raise OddHeaderError("no preamble")
        try:
            seen = _walk(data, size)
        except StructError:
            if not len(data) < min(size, MOST_BYTES):
                raise
            seen = _walk(data + os.read(descriptor, MOST_BYTES - len(data)), size)
        _check_end(descriptor, seen)
    finally:
        os.close(descriptor)
    return seen


def _walk(data: bytes, size: int) -> Seen:
    found, start = walk_meta(data, PREAMBLE_BYTES + len(DICOM_MAGIC))
    syntax = plain_text(found.get(TRANSFER_SYNTAX, b""))
    if syntax not in SYNTAXES:
        raise OddHeaderError("another transfer syntax")
    body, pixels = walk_body(data, start, implicit=syntax == IMPLICIT_LITTLE)
    meta = FileMeta(syntax, plain_text(found.get(MEDIA_UID, b"")), data[:PREAMBLE_BYTES])
    return Seen(body, meta, size, pixels)


def _check_end(descriptor: int, seen: Seen) -> None:
    """Leave a file to the full reading where elements stand behind the pixels."""
    start, length = seen.pixels.offset, seen.pixels.length
    if start + length == seen.size:
        return

    def read_at(position: int, count: int) -> bytes:
        os.lseek(descriptor, position, os.SEEK_SET)
        return os.read(descriptor, count)

    if first_misplaced_tag(read_at, start=start, length=length, size=seen.size, little_endian=True):
        raise OddHeaderError("elements behind the pixels")
