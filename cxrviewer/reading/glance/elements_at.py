"""One element at a place in the bytes of a header, little endian, PS3.5 7.1.2 and 7.1.3.

Bytes that end too early are a struct.error.
"""

from struct import Struct
from struct import error as StructError  # noqa: N812  (struct's class is named in lower case)

from cxrviewer.reading.glance.odd import OddHeaderError
from cxrviewer.reading.validator.nested import LONG_FORMS

SHORT_FORMS = frozenset(b"AE AS AT CS DA DS DT FD FL IS LO LT PN SH SL SS ST TM UI UL US".split())
EXPLICIT, IMPLICIT, LENGTH = Struct("<HH2sH"), Struct("<HHL"), Struct("<L")
# None that a list shows is longer: it would be remembered with what was made of it.
LONGEST_VALUE, LONGEST_SEQUENCE = 1024, 4096
TOO_LONG, BEYOND = "a value too long", "a value beyond what was read"

# Tag, VR, where the value lies, how long it is.
Element = tuple[int, bytes, int, int]


def element_at(data: bytes, position: int) -> Element:
    """Return an element that is written with its VR."""
    group, element, vr, length = EXPLICIT.unpack_from(data, position)
    if vr in SHORT_FORMS:
        return group << 16 | element, vr, position + 8, length
    if vr not in LONG_FORMS:
        raise OddHeaderError("an unknown value representation")
    (length,) = LENGTH.unpack_from(data, position + 8)
    return group << 16 | element, vr, position + 12, length


def value_at(data: bytes, position: int, length: int) -> bytes:
    if length > LONGEST_VALUE:
        raise OddHeaderError(TOO_LONG)
    if position + length > len(data):
        raise StructError(BEYOND)
    return data[position : position + length]
