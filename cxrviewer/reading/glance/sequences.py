"""Sequences and their items, PS3.5 7.5: where they end, and the codes in them.

An item whose elements do not ascend is odd, which leaves those that come twice to the full
reading. Nothing goes deeper than ``DEEPEST``.
"""

from collections.abc import Callable
from struct import Struct

from cxrviewer.reading.glance.heads import Form, Heads
from cxrviewer.reading.glance.odd import OddHeaderError
from cxrviewer.reading.glance.plain_set import PlainSet
from cxrviewer.reading.glance.values_at import LENGTH, value_at
from cxrviewer.reading.glance.wanted import IN_ITEMS
from cxrviewer.reading.header import UNDEFINED_LENGTH
from cxrviewer.reading.validator.nested import ITEM, SEQUENCE_END

DEEPEST = 8
# Items and delimiters have no VR, whatever the elements around them.
ITEM_HEAD = Struct("<HHL")
ITEM_DELIMITER = ITEM_HEAD.pack(0xFFFE, 0xE00D, 0)

Values = dict[str, bytes]


class Sequences:
    """The sequences of one data set; ``heads`` are those that begin the elements of its items."""

    def __init__(self, data: bytes, heads: Heads) -> None:
        self._data = data
        self._heads = heads

    def read(self, position: int, length: int, repertoire: str) -> tuple[list[PlainSet], int]:
        """Return the codes in the items, and where the sequence ends."""
        found: list[Values] = []
        end = self.walk(position, length, found.append)
        return [PlainSet(values, {}, repertoire, IN_ITEMS) for values in found], end

    def between(self, start: int, end: int) -> bytes:
        return self._data[start:end]

    def walk(
        self,
        position: int,
        length: int,
        keep: Callable[[Values], None] | None = None,
        depth: int = 1,
    ) -> int:
        """Return where the sequence ends; ``keep`` is given the values of each of its items."""
        if depth > DEEPEST:
            raise OddHeaderError("nested deeply")
        data = self._data
        end = None if length == UNDEFINED_LENGTH else position + length
        while position != end:
            group, element, size = ITEM_HEAD.unpack_from(data, position)
            tag, position = group << 16 | element, position + 8
            if tag == SEQUENCE_END and end is None and size == 0:
                return position
            if tag != ITEM:
                raise OddHeaderError("no item")
            values: Values = {}
            position = self._walk_item(position, size, values, depth)
            if keep is not None:
                keep(values)
            if end is not None and position > end:
                raise OddHeaderError("an item reaches beyond its sequence")
        return position

    def _walk_item(self, position: int, size: int, values: Values, depth: int) -> int:
        data, heads, unpack_from = self._data, self._heads, self._heads.unpack_from
        end = None if size == UNDEFINED_LENGTH else position + size
        last = 0
        while position != end:
            if end is None and data[position : position + 8] == ITEM_DELIMITER:
                return position + 8
            head, length = unpack_from(data, position)
            tag, form, keyword, _ = heads[head]
            if tag <= last:
                raise OddHeaderError("elements of an item out of order")
            last, position = tag, position + 8
            if form:
                if heads.writes_vrs:
                    (length,) = LENGTH.unpack_from(data, position)
                    position += 4
                if form == Form.SEQUENCE:
                    position = self.walk(position, length, depth=depth + 1)
                    length = 0
                elif length == UNDEFINED_LENGTH:
                    raise OddHeaderError("an element without an end that is no sequence")
            if keyword:
                values[keyword] = value_at(data, position, length)
            position += length
            if end is not None and position > end:
                raise OddHeaderError("an element reaches beyond its item")
        return position
