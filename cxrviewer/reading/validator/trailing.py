"""What stands behind the pixels, where pydicom has stopped reading."""

from struct import Struct
from typing import BinaryIO

UNDEFINED_LENGTH = 0xFFFFFFFF
FIRST_GROUP, PIXEL_GROUP = 0x0002, 0x7FE0
ITEM, SEQUENCE_DELIMITER = (0xFFFE, 0xE000), (0xFFFE, 0xE0DD)
MOST_FRAGMENTS = 100_000


def first_misplaced_tag(
    stream: BinaryIO, *, start: int, length: int, size: int, little_endian: bool
) -> int | None:
    """Return the tag of an element behind the pixels that does not belong there, or None.

    ``start`` and ``length`` are those of the pixel data's value, ``size`` is the stream's.
    """
    head = Struct("<HHL" if little_endian else ">HHL")
    end = _end_of_fragments(stream, head, start, size) if length == UNDEFINED_LENGTH else None
    position = start + length if length != UNDEFINED_LENGTH else end
    if position is None or position + head.size > size:
        return None
    stream.seek(position)
    group, element, _ = head.unpack(stream.read(head.size))
    return (group << 16) | element if FIRST_GROUP <= group <= PIXEL_GROUP else None


def _end_of_fragments(stream: BinaryIO, head: Struct, position: int, size: int) -> int | None:
    """Return where encapsulated pixels end, None where they do not."""
    for _ in range(MOST_FRAGMENTS):
        if position + head.size > size:
            return None
        stream.seek(position)
        group, element, length = head.unpack(stream.read(head.size))
        if (group, element) == SEQUENCE_DELIMITER:
            return position + head.size
        if (group, element) != ITEM:
            return None
        position += head.size + length
    return None
