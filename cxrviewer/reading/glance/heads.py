"""What the first bytes of an element mean, PS3.5 7.1.2 and 7.1.3.

The same few hundred tags and VRs begin all elements of an archive: what they mean is looked up once
and remembered under the bytes themselves.
"""

from collections.abc import Callable
from enum import IntEnum
from struct import Struct
from typing import NamedTuple

from cxrviewer.reading.glance.elements_at import SHORT_FORMS
from cxrviewer.reading.glance.odd import OddHeaderError
from cxrviewer.reading.glance.wanted import WANTED, Group
from cxrviewer.reading.header import PIXELS
from cxrviewer.reading.validator.nested import LONG_FORMS, is_sequence

# Groups below are the file meta, and the index of a medium, which is no picture.
BEFORE_FIRST, FIRST_PIXELS = 0x0007FFFF, 0x7FE00008
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

    def __init__(self, struct: str, read: Callable[[bytes], Head]) -> None:
        super().__init__()
        self.unpack_from = Struct(struct).unpack_from
        self._read = read

    def __missing__(self, head: bytes) -> Head:
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        found = self[head] = self._read(head)
        return found


def _explicit(head: bytes) -> Head:
    tag, vr = _tag(head), head[4:]
    if vr not in SHORT_FORMS and vr not in LONG_FORMS:
        raise OddHeaderError("an unknown value representation")
    if tag in WANTED and WANTED[tag].vr != vr:
        raise OddHeaderError("another value representation")
    if tag == PIXELS and vr in PIXEL_FORMS:
        return _head(tag, Form.PIXELS)
    if vr == b"SQ":
        return _head(tag, Form.SEQUENCE)
    return _head(tag, Form.SHORT if vr in SHORT_FORMS else Form.LONG)


def _implicit(head: bytes) -> Head:
    tag = _tag(head)
    if tag == PIXELS:
        return _head(tag, Form.PIXELS)
    return _head(tag, Form.SEQUENCE if is_sequence(tag) else Form.SHORT)


def _tag(head: bytes) -> int:
    return int.from_bytes(head[:2], "little") << 16 | int.from_bytes(head[2:4], "little")


def _head(tag: int, form: Form) -> Head:
    if not BEFORE_FIRST < tag < FIRST_PIXELS and form is not Form.PIXELS:
        raise OddHeaderError("an element that does not stand before pixels")
    wanted = WANTED.get(tag)
    if wanted is None:
        return Head(tag, form, "", Group.PICTURE)
    return Head(tag, form, wanted.keyword, wanted.group)


# A head and the two bytes, or four, behind it.
EXPLICIT_HEADS, IMPLICIT_HEADS = Heads("<6sH", _explicit), Heads("<4sL", _implicit)
