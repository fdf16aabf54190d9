"""Elements that come twice inside the items of sequences, where pydicom keeps the last in silence.

The bytes are walked once more, without converting a value: pydicom leaves sequences of a stated
length unparsed, and does not tell of the elements of the others.
"""

import contextlib
from functools import lru_cache
from struct import Struct
from struct import error as StructError  # noqa: N812  (struct's class is named in lower case)

from pydicom.datadict import dictionary_has_tag, dictionary_VR

DEEPEST = 16
MOST_ELEMENTS = 50_000
MOST_BYTES = 4 * 2**20
UNDEFINED_LENGTH = 0xFFFFFFFF
ITEM, ITEM_END, SEQUENCE_END = 0xFFFEE000, 0xFFFEE00D, 0xFFFEE0DD
DELIMITER_GROUP, PIXEL_GROUP = 0xFFFE, 0x7FE0
LONG_FORMS = frozenset((b"OB", b"OD", b"OF", b"OL", b"OV", b"OW", b"SQ", b"SV", b"UC", b"UN"))
LONG_FORMS |= {b"UR", b"UT", b"UV"}


def repeated_in_items(data: bytes, *, implicit: bool, little_endian: bool) -> frozenset[int]:
    """Return the tags that stand more than once in one item of a sequence of ``data``.

    ``data`` is a data set, or its beginning. What lies beyond the caps, or behind damage, is not
    looked at.
    """
    walk = _Walk(data, little_endian=little_endian)
    # Damage is for those to tell who read values; what was seen until here counts.
    with contextlib.suppress(StructError, _CappedError):
        walk.elements(0, len(data), depth=0, implicit=implicit)
    return frozenset(walk.repeated)


class _CappedError(Exception):
    """There is more than is looked at."""


class _Walk:
    """Goes over the elements of one data set and of what is nested in it."""

    def __init__(self, data: bytes, *, little_endian: bool) -> None:
        order = "<" if little_endian else ">"
        self.repeated: set[int] = set()
        self._data = data
        self._tag = Struct(f"{order}HH")
        self._short, self._long = Struct(f"{order}H"), Struct(f"{order}L")
        self._left = MOST_ELEMENTS

    def elements(self, position: int, end: int, *, depth: int, implicit: bool) -> int:
        """Walk one data set and return where it ends: at ``end`` or behind its delimiter."""
        seen: set[int] = set()
        while position < end:
            tag = self._tag_at(position)
            if tag >> 16 == DELIMITER_GROUP:
                return position + 8
            if tag >> 16 == PIXEL_GROUP and depth == 0:
                return end
            if depth > 0 and tag in seen:
                self.repeated.add(tag)
            seen.add(tag)
            position = self._step(tag, position, depth=depth, implicit=implicit)
        return position

    def _step(self, tag: int, position: int, *, depth: int, implicit: bool) -> int:
        """Return where the element at ``position`` ends; a sequence is walked."""
        vr = b"" if implicit else self._data[position + 4 : position + 6]
        if implicit:
            value, length = position + 8, self._length(position + 4)
        elif vr in LONG_FORMS:
            value, length = position + 12, self._length(position + 8)
        else:
            value, length = position + 8, int(self._short.unpack_from(self._data, position + 6)[0])
        if length == UNDEFINED_LENGTH or vr == b"SQ" or (implicit and is_sequence(tag)):
            # Unknown elements of undefined length are written implicitly, PS3.5 6.2.2.
            inner = implicit or vr == b"UN"
            return self._items(value, length, depth=depth + 1, implicit=inner)
        return value + length

    def _items(self, position: int, length: int, *, depth: int, implicit: bool) -> int:
        if depth > DEEPEST:
            raise _CappedError
        end = len(self._data) if length == UNDEFINED_LENGTH else position + length
        while position < end:
            if self._tag_at(position) != ITEM:
                return position + 8 if length == UNDEFINED_LENGTH else end
            size, position = self._length(position + 4), position + 8
            stop = len(self._data) if size == UNDEFINED_LENGTH else position + size
            after = self.elements(position, stop, depth=depth, implicit=implicit)
            position = after if size == UNDEFINED_LENGTH else stop
        return position

    def _tag_at(self, position: int) -> int:
        self._left -= 1
        if self._left < 0:
            raise _CappedError
        group, element = self._tag.unpack_from(self._data, position)
        return int(group) << 16 | int(element)

    def _length(self, position: int) -> int:
        return int(self._long.unpack_from(self._data, position)[0])


@lru_cache(4096)
def is_sequence(tag: int) -> bool:
    """Say whether the dictionary knows ``tag`` as a sequence."""
    return dictionary_has_tag(tag) and dictionary_VR(tag) == "SQ"
