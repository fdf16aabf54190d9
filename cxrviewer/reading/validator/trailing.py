"""What stands behind the pixels, where pydicom has stopped reading."""

from collections.abc import Callable
from struct import Struct

UNDEFINED_LENGTH = 0xFFFFFFFF
FIRST_GROUP, PIXEL_GROUP = 0x0002, 0x7FE0
ITEM, SEQUENCE_DELIMITER = (0xFFFE, 0xE000), (0xFFFE, 0xE0DD)
MOST_FRAGMENTS = 100_000


# Returns so many bytes from a place on, or what is left of them.
ReadAt = Callable[[int, int], bytes]


def first_misplaced_tag(
    read_at: ReadAt, *, start: int, length: int, size: int, little_endian: bool
) -> int | None:
    """Return the tag of an element behind the pixels that does not belong there, or None.

    ``start`` and ``length`` are those of the pixel data's value, ``size`` is the source's.
    """
    head = Struct("<HHL" if little_endian else ">HHL")
    end = _end_of_fragments(read_at, head, start, size) if length == UNDEFINED_LENGTH else None
    position = start + length if length != UNDEFINED_LENGTH else end
    if position is None or position + head.size > size:
        return None
    group, element, _ = head.unpack(read_at(position, head.size))
    return (group << 16) | element if FIRST_GROUP <= group <= PIXEL_GROUP else None


def _end_of_fragments(read_at: ReadAt, head: Struct, position: int, size: int) -> int | None:
    """Return where encapsulated pixels end, None where they do not."""
    for _ in range(MOST_FRAGMENTS):
        if position + head.size > size:
            return None
        group, element, length = head.unpack(read_at(position, head.size))
        if (group, element) == SEQUENCE_DELIMITER:
            return position + head.size
        if (group, element) != ITEM:
            return None
        position += head.size + length
    return None
