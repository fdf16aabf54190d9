"""The elements that a list needs, found in the bytes of a header, PS3.5 7.1.

Every step moves forward in the bytes that were read, and values are slices of them. Bytes that end
too early are a struct.error.
"""

from struct import error as StructError  # noqa: N812  (struct's class is named in lower case)

from cxrviewer.reading.glance.heads import HEADS, HEADS_IN_ITEMS, META_HEADS, Form
from cxrviewer.reading.glance.odd import OddHeaderError
from cxrviewer.reading.glance.plain_set import PlainSet, repertoire_of
from cxrviewer.reading.glance.sequences import Sequences
from cxrviewer.reading.glance.values_at import (
    BEYOND,
    LENGTH,
    LONGEST_SEQUENCE,
    LONGEST_VALUE,
    TOO_LONG,
    value_at,
)
from cxrviewer.reading.glance.wanted import Group
from cxrviewer.reading.header import UNDEFINED_LENGTH, PixelElement

META_GROUP = b"\x02\x00"

Values = dict[str, bytes]


class Found:
    """What the walk has found: bytes by keyword, of a sequence those of its value, by Group."""

    __slots__ = ("items", "values")

    def __init__(self) -> None:
        # One for each Group.
        self.values: tuple[Values, ...] = ({}, {}, {}, {}, {})
        self.items: dict[str, list[PlainSet]] = {}

    @property
    def repertoire(self) -> str:
        return repertoire_of(self.values[Group.SHARED].get("SpecificCharacterSet", b""))


def walk_meta(data: bytes, position: int) -> tuple[Values, int]:
    """Return the identifiers of the file meta group and where the data set begins, PS3.10 7.1."""
    found: Values = {}
    last = 0
    while data[position : position + 2] == META_GROUP:
        head, length = META_HEADS.unpack_from(data, position)
        tag, form, keyword, _ = META_HEADS[head]
        if tag <= last:
            raise OddHeaderError("file meta out of order")
        last, position = tag, position + 8
        if form:
            (length,) = LENGTH.unpack_from(data, position)
            position += 4
            if form == Form.SEQUENCE or length == UNDEFINED_LENGTH:
                raise OddHeaderError("a sequence in the file meta")
        if keyword:
            found[keyword] = value_at(data, position, length)
        position += length
    return found, position


def walk_body(data: bytes, position: int, *, implicit: bool) -> tuple[Found, PixelElement]:
    """Return the values of the data set at ``position``, and where its pixels lie."""
    first = data[position + 4 : position + 6]
    if implicit and first.isalpha() and first.isupper():
        raise OddHeaderError("a length that looks like a value representation")
    heads = HEADS[not implicit]
    sequences = Sequences(data, HEADS_IN_ITEMS[not implicit])
    found, last, size = Found(), 0, len(data)
    values, unpack_from = found.values, heads.unpack_from
    while True:
        head, length = unpack_from(data, position)
        tag, form, keyword, kind = heads[head]
        if tag <= last:
            raise OddHeaderError("elements out of order")
        last, position = tag, position + 8
        if form:
            if not implicit:
                (length,) = LENGTH.unpack_from(data, position)
                position += 4
            if form == Form.PIXELS:
                return found, PixelElement(tag, head[4:].decode() or "OW", position, length)
            if form == Form.SEQUENCE:
                position = _take_sequence(found, sequences, (keyword, position, length))
                continue
            if length == UNDEFINED_LENGTH:
                raise OddHeaderError("an element without an end that is no sequence")
        position += length
        if keyword:
            if length > LONGEST_VALUE:
                raise OddHeaderError(TOO_LONG)
            if position > size:
                raise StructError(BEYOND)
            values[kind][keyword] = data[position - length : position]


def _take_sequence(found: Found, sequences: Sequences, element: tuple[str, int, int]) -> int:
    """Return where the sequence ends; the codes of one that is wanted are kept."""
    keyword, start, length = element
    if not keyword:
        return sequences.walk(start, length)
    items, end = sequences.read(start, length, found.repertoire)
    if end - start > LONGEST_SEQUENCE:
        raise OddHeaderError(TOO_LONG)
    found.items[keyword] = items
    found.values[Group.PICTURE][keyword] = sequences.between(start, end)
    return end
