"""Damage inside a codestream that cuts nothing off, as far as its bytes give it away.

A decoder that is still in step after damage goes on and says nothing. What can be known without a
checksum: a scan of Huffman codes ends exactly at its last byte; restart markers count up; in JPEG
2000 no byte above 8F follows FF inside a tile-part. What leaves all of this in order is not found.
"""

import re
from collections.abc import Callable, Iterator
from struct import error as StructError  # noqa: N812  (struct's class is named in lower case)
from struct import unpack_from
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxrviewer.reading.codestream import EOI, J2K_START, Codestream, Coding
from cxrviewer.reading.completeness import (
    FILLING,
    HUFFMAN_FAMILY,
    MOST_TILE_PARTS,
    SOT,
    Scan,
    scans_of,
)

SPOILT_WARNING = (
    "The compressed picture was damaged on its way: its bytes do not fit together. "
    "Ask the sender for a fresh copy of the file."
)
TRAILING_WARNING = (
    "The file goes on behind the end of its picture; what stands there is not shown. "
    "Ask the sender what else it holds."
)
RESTART = re.compile(rb"\xff+([\xd0-\xd7])")
# Some encoders leave a few bytes behind the last code; more of them were never needed.
TOLERATED_BYTES = 4
# In a tile-part only the markers SOP and EPH may stand, ISO 15444-1 A.8 and B.10.1.
FORBIDDEN = re.compile(rb"\xff[\x90\x93-\xff]")
PADDING = b"\x00\r\n "
SOD = b"\xff\x93"

Cells = NDArray[Any]


def is_spoilt(
    data: bytes, stream: Codestream, cells: Cells, decode: Callable[[bytes], Cells]
) -> bool:
    """Say whether the bytes of ``data``, which ``decode`` made ``cells`` of, contradict it."""
    if stream.coding in (Coding.JPEG_2000, Coding.HTJ2K):
        return any(FORBIDDEN.search(body) for body in _tile_bodies(data))
    if stream.coding not in HUFFMAN_FAMILY:
        return False
    scans = list(scans_of(data))
    if any(_skips_a_restart(data[scan.start : scan.end]) for scan in scans):
        return True
    return stream.coding is Coding.JPEG_LOSSLESS and _has_surplus(data, scans, cells, decode)


def goes_on(data: bytes, end: int) -> bool:
    """Say whether anything but padding stands in ``data`` from ``end`` on."""
    return bool(data[end:].strip(PADDING))


def end_of_jpeg(data: bytes) -> int:
    """Return where the bytes behind the end marker of the first picture begin."""
    scans = list(scans_of(data))
    found = data.find(EOI, scans[-1].end) if scans else -1
    return found + len(EOI) if found >= 0 else len(data)


def _skips_a_restart(coded: bytes) -> bool:
    """Restart markers count from 0 to 7 and again, ISO 10918-1 E.1.4."""
    found = [mark[1][0] & 7 for mark in RESTART.finditer(coded)]
    return found != [number % 8 for number in range(len(found))]


def _has_surplus(
    data: bytes, scans: list[Scan], cells: Cells, decode: Callable[[bytes], Cells]
) -> bool:
    """Say whether the last bytes of the last scan may be anything: then no pixel needed them."""
    if not scans or scans[-1].end - scans[-1].start <= TOLERATED_BYTES:
        return False
    end = scans[-1].end
    try:
        again = decode(data[: end - TOLERATED_BYTES] + FILLING + data[end:])
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  (whatever a decoder raises, it needed those bytes)
        return False
    return np.array_equal(cells, again)


def _tile_bodies(data: bytes) -> Iterator[bytes]:
    """Yield the packets of each tile-part, from its SOD to its end."""
    start = data.find(J2K_START)
    position = data.find(b"\xff\x90", start)
    try:
        for _ in range(MOST_TILE_PARTS):
            marker, _, _, length = unpack_from(">HHHL", data, position)
            body = data.find(SOD, position)
            if marker != SOT or body < 0:
                return
            # Without a length the last one reaches to the end marker.
            end = position + length if length else data.rfind(EOI)
            yield data[body + 2 : end]
            position = end
    except StructError:
        return
