"""The chunks of a PNG, held against their checksums: decoders are lenient about them."""

import zlib
from collections.abc import Iterator
from struct import unpack_from

from cxrviewer.domain.errors import ReadingError
from cxrviewer.reading.content import PNG_MAGIC
from cxrviewer.reading.damage import TRAILING_WARNING, goes_on

CHECKSUM_BYTES = 4
CHUNK_BYTES = 12  # length, name and checksum
# Deflate packs at most this many bytes into one.
MOST_BYTES_PER_BYTE = 1032
DAMAGED_WARNING = "A checksum of the PNG is wrong: the picture was damaged on its way."
ENDLESS_WARNING = "The PNG is truncated: its end marker is missing."
ANIMATED_WARNING = "The PNG is animated; its first picture is shown."
PNG_REMEDY = "Export the picture again, best as DICOM."


def check_png(data: bytes, *, rows: int, columns: int, samples: int) -> tuple[str, ...]:
    """Return warnings; ReadingError where the bytes cannot hold the picture that IHDR promises."""
    bits = rows * columns * samples * data[24]
    if bits > 8 * MOST_BYTES_PER_BYTE * len(data):
        raise ReadingError(
            f"The PNG picture is cut short: {len(data)} bytes cannot hold {columns} x {rows} "
            "pixels.",
            remedy=PNG_REMEDY,
        )
    warnings: list[str] = []
    name, end = b"", len(data)
    for name, start, end in png_chunks(data):
        (promised,) = unpack_from(">L", data, end)
        if zlib.crc32(data[start - 4 : end]) != promised:
            warnings.append(DAMAGED_WARNING)
        if name == b"acTL":
            warnings.append(ANIMATED_WARNING)
    if name != b"IEND":
        warnings.append(ENDLESS_WARNING)
    elif goes_on(data, end + CHECKSUM_BYTES):
        warnings.append(TRAILING_WARNING)
    return tuple(dict.fromkeys(warnings))


def png_chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name and the extent of each whole chunk, up to the end marker."""
    position = len(PNG_MAGIC)
    while position + CHUNK_BYTES <= len(data):
        (length,) = unpack_from(">L", data, position)
        name, start = data[position + 4 : position + 8], position + 8
        if start + length + 4 > len(data):
            return
        yield name, start, start + length
        if name == b"IEND":
            return
        position = start + length + 4
