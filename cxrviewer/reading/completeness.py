"""Whether a compressed picture is all there, asked before and after it is decoded.

libjpeg fills what is missing with grey and tells nobody. It stops reading when it has enough,
though: bytes put behind the end of every scan change the picture only where the scan was cut.
"""

import re
from collections.abc import Callable
from itertools import islice
from struct import error as StructError  # noqa: N812  (struct's class is named in lower case)
from struct import unpack_from
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.errors import ReadingError
from cxrviewer.reading.codestream import J2K_START, Codestream, Coding
from cxrviewer.reading.header import SENDER_REMEDY
from cxrviewer.reading.jpeg_scans import Scan, flags_in, frame_of_jpeg, scans_of

TRUNCATED_WARNING = (
    "The compressed picture is truncated: what is missing at its end is filled with grey. "
    "Ask the sender for a fresh copy of the file."
)
# A Huffman code has one bit at least: one for each block in the thinnest progressive scan, one
# for each pixel without loss.
MOST_PIXELS_PER_BYTE = {Coding.JPEG: 512, Coding.JPEG_LOSSLESS: 8}
MOST_SCANS = 100
MOST_SCANNED_PIXELS = 2**30
UNSUPPORTED_FRAMES = frozenset({0xC5, 0xC6, 0xC7, *range(0xC9, 0xD0)})
HUFFMAN_FAMILY = frozenset({Coding.JPEG, Coding.JPEG_LOSSLESS})
HUFFMAN_CODED = frozenset({0xC0, 0xC1, 0xC2, 0xC3})
PROGRESSIVE = 0xC2
COEFFICIENTS = 64
# Holds no marker. Alternating bits come first: they decode unlike the zeros of libjpeg.
FILLING = b"\xaa" + bytes(range(0x35, 0xF5, 3))
# Any number of fill bytes may stand before a marker, ISO 10918-1 B.1.1.2.
RESTART = re.compile(rb"\xff+[\xd0-\xd7]")
SOT, EOC = 0xFF90, 0xFFD9
MOST_TILE_PARTS = 100_000

Cells = NDArray[Any]


def check_effort(data: bytes, stream: Codestream) -> None:
    """Refuse what cannot be whole, or asks for more work than a radiograph needs."""
    pixels = stream.rows * stream.columns
    if pixels > MOST_PIXELS_PER_BYTE.get(stream.coding, pixels) * len(data):
        raise ReadingError(
            f"The compressed picture is cut short: {len(data)} bytes cannot hold "
            f"{stream.columns} x {stream.rows} pixels.",
            remedy=SENDER_REMEDY,
        )
    if stream.coding in HUFFMAN_FAMILY and frame_of_jpeg(data)[0] in UNSUPPORTED_FRAMES:
        raise ReadingError(
            "The picture is of a kind of JPEG that DICOM does not know (arithmetic or "
            "hierarchical coding).",
            remedy=SENDER_REMEDY,
        )
    if stream.coding is not Coding.JPEG:
        return
    # Counting ends where the answer is known: a bomb is not read to its end.
    most = min(MOST_SCANS, max(MOST_SCANNED_PIXELS // max(pixels, 1), 1))
    if sum(1 for _ in islice(scans_of(data), most + 1)) > most:
        raise ReadingError(
            f"The compressed picture asks to be drawn over more than {most} times.",
            remedy=SENDER_REMEDY,
        )


def is_cut_short(
    data: bytes, stream: Codestream, cells: Cells, decode: Callable[[bytes], Cells]
) -> bool:
    """Say whether ``cells``, which ``decode`` made of ``data``, lack the end of their picture."""
    if stream.coding in (Coding.JPEG_2000, Coding.HTJ2K):
        return not _has_all_tile_parts(data)
    if stream.coding not in HUFFMAN_FAMILY:
        return False
    marker, components = frame_of_jpeg(data)
    if marker not in HUFFMAN_CODED:
        return False
    scans = list(scans_of(data))
    if not _covers(scans, components, progressive=marker == PROGRESSIVE):
        return True
    try:
        again = decode(_filled_up(data, scans))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  (whatever a decoder raises, the scan took the filling in)
        return True
    return not np.array_equal(cells, again)


def _filled_up(data: bytes, scans: list[Scan]) -> bytes:
    parts, position = [], 0
    for scan in scans:
        coded = data[scan.start : scan.end]
        if len(flags_in(data, scan.start, scan.end).restarts):
            coded = RESTART.sub(lambda mark: FILLING + mark.group(), coded)
        parts += [data[position : scan.start], coded, FILLING]
        position = scan.end
    return b"".join((*parts, data[position:]))


def _covers(scans: list[Scan], components: bytes, *, progressive: bool) -> bool:
    """Say whether the scans bring every coefficient of every component down to its last bit."""
    if not progressive:
        # Some writers leave the spectral selection of a sequential scan at zero.
        return set(components) <= {part for scan in scans for part in scan.components}
    exact: dict[int, set[int]] = {part: set() for part in components}
    for scan in scans:
        for part in scan.components:
            if scan.low_bit == 0:
                exact.setdefault(part, set()).update(range(scan.first, scan.last + 1))
    return all(len(found) >= COEFFICIENTS for found in exact.values())


def _tiles(data: bytes, start: int) -> set[int]:
    """Return the numbers of the tiles that SIZ promises, ISO 15444-1 A.5.1 and B.3."""
    width, height, _, _, across, down, left, top = unpack_from(">8L", data, start + 8)
    if not across or not down:
        return {0}
    count = -(-(width - left) // across) * -(-(height - top) // down)
    return set(range(min(count, MOST_TILE_PARTS)))


def _has_all_tile_parts(data: bytes) -> bool:
    """Follow the lengths of the tile-parts to the end marker, ISO 15444-1 A.4.2."""
    start = data.find(J2K_START)
    position = data.find(b"\xff\x90", start)
    missing = _tiles(data, start)
    try:
        for _ in range(MOST_TILE_PARTS):
            (marker,) = unpack_from(">H", data, position)
            if marker == EOC:
                return not missing
            if marker != SOT:
                return False
            tile, length = unpack_from(">HL", data, position + 4)
            missing.discard(tile)
            if length == 0:
                # The last one may leave its length open: it reaches to the end marker.
                return not missing and data.rstrip(b"\x00").endswith(b"\xff\xd9")
            position += max(length, 14)
    except StructError:
        return False
    return False
