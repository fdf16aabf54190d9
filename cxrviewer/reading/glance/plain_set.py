"""The values that a glance has found, converted as pydicom converts them, PS3.5 6.2.

Only what can be converted without a doubt: printable text in a repertoire that maps each byte or
sequence of bytes to one character, and numbers in the form that the standard prescribes. The
rest is odd.
"""

import re
from collections.abc import Mapping

from pydicom.charset import python_encoding

from cxrviewer.reading.glance.odd import OddHeaderError

PADDING = b" \x00"
ASCII = "ascii"
# Specific Character Set by its terms, PS3.3 C.12.1.1.2. In all of these ASCII means itself, and
# names that need an escape sequence are odd.
ONE_BYTE = (100, 101, 109, 110, 126, 127, 138, 144, 148)
REPERTOIRES = {
    b"": ASCII,
    b"ISO_IR 6": ASCII,
    b"ISO 2022 IR 6": ASCII,
    b"\\ISO 2022 IR 87": ASCII,
    b"\\ISO 2022 IR 149": ASCII,
    b"ISO_IR 192": "utf-8",
    b"GB18030": "gb18030",
    **{b"ISO_IR %d" % number: python_encoding[f"ISO_IR {number}"] for number in ONE_BYTE},
    **{b"ISO 2022 IR %d" % number: python_encoding[f"ISO_IR {number}"] for number in ONE_BYTE},
}
# The VRs whose text is of the character set, PS3.5 6.1.2.2; the others are ASCII.
FREE = frozenset(("LO", "PN", "SH"))
NUMBER_FORMS = {
    "DS": re.compile(r" *[+-]?([0-9]{1,16}\.?|[0-9]{0,16}\.[0-9]{1,20})([eE][+-]?[0-9]{1,2})? *"),
    "IS": re.compile(r" *[+-]?[0-9]{1,9} *"),
}
SHORT_BYTES = 2


class PlainSet:
    """A data set as far as a glance looks at it: values by keyword, and the items of sequences.

    An element that is absent or empty is the empty value. What cannot be converted without a
    doubt is an OddHeaderError. Asking for a keyword beyond ``known`` is a LookupError: whoever
    remembers an answer must know all that it depends on.
    """

    __slots__ = ("_found", "_items", "_known", "_repertoire", "_texts")

    def __init__(
        self,
        found: Mapping[str, bytes],
        items: Mapping[str, "list[PlainSet]"],
        repertoire: str,
        known: Mapping[str, str],
    ) -> None:
        """``known`` are the VRs of the keywords that may be asked for."""
        self._found = found
        self._items = items
        self._repertoire = repertoire
        self._known = known
        self._texts: dict[str, tuple[str, ...]] = {}

    def texts(self, keyword: str) -> tuple[str, ...]:
        """Return all values as text without their padding."""
        known = self._texts.get(keyword)
        if known is None:
            known = self._texts[keyword] = self._read_texts(keyword)
        return known

    def text(self, keyword: str) -> str:
        """Return the first value as text."""
        found = self._texts.get(keyword)
        if found is None:
            found = self.texts(keyword)
        return found[0] if found else ""

    def numbers(self, keyword: str) -> tuple[float, ...]:
        """Return all values of a number."""
        vr, raw = self._known[keyword], self._found.get(keyword)
        return _numbers(vr, raw) if raw else ()

    def items(self, keyword: str) -> "list[PlainSet]":
        return self._items.get(keyword, []) if self._known[keyword] == "SQ" else []

    def _read_texts(self, keyword: str) -> tuple[str, ...]:
        vr, raw = self._known[keyword], self._found.get(keyword)
        if not raw:
            return ()
        if vr in NUMBER_FORMS:
            _numbers(vr, raw)
        found = _texts(raw, self._repertoire if vr in FREE else ASCII)
        return _name(found) if vr == "PN" else found


def repertoire_of(terms: bytes) -> str:
    """Return the codec of a Specific Character Set (0008,0005)."""
    found = REPERTOIRES.get(terms.strip(PADDING))
    if found is None:
        raise OddHeaderError("another character set")
    return found


def plain_text(raw: bytes) -> str:
    """Return one text of ASCII without its padding."""
    found = _texts(raw, ASCII)
    if len(found) > 1:
        raise OddHeaderError("several values")
    return found[0] if found else ""


def _texts(raw: bytes, repertoire: str) -> tuple[str, ...]:
    try:
        text = raw.strip(PADDING).decode(repertoire)
    except UnicodeDecodeError as error:
        raise OddHeaderError("text of another character set") from error
    if not text.isprintable():
        raise OddHeaderError("control characters")
    if "\\" in text:
        return tuple(part.strip(" ") for part in text.split("\\"))
    return (text,) if text else ()


def _name(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return one name without the empty component groups at its end, PS3.5 6.2.1."""
    if len(names) > 1:
        raise OddHeaderError("several names")
    return tuple(name.rstrip("=").strip(" ") for name in names)


def _numbers(vr: str, raw: bytes) -> tuple[float, ...]:
    if vr == "US":
        if len(raw) != SHORT_BYTES:
            raise OddHeaderError("several numbers")
        return (float(int.from_bytes(raw, "little")),)
    parts = _texts(raw, ASCII)
    if not all(map(NUMBER_FORMS[vr].fullmatch, parts)):
        raise OddHeaderError("no number")
    return tuple(map(float, parts))
