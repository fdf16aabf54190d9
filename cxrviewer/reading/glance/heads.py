"""What the first bytes of an element mean, PS3.5 7.1.2 and 7.1.3.

The same few hundred tags and VRs begin all elements of an archive: what they mean is looked up once
and remembered under the bytes themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from struct import Struct
from typing import NamedTuple

from cxrviewer.reading.glance.odd import OddHeaderError
from cxrviewer.reading.glance.wanted import WANTED, WANTED_IN_ITEMS, WANTED_OF_META, Group, Wanted
from cxrviewer.reading.header import FLOAT_PIXELS, PIXELS
from cxrviewer.reading.validator.nested import LONG_FORMS, is_sequence

SHORT_FORMS = frozenset(b"AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US".split())
PIXEL_FORMS = frozenset((b"OB", b"OW"))
# A hostile archive can hold any number of tags.
MOST_REMEMBERED = 4096


class Form(IntEnum):
    """How a value is written. A length of 4 bytes follows the head of a LONG one."""

    SHORT = 0
    LONG = 1
    SEQUENCE = 2
    PIXELS = 3


class Head(NamedTuple):
    """What an element is; ``keyword`` is empty where it is not wanted."""

    tag: int
    form: Form
    keyword: str
    group: Group


class Heads(dict[bytes, Head]):
    """Heads by their bytes, each read when it is first met."""

    def __init__(self, table: "Table", *, writes_vrs: bool) -> None:
        super().__init__()
        # A head and the two bytes, or four, behind it.
        self.unpack_from = Struct("<6sH" if writes_vrs else "<4sL").unpack_from
        self.writes_vrs = writes_vrs
        self._table = table

    def __missing__(self, head: bytes) -> Head:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        read = _explicit if self.writes_vrs else _implicit
        found = self[head] = read(head, self._table)
        return found


@dataclass(frozen=True, slots=True)
class Table:
    """Which elements may stand between ``before`` and ``behind``, and which of them are wanted.

    Pixels that stand behind end a data set, and belong to it.
    """

    before: int
    behind: int
    wanted: Mapping[int, Wanted]

    def ends_at(self, tag: int) -> bool:
        return tag == PIXELS >= self.behind

    def head(self, tag: int, form: Form) -> Head:
        if not self.before < tag < self.behind:
            raise OddHeaderError("an element that does not belong here")
        wanted = self.wanted.get(tag)
        if wanted is None:
            return Head(tag, form, "", Group.PICTURE)
        return Head(tag, form, wanted.keyword, wanted.group)


def _explicit(head: bytes, table: Table) -> Head:
    tag, vr = _tag(head), head[4:]
    if vr not in SHORT_FORMS and vr not in LONG_FORMS:
        raise OddHeaderError("an unknown value representation")
    if tag in table.wanted and table.wanted[tag].vr != vr:
        raise OddHeaderError("another value representation")
    if table.ends_at(tag) and vr in PIXEL_FORMS:
        return Head(tag, Form.PIXELS, "", Group.PICTURE)
    if vr == b"SQ":
        return table.head(tag, Form.SEQUENCE)
    return table.head(tag, Form.SHORT if vr in SHORT_FORMS else Form.LONG)


def _implicit(head: bytes, table: Table) -> Head:
    tag = _tag(head)
    if table.ends_at(tag):
        return Head(tag, Form.PIXELS, "", Group.PICTURE)
    return table.head(tag, Form.SEQUENCE if is_sequence(tag) else Form.SHORT)


def _tag(head: bytes) -> int:
    return int.from_bytes(head[:2], "little") << 16 | int.from_bytes(head[2:4], "little")


# Groups below are the file meta, and the index of a medium, which is no picture.
_TOP = Table(0x0007FFFF, FLOAT_PIXELS, WANTED)
# An item may have a character set of its own, which no code of a list's needs.
_IN_ITEMS = Table(0x00080005, 0xFFFE0000, WANTED_IN_ITEMS)
META_HEADS = Heads(Table(0x0001FFFF, 0x00030000, WANTED_OF_META), writes_vrs=True)
HEADS = {writes_vrs: Heads(_TOP, writes_vrs=writes_vrs) for writes_vrs in (True, False)}
HEADS_IN_ITEMS = {
    writes_vrs: Heads(_IN_ITEMS, writes_vrs=writes_vrs) for writes_vrs in (True, False)
}
