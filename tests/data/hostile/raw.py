"""A writer of DICOM bytes that obeys: it writes whatever nonsense it is told to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from struct import pack
from typing import Literal

from pydicom.datadict import dictionary_VR, tag_for_keyword

from tests.data.bundles import make_radiograph

IMPLICIT, EXPLICIT = "1.2.840.10008.1.2", "1.2.840.10008.1.2.1"
DEFLATED, BIG = "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"
UNDEFINED = 0xFFFFFFFF
LONG_VRS = frozenset(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"])
PIXELS = 0x7FE00010
ROWS, COLUMNS = 96, 80
Order = Literal["<", ">"]
ROOT = "1.2.826.0.1.3680043.2"
# Every file is a study of its own unless told otherwise.
_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Element:
    """``length`` is written instead of the value's own where it is given."""

    tag: int
    vr: str
    value: bytes
    length: int | None = None

    def encoded(self, *, implicit: bool = False, order: Order = "<") -> bytes:
        even = len(self.value) % 2 == 0 or self.length is not None
        value = self.value if even else self.value + self._pad()
        length = len(value) if self.length is None else self.length
        group, number = self.tag >> 16, self.tag & 0xFFFF
        if implicit:
            return pack(f"{order}HHL", group, number, length) + value
        vr = self.vr.encode("latin-1")
        if self.vr in LONG_VRS:
            return pack(f"{order}HH2sHL", group, number, vr, 0, length) + value
        return pack(f"{order}HH2sH", group, number, vr, length & 0xFFFF) + value

    def _pad(self) -> bytes:
        return b"\x00" if self.vr in ("UI", "OB", "UN") else b" "


def element(keyword: str, value: object, *, vr: str | None = None, order: Order = "<") -> Element:
    """Return an element of the standard; ints become US, str and bytes stand as they are."""
    tag = tag_for_keyword(keyword)
    assert tag is not None, keyword
    vr = vr or dictionary_VR(tag)[:2]
    if isinstance(value, int):
        return Element(tag, vr, pack(f"{order}H", value & 0xFFFF))
    if isinstance(value, (tuple, list)):
        return Element(tag, vr, b"".join(pack(f"{order}H", v & 0xFFFF) for v in value))
    return Element(tag, vr, value if isinstance(value, bytes) else str(value).encode("utf-8"))


def pixels(rows: int = ROWS, columns: int = COLUMNS, *, order: Order = "<") -> bytes:
    """Return 12-bit pixels in 16 bits with some structure."""
    cells = make_radiograph(rows, columns).indices
    return cells.astype(f"{order}u2").tobytes()


def sound(changes: Mapping[str, object] | None = None, *, order: Order = "<") -> list[Element]:
    """Return the elements of a good chest radiograph; ``changes`` by keyword, None leaves out."""
    number = next(_NUMBERS)
    values: dict[str, object] = {
        "SOPClassUID": "1.2.840.10008.5.1.4.1.1.1.1",
        "SOPInstanceUID": f"{ROOT}.1.{number}",
        "StudyDate": "20200131",
        "Modality": "DX",
        "PatientName": "Hostile^Harriet",
        "PatientID": "H1",
        "PatientBirthDate": "19600201",
        "PatientSex": "F",
        "BodyPartExamined": "CHEST",
        "ViewPosition": "PA",
        "StudyInstanceUID": f"{ROOT}.2.{number}",
        "SeriesInstanceUID": f"{ROOT}.3.{number}",
        "SamplesPerPixel": 1,
        "PhotometricInterpretation": "MONOCHROME2",
        "Rows": ROWS,
        "Columns": COLUMNS,
        "BitsAllocated": 16,
        "BitsStored": 12,
        "HighBit": 11,
        "PixelRepresentation": 0,
        "PixelData": pixels(order=order),
    }
    values.update(changes or {})
    made = [
        element(keyword, value, order=order, vr="OW" if keyword == "PixelData" else None)
        for keyword, value in values.items()
        if value is not None
    ]
    return sorted(made, key=lambda one: one.tag)


def meta(syntax: str, *, sop_uid: str = "", more: Iterable[Element] = ()) -> bytes:
    """Return the file meta group with its right group length."""
    inside = [
        Element(0x00020001, "OB", b"\x00\x01"),
        Element(0x00020002, "UI", b"1.2.840.10008.5.1.4.1.1.1.1"),
        Element(0x00020003, "UI", sop_uid.encode()),
        Element(0x00020010, "UI", syntax.encode()),
        Element(0x00020012, "UI", b"1.2.3.4"),
        *more,
    ]
    body = b"".join(one.encoded() for one in inside if one.value)
    return Element(0x00020000, "UL", pack("<L", len(body))).encoded() + body


def part10(
    elements: Iterable[Element] | bytes,
    syntax: str = EXPLICIT,
    *,
    written_as: str | None = None,
    preamble: bytes = bytes(128),
) -> bytes:
    """Return a file that declares ``syntax`` and is written as another one where asked for."""
    return preamble + b"DICM" + meta(syntax) + data_set(elements, written_as or syntax)


def data_set(elements: Iterable[Element] | bytes, syntax: str = EXPLICIT) -> bytes:
    if isinstance(elements, bytes):
        return elements
    order: Order = ">" if syntax == BIG else "<"
    return b"".join(e.encoded(implicit=syntax == IMPLICIT, order=order) for e in elements)


def dicom(changes: Mapping[str, object] | None = None, syntax: str = EXPLICIT) -> bytes:
    """Return a good file but for ``changes``."""
    return part10(sound(changes, order=">" if syntax == BIG else "<"), syntax)


def encapsulated(fragments: Iterable[bytes], *, table: bytes = b"", closed: bool = True) -> Element:
    """Return a PixelData element of undefined length."""
    parts = [pack("<HHL", 0xFFFE, 0xE000, len(table)) + table]
    for fragment in fragments:
        even = fragment + b"\x00" * (len(fragment) % 2)
        parts.append(pack("<HHL", 0xFFFE, 0xE000, len(even)) + even)
    if closed:
        parts.append(pack("<HHL", 0xFFFE, 0xE0DD, 0))
    return Element(PIXELS, "OB", b"".join(parts), UNDEFINED)


def coded(
    frame: bytes | Element, syntax: str, changes: Mapping[str, object] | None = None
) -> bytes:
    """Return an 8-bit file around one compressed frame."""
    eight = {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7, "PixelData": None}
    held = frame if isinstance(frame, Element) else encapsulated([frame])
    return part10([*sound({**eight, **(changes or {})}), held], syntax)


def replaced(elements: list[Element], keyword: str, **changes: object) -> list[Element]:
    """Return ``elements`` with fields of one of them changed."""
    tag = tag_for_keyword(keyword)
    return [replace(e, **changes) if e.tag == tag else e for e in elements]  # type: ignore[arg-type]
