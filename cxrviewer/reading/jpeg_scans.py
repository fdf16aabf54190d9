"""Where the segments and the scans of a JPEG lie, ISO 10918-1 B.1 and B.2."""

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

import numpy as np
from numpy.typing import NDArray

from cxrviewer.reading.codestream import MARKER_EOI, MARKER_SOS, MARKERS_ALONE, MARKERS_SOF

RESTART_FIRST, RESTART_LAST = 0xD0, 0xD7
# The number of components, two bytes for one of them, and three more, ISO 10918-1 B.2.3.
LEAST_SCAN_HEADER = 6
# Most scans of a progressive JPEG are short, that of one without loss is the whole picture.
FIRST_STRETCH, LONGEST_STRETCH = 2**14, 2**22
STRIP_BYTES = 2**17


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan of a JPEG: where its entropy-coded bytes lie, and what they refine."""

    start: int
    end: int
    components: bytes
    first: int
    last: int
    low_bit: int


@dataclass(frozen=True, slots=True, eq=False)
class Flags:
    """Each FF of entropy-coded bytes that is no stuffed one: where it is, and what follows it."""

    places: NDArray[np.intp]
    followers: NDArray[np.uint8]

    @property
    def restarts(self) -> NDArray[np.intp]:
        return self.places[self._are_restarts]

    @property
    def restart_numbers(self) -> NDArray[np.uint8]:
        """What the restart markers count, 0 to 7."""
        return self.followers[self._are_restarts] - np.uint8(RESTART_FIRST)

    @property
    def fills(self) -> NDArray[np.intp]:
        """Return the places of the fill bytes, which another FF follows."""
        return np.asarray(self.places[self.followers == 0xFF], np.intp)

    @property
    def _are_restarts(self) -> NDArray[np.bool_]:
        return (self.followers >= RESTART_FIRST) & (self.followers <= RESTART_LAST)


def flags_in(data: bytes, start: int, end: int) -> Flags:
    """Find each FF in ``data`` from ``start`` up to ``end``; places count from ``start``."""
    coded = np.frombuffer(data, np.uint8, max(end - start, 0), start)
    found = [np.empty(0, np.intp)]
    for at, part in _strips(coded):
        flags = (part[:-1] == 0xFF) & (part[1:] != 0x00)
        if flags.any():
            found.append(at + np.flatnonzero(flags))
    places = np.concatenate(found)
    return Flags(places, coded[places + 1])


def count_stuffed(data: bytes, start: int, end: int) -> int:
    """Return how many zeros are stuffed behind an FF in ``data`` from ``start`` up to ``end``."""
    coded = np.frombuffer(data, np.uint8, max(end - start, 0), start)
    return sum(
        int(np.count_nonzero((part[:-1] == 0xFF) & (part[1:] == 0x00)))
        for _, part in _strips(coded)
    )


def _strips(coded: NDArray[np.uint8]) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """Yield stretches that stay in a core's own cache; each begins with the last byte before."""
    for at in range(0, len(coded), STRIP_BYTES):
        yield at, coded[at : at + STRIP_BYTES + 1]


def segments(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Yield marker, start and end of each segment, and where the next one is looked for.

    That is the end of the segment; of a scan's, the end of the entropy-coded bytes behind it.
    """
    position = 2
    while (found := data.find(b"\xff", position)) >= 0 and found + 4 <= len(data):
        marker = data[found + 1]
        if marker in (0x00, 0xFF) or marker in MARKERS_ALONE:
            position = found + (1 if marker == 0xFF else 2)
            continue
        if marker == MARKER_EOI:
            return
        end = found + 2 + max(int(unpack_from(">H", data, found + 2)[0]), 2)
        position = end_of_scan(data, end) if marker == MARKER_SOS else end
        yield marker, found + 4, end, position


def frame_of_jpeg(data: bytes) -> tuple[int, bytes]:
    """Return the SOF marker and the identifiers of its components."""
    for marker, start, _, _ in segments(data):
        if marker in MARKERS_SOF:
            count = data[start + 5] if start + 5 < len(data) else 0
            return marker, data[start + 6 : start + 6 + 3 * count : 3]
    return 0, b""


def scans_of(data: bytes) -> Iterator[Scan]:
    for marker, start, end, after in segments(data):
        if marker != MARKER_SOS or end > len(data) or end - start < LEAST_SCAN_HEADER:
            continue
        count = data[start]
        first, last, approximation = data[end - 3], data[end - 2], data[end - 1]
        yield Scan(
            start=end,
            end=after,
            components=data[start + 1 : start + 1 + 2 * count : 2],
            first=first,
            last=last,
            low_bit=approximation & 15,
        )


def end_of_scan(data: bytes, start: int) -> int:
    """Return where the first marker from ``start`` on that is no restart marker begins.

    Any number of fill bytes FF may stand before it, ISO 10918-1 B.1.1.2, and belong to it.
    """
    position, stretch = start, FIRST_STRETCH
    while position < len(data):
        # One byte more: an FF may be the last of this stretch.
        flags = flags_in(data, position, min(position + stretch + 1, len(data)))
        marker = (flags.followers < RESTART_FIRST) | (flags.followers > RESTART_LAST)
        marker &= flags.followers != 0xFF
        if marker.any():
            end = position + int(flags.places[marker.argmax()])
            while end > start and data[end - 1] == 0xFF:
                end -= 1
            return end
        position, stretch = position + stretch, min(2 * stretch, LONGEST_STRETCH)
    return len(data)
