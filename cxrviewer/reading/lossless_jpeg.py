"""Whether the scan of a lossless JPEG holds what its pixels were decoded from, ISO 10918-1 H.

Each pixel is the Huffman code of a category, and as many bits as the category says: those of its
difference from a prediction. So the pixels tell how many bits a decoder read to make them. A scan
that holds fewer was cut, one that holds many more was damaged: its codes fell out of step.
"""

from dataclasses import dataclass
from struct import error as StructError  # noqa: N812  (struct's class is named in lower case)
from struct import unpack_from
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxrviewer.imaging.opencv import cv2
from cxrviewer.reading.codestream import MARKER_SOS, MARKERS_SOF
from cxrviewer.reading.jpeg_scans import Scan, count_stuffed, flags_in, segments

MARKER_DHT, MARKER_DRI = 0xC4, 0xDD
LONGEST_CODE, MOST_CATEGORIES = 16, 17
# A category without a code cannot come out of sound bytes: each of its pixels costs more bits
# than any that can.
NO_CODE = 255
# Rows that stay in a core's own cache between the steps.
STRIP_ROWS = 32

Bits = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Coding:
    """How one component is coded: ``lengths``, uint8, (17,): the bits of each category's code.

    ``start`` predicts the first pixel of all, and of each restart. ``interval`` are the rows from
    one restart to the next.
    """

    predictor: int
    shift: int
    start: int
    interval: int
    lengths: NDArray[np.uint8]


def spare_bits(data: bytes, scans: list[Scan], cells: NDArray[Any]) -> Bits | None:
    """Return how many bits each restart interval holds beyond those that ``cells`` needed.

    Negative where bits are missing; restarts that are missing hold none. None for pictures of
    several components or scans, and for coding that is not understood here.
    """
    if len(scans) != 1 or len(scans[0].components) != 1 or cells.ndim != 2:
        return None
    try:
        coding = _coding_of(data, scans[0], cells)
    except (StructError, IndexError):
        return None
    if coding is None:
        return None
    needed = _needed_bits(cells, coding)
    found = _found_bits(data, scans[0])
    count = max(len(needed), len(found))
    spare = np.zeros(count, np.int64)
    spare[: len(found)] += found
    spare[: len(needed)] -= needed
    return spare


def _coding_of(data: bytes, scan: Scan, cells: NDArray[Any]) -> Coding | None:
    precision, per_restart = 0, 0
    tables: dict[int, NDArray[np.uint8]] = {}
    chosen = 0
    for marker, start, end, _ in segments(data):
        if marker in MARKERS_SOF - {MARKER_DHT}:
            precision = data[start]
        elif marker == MARKER_DRI:
            (per_restart,) = unpack_from(">H", data, start)
        elif marker == MARKER_DHT:
            tables |= _tables_in(data[start:end])
        elif marker == MARKER_SOS:
            chosen = data[start + 2] >> 4
            break
    rows, columns = cells.shape
    known = chosen in tables and 1 <= scan.first <= 7 and precision > scan.low_bit
    if not known or per_restart % columns:
        return None
    return Coding(
        predictor=scan.first,
        shift=scan.low_bit,
        start=1 << (precision - scan.low_bit - 1),
        interval=per_restart // columns or rows,
        lengths=tables[chosen],
    )


def _tables_in(segment: bytes) -> dict[int, NDArray[np.uint8]]:
    """Return the code lengths of each table of differences in a DHT segment, B.2.4.2."""
    tables, position = {}, 0
    while position + 1 + LONGEST_CODE <= len(segment):
        kind, number = divmod(segment[position], 16)
        counts = segment[position + 1 : position + 1 + LONGEST_CODE]
        lengths = np.full(MOST_CATEGORIES, NO_CODE, np.uint8)
        position += 1 + LONGEST_CODE
        for length, count in enumerate(counts, 1):
            for category in segment[position : position + count]:
                if category < MOST_CATEGORIES:
                    lengths[category] = length
            position += count
        if kind == 0:
            tables[number] = lengths
    return tables


def _found_bits(data: bytes, scan: Scan) -> Bits:
    """Count the bits between the markers, without stuffed zeros and fill bytes."""
    flags = flags_in(data, scan.start, scan.end)
    starts = np.concatenate(([0], flags.restarts + 2))
    ends = np.concatenate((flags.restarts, [scan.end - scan.start]))
    found = ends - starts
    found -= np.searchsorted(flags.fills, ends) - np.searchsorted(flags.fills, starts)
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        found[number] -= count_stuffed(data, scan.start + int(start), scan.start + int(end))
    return np.asarray(8 * found, np.int64)


def _needed_bits(cells: NDArray[Any], coding: Coding) -> Bits:
    costs = _costs(coding.lengths)
    pixels = cells.astype(np.uint16, copy=False)
    rows = pixels.shape[0]
    per_row = np.empty(rows, np.int64)
    for top in range(0, rows, STRIP_ROWS):
        bottom = min(top + STRIP_ROWS, rows)
        # The row above the strip, which its first is predicted from.
        above = max(top - 1, 0)
        values = np.right_shift(pixels[above:bottom], coding.shift, dtype=np.uint16)
        differences = _differences(values, coding, first=above)[top - above :]
        bits = cv2.LUT(differences, costs)
        per_row[top:bottom] = cv2.reduce(bits, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)[:, 0]
    return np.add.reduceat(per_row, np.arange(0, rows, coding.interval))


def _costs(lengths: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the bits that each difference, modulo 65536, takes: its code and what follows it."""
    signed = np.arange(65536).astype(np.uint16).view(np.int16).astype(np.int32)
    categories = np.frexp(np.abs(signed))[1]
    # 32768 has a category of its own, which no bits follow, H.1.2.2.
    following = np.where(categories == 16, 0, categories)
    costs = lengths[categories].astype(np.int64) + following
    return np.minimum(costs, NO_CODE).astype(np.uint8)


def _differences(values: NDArray[np.uint16], coding: Coding, *, first: int) -> NDArray[np.uint16]:
    """Return what is left of each value without its prediction, modulo 65536, H.1.2.1.

    ``first`` is the row of the picture that ``values`` begins with. The differences of its first
    row are right only where that row is predicted from itself.
    """
    predicted = np.empty_like(values)
    left, up = values[1:, :-1], values[:-1, 1:]
    predicted[1:, 1:] = _predictions(coding.predictor, left, up, values[:-1, :-1])
    predicted[1:, 0] = values[:-1, 0]
    alone = np.arange(-first % coding.interval, len(values), coding.interval)
    predicted[alone, 1:] = values[alone, :-1]
    predicted[alone, 0] = coding.start
    return values - predicted


def _predictions(
    predictor: int, left: NDArray[np.uint16], up: NDArray[np.uint16], corner: NDArray[np.uint16]
) -> NDArray[np.uint16]:
    """Return the prediction of table H.1, modulo 65536."""
    if predictor <= 3:
        return (left, up, corner)[predictor - 1]
    if predictor == 4:
        return left + up - corner
    a, b, c = (part.astype(np.int32) for part in (left, up, corner))
    wide = {5: a + ((b - c) >> 1), 6: b + ((a - c) >> 1), 7: (a + b) >> 1}[predictor]
    return wide.astype(np.uint16)
