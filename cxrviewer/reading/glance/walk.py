"""The elements that a list needs, found in the bytes of a header, PS3.5 7.1.

Every step moves forward in the bytes that were read, and values are slices of them. Bytes that end
too early are a struct.error.
"""

from cxrviewer.reading.glance.elements_at import (
    EXPLICIT,
    LONGEST_VALUE,
    SHORT_FORMS,
    Element,
    element_at,
    value_at,
)
from cxrviewer.reading.glance.odd import OddHeaderError
from cxrviewer.reading.glance.plain_set import PlainSet, repertoire_of
from cxrviewer.reading.glance.sequences import Inside, check_sequence, walk_sequence
from cxrviewer.reading.glance.wanted import WANTED, Group
from cxrviewer.reading.header import PIXELS, UNDEFINED_LENGTH, PixelElement
from cxrviewer.reading.validator.nested import is_sequence

META_GROUP, FIRST_PIXELS = b"\x02\x00", 0x7FE00008
# Groups below are the file meta, and the index of a medium, which is no picture.
BEFORE_FIRST = 0x0007FFFF
PIXEL_FORMS = frozenset((b"OB", b"OW"))
TRANSFER_SYNTAX, MEDIA_SOP_UID = 0x00020010, 0x00020003


Values = dict[str, bytes]


class Found:
    """What the walk has found: bytes by keyword, of a sequence those of its value, by Group."""

    __slots__ = ("items", "values")

    def __init__(self) -> None:
        self.values: tuple[Values, Values, Values, Values] = ({}, {}, {}, {})
        self.items: dict[str, list[PlainSet]] = {}

    @property
    def repertoire(self) -> str:
        return repertoire_of(self.values[Group.SHARED].get("SpecificCharacterSet", b""))


def walk_meta(data: bytes, position: int) -> tuple[dict[int, bytes], int]:
    """Return the identifiers of the file meta group and where the data set begins, PS3.10 7.1."""
    found: dict[int, bytes] = {}
    last = 0
    while data[position : position + 2] == META_GROUP:
        tag, vr, value, length = element_at(data, position, implicit=False)
        if tag < last or length == UNDEFINED_LENGTH:
            raise OddHeaderError("file meta out of order")
        if tag in (TRANSFER_SYNTAX, MEDIA_SOP_UID):
            if vr != b"UI":
                raise OddHeaderError("another value representation")
            found[tag] = value_at(data, value, length)
        last, position = tag + 1, value + length
    return found, position


def walk_body(data: bytes, position: int, *, implicit: bool) -> tuple[Found, PixelElement]:
    """Return the values of the data set at ``position``, and where its pixels lie."""
    found, last, size = Found(), BEFORE_FIRST, len(data)
    values = found.values
    while True:
        # As element_at and value_at, whose calls take as long as half of the walk.
        group, element, vr, length = EXPLICIT.unpack_from(data, position)
        tag, value = group << 16 | element, position + 8
        is_short = vr in SHORT_FORMS and not implicit
        if not is_short:
            tag, vr, value, length = element_at(data, position, implicit=implicit)
        if not last < tag < FIRST_PIXELS:
            return found, _pixels(tag, vr, value, length)
        last, position = tag, value + length
        if not is_short and _is_nested(tag, vr, length):
            position = _take_sequence(found, data, (tag, vr, value, length))
        elif tag in WANTED:
            keyword, written, kind = WANTED[tag]
            if vr != written and not implicit:
                raise OddHeaderError("another value representation")
            if length > LONGEST_VALUE or position > size:
                raise OddHeaderError("a value too long, or beyond what was read")
            values[kind][keyword] = data[value:position]


def _is_nested(tag: int, vr: bytes, length: int) -> bool:
    return vr == b"SQ" or length == UNDEFINED_LENGTH or (not vr and is_sequence(tag))


def _take_sequence(found: Found, data: bytes, element: Element) -> int:
    """Return where the sequence ends; the codes of one that is wanted are kept."""
    tag, vr, value, length = element
    check_sequence(tag, vr)
    inside = Inside(implicit=not vr, repertoire=found.repertoire)
    items, end = walk_sequence(data, value, length, inside)
    if tag in WANTED:
        keyword, written, _ = WANTED[tag]
        if written != b"SQ":
            raise OddHeaderError("another value representation")
        found.items[keyword] = items
        found.values[Group.PICTURE][keyword] = data[value:end]
    return end


def _pixels(tag: int, vr: bytes, value: int, length: int) -> PixelElement:
    if tag == PIXELS and (not vr or vr in PIXEL_FORMS):
        return PixelElement(tag, vr.decode() or "OW", value, length)
    raise OddHeaderError("no pixels, or elements out of order")
