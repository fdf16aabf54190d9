"""The elements that a list needs, found in the bytes of a header, PS3.5 7.1 to 7.5.

Little endian alone, with and without VRs. Nothing recurses but sequences, ``DEEPEST`` levels at
most; every step moves forward in the bytes that were read, and values are slices of them. Bytes
that end too early are a struct.error.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from struct import Struct

from pydicom.datadict import dictionary_VR, tag_for_keyword

from cxrviewer.reading.glance.odd import OddHeaderError
from cxrviewer.reading.glance.plain_set import Found, PlainSet
from cxrviewer.reading.header import PIXELS, UNDEFINED_LENGTH, PixelElement
from cxrviewer.reading.instance import SCAN_KEYWORDS
from cxrviewer.reading.validator.nested import (
    ITEM,
    LONG_FORMS,
    SEQUENCE_END,
    is_sequence,
)

SHORT_FORMS = frozenset(b"AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US".split())
EXPLICIT, IMPLICIT, LENGTH = Struct("<HH2sH"), Struct("<HHL"), Struct("<L")
META_GROUP, FIRST_PIXELS = b"\x02\x00", 0x7FE00008
# Groups below are the file meta, and the index of a medium, which is no picture.
BEFORE_FIRST = 0x0007FFFF
DEEPEST = 8
CHARACTER_SET = 0x00080005
PIXEL_FORMS = frozenset((b"OB", b"OW"))
ITEM_KEYWORDS = ("CodeValue", "CodeMeaning")
ITEM_DELIMITER = IMPLICIT.pack(0xFFFE, 0xE00D, 0)

# Tag, VR (empty where none is written), where the value lies, how long it is.
Element = tuple[int, bytes, int, int]
# Keyword and VR of a tag.
Wanted = tuple[str, bytes, str]


def _wanted(keywords: Iterable[str]) -> dict[int, Wanted]:
    tags = {tag_for_keyword(keyword): keyword for keyword in keywords}
    vrs = {tag: dictionary_VR(tag) for tag in tags if tag is not None}
    return {tag: (tags[tag], vr.encode(), vr) for tag, vr in vrs.items()}


WANTED = _wanted(SCAN_KEYWORDS.split())
WANTED_IN_ITEMS = _wanted(ITEM_KEYWORDS)
TRANSFER_SYNTAX, MEDIA_SOP_UID = 0x00020010, 0x00020003


def walk_meta(data: bytes, position: int) -> tuple[dict[int, bytes], int]:
    """Return the identifiers of the file meta group and where the data set begins, PS3.10 7.1."""
    found: dict[int, bytes] = {}
    last = 0
    while data[position : position + 2] == META_GROUP:
        tag, vr, value, length = _element(data, position, implicit=False)
        if tag < last or length == UNDEFINED_LENGTH:
            raise OddHeaderError("file meta out of order")
        if tag in (TRANSFER_SYNTAX, MEDIA_SOP_UID):
            if vr != b"UI":
                raise OddHeaderError("another value representation")
            found[tag] = _slice(data, value, length)
        last, position = tag + 1, value + length
    return found, position


def walk_body(data: bytes, position: int, *, implicit: bool) -> tuple[PlainSet, PixelElement]:
    """Return the values of the data set at ``position``, and where its pixels lie."""
    found: dict[str, Found] = {}
    items: dict[str, list[PlainSet]] = {}
    last, terms = BEFORE_FIRST, b""
    while True:
        tag, vr, value, length = _element(data, position, implicit=implicit)
        if not last < tag < FIRST_PIXELS:
            return PlainSet(found, items, terms), _pixels(tag, vr, value, length)
        last, position = tag, value + length
        wanted = WANTED.get(tag)
        if wanted is not None and not implicit and vr != wanted[1]:
            raise OddHeaderError("another value representation")
        if vr == b"SQ" or length == UNDEFINED_LENGTH or (implicit and is_sequence(tag)):
            _check_sequence(tag, vr)
            held, position = _sequence(data, value, length, _Inside(implicit, terms))
            if wanted is not None:
                items[wanted[0]] = held
        elif wanted is not None:
            found[wanted[0]] = wanted[2], _slice(data, value, length)
            if tag == CHARACTER_SET:
                terms = found[wanted[0]][1]


@dataclass(frozen=True, slots=True)
class _Inside:
    """What holds inside a sequence: how elements are written, in which repertoire, how deep."""

    implicit: bool
    terms: bytes
    depth: int = 1


def _check_sequence(tag: int, vr: bytes) -> None:
    if vr != b"SQ" and (vr or not is_sequence(tag)):
        raise OddHeaderError("an element without an end that is no sequence")


def _sequence(
    data: bytes, position: int, length: int, inside: _Inside
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


def _item(data: bytes, position: int, length: int, inside: _Inside) -> tuple[PlainSet, int]:
    found: dict[str, Found] = {}
    end = None if length == UNDEFINED_LENGTH else position + length
    last = CHARACTER_SET
    while position != end:
        if end is None and data[position : position + 8] == ITEM_DELIMITER:
            position += 8
            break
        tag, vr, value, length = _element(data, position, implicit=inside.implicit)
        if not last < tag < FIRST_PIXELS:
            raise OddHeaderError("elements of an item out of order")
        last, position = tag, value + length
        if vr == b"SQ" or length == UNDEFINED_LENGTH or (inside.implicit and is_sequence(tag)):
            _check_sequence(tag, vr)
            deeper = replace(inside, depth=inside.depth + 1)
            _, position = _sequence(data, value, length, deeper)
        elif (wanted := WANTED_IN_ITEMS.get(tag)) is not None:
            if not inside.implicit and vr != wanted[1]:
                raise OddHeaderError("another value representation")
            found[wanted[0]] = wanted[2], _slice(data, value, length)
        if end is not None and position > end:
            raise OddHeaderError("an element reaches beyond its item")
    return PlainSet(found, {}, inside.terms), position


def _pixels(tag: int, vr: bytes, value: int, length: int) -> PixelElement:
    if tag == PIXELS and (not vr or vr in PIXEL_FORMS):
        return PixelElement(tag, vr.decode() or "OW", value, length)
    raise OddHeaderError("no pixels, or elements out of order")


def _element(data: bytes, position: int, *, implicit: bool) -> Element:
    if implicit:
        group, element, length = IMPLICIT.unpack_from(data, position)
        return group << 16 | element, b"", position + 8, length
    group, element, vr, length = EXPLICIT.unpack_from(data, position)
    if vr in SHORT_FORMS:
        return group << 16 | element, vr, position + 8, length
    if vr not in LONG_FORMS:
        raise OddHeaderError("an unknown value representation")
    (length,) = LENGTH.unpack_from(data, position + 8)
    return group << 16 | element, vr, position + 12, length


def _slice(data: bytes, position: int, length: int) -> bytes:
    if position + length > len(data):
        raise OddHeaderError("a value beyond what was read")
    return data[position : position + length]
