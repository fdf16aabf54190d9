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
# Series Number is read as text.
TEXTS = FREE | {"AS", "CS", "DA", "IS", "TM", "UI"}
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

    ``first`` is the first value of each text, ``texts`` are all of them, without their padding.
    """

    __slots__ = ("_found", "_items", "_known", "first", "texts")

    def __init__(
        self,
        found: Mapping[str, bytes],
        items: Mapping[str, "list[PlainSet]"],
        repertoire: str,
        known: "Known",
    ) -> None:
        self._found = found
        self._items = items
        self._known = known
        self.first = known.no_first.copy()
        self.texts = known.no_texts.copy()
        for keyword, raw in found.items():
            if raw and keyword in self.first:
                texts = _texts_of(known.vrs[keyword], raw, repertoire)
                if texts:
                    self.first[keyword], self.texts[keyword] = texts[0], texts

    def numbers(self, keyword: str) -> tuple[float, ...]:
        """Return all values of a number."""
        vr, raw = self._known.vrs[keyword], self._found.get(keyword)
        return _numbers(vr, raw) if raw else ()

    def items(self, keyword: str) -> "list[PlainSet]":
        return self._items.get(keyword, []) if self._known.vrs[keyword] == "SQ" else []


class Known:
    """The keywords that a PlainSet may be asked for, their VRs, and what it says of none."""

    def __init__(self, vrs: Mapping[str, str]) -> None:
        self.vrs = vrs
        texts = [keyword for keyword, vr in vrs.items() if vr in TEXTS]
        self.no_first: dict[str, str] = dict.fromkeys(texts, "")
        self.no_texts: dict[str, tuple[str, ...]] = dict.fromkeys(texts, ())


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


def _texts_of(vr: str, raw: bytes, repertoire: str) -> tuple[str, ...]:
    if vr == "IS":
        _numbers(vr, raw)
    found = _texts(raw, repertoire if vr in FREE else ASCII)
    return _name(found) if vr == "PN" else found


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
    if raw.lstrip(b" ").startswith(b"\x00"):
        raise OddHeaderError("a number behind a zero byte, which text may have")
    parts = _texts(raw, ASCII)
    if not all(map(NUMBER_FORMS[vr].fullmatch, parts)):
        raise OddHeaderError("no number")
    return tuple(map(float, parts))
