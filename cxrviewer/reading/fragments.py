"""The bytes of one frame inside encapsulated pixel data, PS3.5 A.4."""

from dataclasses import dataclass
from struct import unpack, unpack_from

from cxrviewer.domain.errors import ReadingError
from cxrviewer.reading.header import SENDER_REMEDY

ITEM, DELIMITER = 0xFFFEE000, 0xFFFEE0DD
FRAME_STARTS = (b"\xff\xd8", b"\xff\x4f\xff\x51", b"\x00\x00\x00\x0cjP  ")


@dataclass(frozen=True, slots=True)
class Fragment:
    """One item: ``start`` counts from the end of the offset table, its tag included."""

    start: int
    data: memoryview


def frame_of(
    encapsulated: memoryview,
    frame: int,
    *,
    frames: int,
    extended: tuple[bytes, bytes] | None = None,
) -> bytes:
    """Return the compressed bytes of ``frame`` (from 0).

    ``encapsulated`` begins at the basic offset table. ``extended`` is the Extended Offset Table
    with its lengths, PS3.3 C.7.6.3.1.8.
    """
    table, fragments = _split(encapsulated)
    if not fragments:
        raise ReadingError("The compressed pixel data are empty.", remedy=SENDER_REMEDY)
    starts = _extended_starts(extended) or _basic_starts(table)
    if len(starts) != frames or not set(starts) <= {part.start for part in fragments}:
        # Wrong tables are common, and what the fragments themselves begin with is reliable.
        starts = _found_starts(fragments, frames)
    if frame >= len(starts):
        raise ReadingError(
            f"Frame {frame + 1} is missing: the pixel data hold {len(starts)}.",
            remedy=SENDER_REMEDY,
        )
    end = starts[frame + 1] if frame + 1 < len(starts) else len(encapsulated)
    return b"".join(part.data for part in fragments if starts[frame] <= part.start < end)


def _split(encapsulated: memoryview) -> tuple[bytes, list[Fragment]]:
    parts: list[Fragment] = []
    position = 0
    # Some writers leave the closing delimiter out: a clean end between items is an end as well.
    while position < len(encapsulated):
        if position + 8 > len(encapsulated):
            raise _cut_short()
        tag = (_u16(encapsulated, position) << 16) | _u16(encapsulated, position + 2)
        (length,) = unpack_from("<L", encapsulated, position + 4)
        if tag == DELIMITER:
            break
        if tag != ITEM:
            raise ReadingError("The compressed pixel data are damaged.", remedy=SENDER_REMEDY)
        if position + 8 + length > len(encapsulated):
            raise _cut_short()
        parts.append(Fragment(position, encapsulated[position + 8 : position + 8 + length]))
        position += 8 + length
    if not parts:
        raise ReadingError("The compressed pixel data are empty.", remedy=SENDER_REMEDY)
    first = parts[0]
    origin = 8 + len(first.data)
    return bytes(first.data), [Fragment(part.start - origin, part.data) for part in parts[1:]]


def _found_starts(fragments: list[Fragment], frames: int) -> list[int]:
    if frames == 1:
        return [0]
    if frames == len(fragments):
        return [part.start for part in fragments]
    return [part.start for part in fragments if bytes(part.data[:8]).startswith(FRAME_STARTS)]


def _basic_starts(table: bytes) -> list[int]:
    whole = len(table) // 4
    return list(unpack(f"<{whole}L", table[: 4 * whole]))


def _extended_starts(extended: tuple[bytes, bytes] | None) -> list[int]:
    if extended is None:
        return []
    whole = len(extended[0]) // 8
    return list(unpack(f"<{whole}Q", extended[0][: 8 * whole]))


def _u16(data: memoryview, position: int) -> int:
    return int(unpack_from("<H", data, position)[0])


def _cut_short() -> ReadingError:
    return ReadingError("The compressed pixel data are cut short.", remedy=SENDER_REMEDY)
