"""Values at a place in the bytes of a header.

Bytes that end too early are a struct.error.
"""

from struct import Struct
from struct import error as StructError  # noqa: N812  (struct's class is named in lower case)

from cxrviewer.reading.glance.odd import OddHeaderError

LENGTH = Struct("<L")
# None that a list shows is longer: it would be remembered with what was made of it.
LONGEST_VALUE, LONGEST_SEQUENCE = 1024, 4096
TOO_LONG, BEYOND = "a value too long", "a value beyond what was read"


def value_at(data: bytes, position: int, length: int) -> bytes:
    if length > LONGEST_VALUE:
        raise OddHeaderError(TOO_LONG)
    if position + length > len(data):
        raise StructError(BEYOND)
    return data[position : position + length]
