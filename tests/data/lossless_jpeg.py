"""Writes lossless JPEG of every predictor, point transform and restart interval, ISO 10918-1 H."""

from collections.abc import Iterator
from struct import pack

import numpy as np
from numpy.typing import NDArray

CATEGORIES = 17
# All codes of 5 bits but for a few: enough for 17 categories, and the code of ones alone is free.
CODE_BITS = 5


def encode_lossless(
    pixels: NDArray[np.unsignedinteger],
    *,
    precision: int,
    predictor: int = 1,
    shift: int = 0,
    restart_rows: int = 0,
) -> bytes:
    """Return grey ``pixels`` without the lowest ``shift`` bits; 0 ``restart_rows``: no restarts."""
    rows, columns = pixels.shape
    values = pixels.astype(np.int64) >> shift
    frame = pack(">BHHBBBB", precision, rows, columns, 1, 1, 0x11, 0)
    table = bytes([0]) + bytes(CATEGORIES if n == CODE_BITS else 0 for n in range(1, 17))
    parts = [b"\xff\xd8", _segment(0xC3, frame), _segment(0xC4, table + bytes(range(CATEGORIES)))]
    if restart_rows:
        parts.append(_segment(0xDD, pack(">H", restart_rows * columns)))
    parts.append(_segment(0xDA, bytes([1, 1, 0, predictor, 0, shift])))
    step = restart_rows or rows
    for number, top in enumerate(range(0, rows, step)):
        if number:
            parts.append(bytes([0xFF, 0xD0 + (number - 1) % 8]))
        start = 1 << (precision - shift - 1)
        parts.append(_stuffed("".join(_codes(values[top : top + step], predictor, start))))
    return b"".join((*parts, b"\xff\xd9"))


def _segment(marker: int, payload: bytes) -> bytes:
    return pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def _codes(values: NDArray[np.int64], predictor: int, start: int) -> Iterator[str]:
    for row, column in np.ndindex(values.shape):
        guess = _prediction(values, row, column, predictor, start)
        difference = (int(values[row, column]) - guess + 32768) % 65536 - 32768
        category = 16 if difference == -32768 else abs(difference).bit_length()
        yield f"{category:0{CODE_BITS}b}"
        if 0 < category < 16:
            low = difference if difference > 0 else difference + (1 << category) - 1
            yield f"{low:0{category}b}"


def _prediction(
    values: NDArray[np.int64], row: int, column: int, predictor: int, start: int
) -> int:
    if row == 0:
        return int(values[0, column - 1]) if column else start
    up = int(values[row - 1, column])
    if column == 0:
        return up
    left, corner = int(values[row, column - 1]), int(values[row - 1, column - 1])
    return (
        left,
        up,
        corner,
        left + up - corner,
        left + ((up - corner) >> 1),
        up + ((left - corner) >> 1),
        (left + up) >> 1,
    )[predictor - 1]


def _stuffed(bits: str) -> bytes:
    padded = bits + "1" * (-len(bits) % 8)
    whole = bytes(int(padded[at : at + 8], 2) for at in range(0, len(padded), 8))
    return whole.replace(b"\xff", b"\xff\x00")
