"""Sequences and their items, PS3.5 7.5: where they end, and the codes in them.

An item whose elements do not ascend is odd, which leaves those that come twice to the full
reading. Nothing goes deeper than ``DEEPEST``.
"""

from dataclasses import dataclass, replace

from cxrviewer.reading.glance.elements_at import IMPLICIT, element_at, value_at
from cxrviewer.reading.glance.odd import OddHeaderError
from cxrviewer.reading.glance.plain_set import PlainSet
from cxrviewer.reading.glance.wanted import IN_ITEMS, WANTED_IN_ITEMS
from cxrviewer.reading.header import PIXELS, UNDEFINED_LENGTH
from cxrviewer.reading.validator.nested import ITEM, SEQUENCE_END, is_sequence

DEEPEST = 8
# An item may have a character set of its own, which no code of a list's needs.
CHARACTER_SET = 0x00080005
ITEM_DELIMITER = IMPLICIT.pack(0xFFFE, 0xE00D, 0)


@dataclass(frozen=True, slots=True)
class Inside:
    """What holds inside a sequence: how elements are written, in which repertoire, how deep."""

    implicit: bool
    repertoire: str
    depth: int = 1


def _check_sequence(tag: int, vr: bytes) -> None:
    if vr != b"SQ" and (vr or not is_sequence(tag)):
        raise OddHeaderError("an element without an end that is no sequence")


def walk_sequence(
    data: bytes, position: int, length: int, inside: Inside
) -> tuple[list[PlainSet], int]:
    """Return the items of a sequence, and where it ends, PS3.5 7.5."""
    if inside.depth > DEEPEST:
        raise OddHeaderError("nested deeply")
    held: list[PlainSet] = []
    end = None if length == UNDEFINED_LENGTH else position + length
    while position != end:
        group, element, size = IMPLICIT.unpack_from(data, position)
        tag, position = group << 16 | element, position + 8
        if tag == SEQUENCE_END and end is None and size == 0:
            return held, position
        if tag != ITEM:
            raise OddHeaderError("no item")
        item, position = _item(data, position, size, inside)
        held.append(item)
        if end is not None and position > end:
            raise OddHeaderError("an item reaches beyond its sequence")
    return held, position


def _item(data: bytes, position: int, length: int, inside: Inside) -> tuple[PlainSet, int]:
    found: dict[str, bytes] = {}
    end = None if length == UNDEFINED_LENGTH else position + length
    last = CHARACTER_SET
    while position != end:
        if end is None and data[position : position + 8] == ITEM_DELIMITER:
            position += 8
            break
        tag, vr, value, length = element_at(data, position, implicit=inside.implicit)
        if not last < tag < PIXELS:
            raise OddHeaderError("elements of an item out of order")
        last, position = tag, value + length
        if vr == b"SQ" or length == UNDEFINED_LENGTH or (inside.implicit and is_sequence(tag)):
            _check_sequence(tag, vr)
            deeper = replace(inside, depth=inside.depth + 1)
            _, position = walk_sequence(data, value, length, deeper)
        elif (wanted := WANTED_IN_ITEMS.get(tag)) is not None:
            if not inside.implicit and vr != wanted.vr:
                raise OddHeaderError("another value representation")
            found[wanted.keyword] = value_at(data, value, length)
        if end is not None and position > end:
            raise OddHeaderError("an element reaches beyond its item")
    return PlainSet(found, {}, inside.repertoire, IN_ITEMS), position
