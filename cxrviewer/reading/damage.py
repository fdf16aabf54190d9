"""Damage inside a codestream that cuts nothing off, as far as its bytes give it away.

A decoder that is still in step after damage goes on and says nothing. What can be known without a
checksum: a scan of Huffman codes ends exactly at its last byte; restart markers count up; in JPEG
2000 no byte above 8F follows FF inside a tile-part, and a block's codes end with its bytes, which
``jpeg_2000`` hears of. What leaves all of this in order is not found.
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
    TRUNCATED_WARNING,
    is_cut_short,
)
from cxrviewer.reading.jpeg_scans import Scan, flags_in, scans_of
from cxrviewer.reading.lossless_jpeg import spare_bits

SPOILT_WARNING = (
    "The compressed picture was damaged on its way: its bytes do not fit together. "
    "Ask the sender for a fresh copy of the file."
)
TRAILING_WARNING = (
    "The file goes on behind the end of its picture; what stands there is not shown. "
    "Ask the sender what else it holds."
)
# Some encoders leave a few bytes behind the last code; more of them were never needed.
TOLERATED_BYTES = 4
# In a tile-part only the markers SOP and EPH may stand, ISO 15444-1 A.8 and B.10.1.
FORBIDDEN = re.compile(rb"\xff[\x90\x93-\xff]")
PADDING = b"\x00\r\n "
SOD = b"\xff\x93"

Cells = NDArray[Any]


def damage_of(
    data: bytes, stream: Codestream, cells: Cells, decode: Callable[[bytes], Cells]
) -> str | None:
    """Return the warning about the bytes of ``data``, which ``decode`` made ``cells`` of."""
    scans = list(scans_of(data)) if stream.coding in HUFFMAN_FAMILY else []
    lossless = stream.coding is Coding.JPEG_LOSSLESS
    spare = spare_bits(data, scans, cells) if lossless else None
    if spare is not None and _is_used_up(spare) and not _skips_a_restart(data, scans):
        return None
    # Bits that do not add up are reason enough; decoding again tells what happened to them.
    if is_cut_short(data, stream, cells, decode):
        return TRUNCATED_WARNING
    spoilt = spare is not None or _is_spoilt(data, stream, cells, decode, scans)
    return SPOILT_WARNING if spoilt else None


def _is_used_up(spare: NDArray[np.int64]) -> bool:
    return bool((spare >= 0).all() and (spare < 8 * TOLERATED_BYTES).all())


def _is_spoilt(
    data: bytes,
    stream: Codestream,
    cells: Cells,
    decode: Callable[[bytes], Cells],
    scans: list[Scan],
) -> bool:
    """Say whether the bytes contradict the picture that is whole."""
    if stream.coding in (Coding.JPEG_2000, Coding.HTJ2K):
        return any(FORBIDDEN.search(data, *body) for body in _tile_bodies(data))
    if _skips_a_restart(data, scans):
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


def _skips_a_restart(data: bytes, scans: list[Scan]) -> bool:
    """Restart markers count from 0 to 7 and again, ISO 10918-1 E.1.4."""
    for scan in scans:
        found = flags_in(data, scan.start, scan.end).restart_numbers
        if not np.array_equal(found, np.arange(len(found)) % 8):
            return True
    return False


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


def _tile_bodies(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where the packets of each tile-part begin, behind its SOD, and end."""
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
            yield body + 2, end
            position = end
    except StructError:
        return
