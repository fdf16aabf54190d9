"""One glance at a file: its Instance, or None where the full reading has to say what it is."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from struct import error as StructError  # noqa: N812  (struct's class is named in lower case)

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.study import Instance
from cxrviewer.reading.content import DICOM_MAGIC, PREAMBLE_BYTES
from cxrviewer.reading.files import open_descriptor
from cxrviewer.reading.glance.odd import OddHeaderError
from cxrviewer.reading.glance.plain_set import plain_text
from cxrviewer.reading.glance.walk import MEDIA_SOP_UID, TRANSFER_SYNTAX, walk_body, walk_meta
from cxrviewer.reading.header import (
    DEFLATED,
    EXPLICIT_BIG,
    IMPLICIT_LITTLE,
    FileMeta,
    Outline,
)
from cxrviewer.reading.instance import read_instance
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.pixel_format import read_pixel_format
from cxrviewer.reading.syntaxes import DECLARED, NATIVE
from cxrviewer.reading.validator.trailing import first_misplaced_tag
from cxrviewer.reading.validator.validate import validate

# Nearly every header fits into the first; lookup tables and thumbnails make some longer.
FIRST_BYTES, MOST_BYTES = 2**14, 2**18
SYNTAXES = (NATIVE | DECLARED.keys()) - {DEFLATED, EXPLICIT_BIG}


def glance(path: Path, limits: Limits) -> Instance | None:
    """Return what a plain header says of ``path``; None for all others, and for other files."""
    try:
        with _opened(path) as descriptor:
            outline = _read_outline(descriptor)
        form = read_pixel_format(outline)
        return read_instance(path, outline, form, validate(outline, form, limits))
    except (OddHeaderError, ReadingError, StructError, OSError, MemoryError):
        return None


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = open_descriptor(path)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _read_outline(descriptor: int) -> Outline:
    size = os.fstat(descriptor).st_size
    data = os.read(descriptor, FIRST_BYTES)
    if data[PREAMBLE_BYTES : PREAMBLE_BYTES + 4] != DICOM_MAGIC:
        raise OddHeaderError("no preamble")
    try:
        outline = _outline(data, size)
    except (OddHeaderError, StructError):
        if not len(data) < min(size, MOST_BYTES):
            raise
        outline = _outline(data + os.read(descriptor, MOST_BYTES - len(data)), size)
    _check_end(descriptor, outline)
    return outline


def _outline(data: bytes, size: int) -> Outline:
    found, start = walk_meta(data, PREAMBLE_BYTES + len(DICOM_MAGIC))
    syntax = plain_text(found.get(TRANSFER_SYNTAX, b""))
    if syntax not in SYNTAXES:
        raise OddHeaderError("another transfer syntax")
    implicit = syntax == IMPLICIT_LITTLE
    dataset, pixels = walk_body(data, start, implicit=implicit)
    meta = FileMeta(syntax, plain_text(found.get(MEDIA_SOP_UID, b"")), data[:PREAMBLE_BYTES])
    return Outline(dataset, syntax, size, pixels, meta=meta)


def _check_end(descriptor: int, outline: Outline) -> None:
    pixels = outline.pixels

    def read_at(position: int, count: int) -> bytes:
        os.lseek(descriptor, position, os.SEEK_SET)
        return os.read(descriptor, count)

    if pixels is not None and first_misplaced_tag(
        read_at, start=pixels.offset, length=pixels.length, size=outline.size, little_endian=True
    ):
        raise OddHeaderError("elements behind the pixels")
