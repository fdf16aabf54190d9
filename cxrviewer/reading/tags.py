"""Every element of a file, as it stands there and as it reads: the reading side of the tag browser.

Runs in a reading child. Rows are told in pages, because a hostile header has millions of elements,
and with caps on depth, on their number and on the length of what is told of one value.
"""

import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from struct import unpack_from

from pydicom.datadict import dictionary_description, private_dictionary_description
from pydicom.dataelem import DataElement, RawDataElement
from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset
from pydicom.sequence import Sequence
from pydicom.tag import BaseTag, Tag

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.study import FileKind
from cxrviewer.domain.tags import TagPage, TagRow
from cxrviewer.reading.content import DICOM_MAGIC, HEAD_BYTES, PREAMBLE_BYTES, sniff
from cxrviewer.reading.elements import UNREADABLE
from cxrviewer.reading.files import read_whole
from cxrviewer.reading.header import META_GROUP, PixelElement, parse_header
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.png_chunks import png_chunks
from cxrviewer.reading.pydicom_quiet import quiet_pydicom

PAGE_ROWS = 1000
MOST_ROWS = 20_000
DEEPEST = 16
MOST_VALUES = 64
LONGEST_TEXT = 1024
RAW_BYTES = 64
# Values of these representations are bytes or numbers by the thousand: only their length is told.
BULK = frozenset(("OB", "OW", "OF", "OD", "OL", "OV", "UN"))
JPEG_NAMES = {
    0xE0: "APP0 (JFIF)",
    0xE1: "APP1 (EXIF or XMP)",
    0xED: "APP13",
    0xEE: "APP14",
    0xFE: "COM",
}
STRANGER = "The file is no DICOM, PNG or JPEG picture."


def read_tags(path: Path, *, offset: int, limits: Limits) -> TagPage:
    """Return the rows from ``offset`` on; ReadingError where the file cannot be parsed at all."""
    data = read_whole(path, limits)
    kind = sniff(data[:HEAD_BYTES])
    if kind is FileKind.DICOM:
        with quiet_pydicom():
            return _page(_dicom_rows(data, limits), offset)
    if kind is FileKind.PNG:
        return _page(_png_rows(data), offset)
    if kind is FileKind.JPEG:
        return _page(_jpeg_rows(data), offset)
    raise ReadingError(STRANGER, remedy="Choose a picture.")


def _page(rows: Iterator[TagRow], offset: int) -> TagPage:
    """Take one page out of ``rows``, and look whether there are more."""
    room = min(PAGE_ROWS, MOST_ROWS - offset)
    taken = tuple(islice(rows, offset, offset + room + 1))
    more = len(taken) > room
    return TagPage(offset, taken[:room], more=more, capped=more and offset + room >= MOST_ROWS)


def _dicom_rows(data: bytes, limits: Limits) -> Iterator[TagRow]:
    yield from _file_meta_rows(data)
    header = parse_header(data, limits=limits)
    yield from _rows(header.dataset, 0)
    if header.pixels is not None:
        yield _pixel_row(header.pixels, header.contents)


def _file_meta_rows(data: bytes) -> Iterator[TagRow]:
    stream = io.BytesIO(data)
    if data[PREAMBLE_BYTES : PREAMBLE_BYTES + 4] == DICOM_MAGIC:
        stream.seek(PREAMBLE_BYTES + 4)
    head = stream.read(6)
    if head[:2] != b"\x02\x00":
        return
    stream.seek(-6, io.SEEK_CUR)
    meta = read_dataset(
        stream, not head[4:6].isalpha(), True, stop_when=lambda tag, *_: tag.group > META_GROUP
    )
    yield from _rows(meta, 0)


def _rows(dataset: Dataset, depth: int) -> Iterator[TagRow]:
    # All of them first: looking for the creator of a private block converts elements.
    elements = [(Tag(tag), dataset.get_item(tag)) for tag in dataset.keys()]  # noqa: SIM118
    for tag, element in elements:
        if element is not None:
            yield from _element_rows(dataset, tag, element, depth)


def _element_rows(
    dataset: Dataset, tag: BaseTag, element: DataElement | RawDataElement, depth: int
) -> Iterator[TagRow]:
    raw, length = _raw(element)
    vr = str(element.VR or "")
    found = _converted(dataset, tag) if vr not in BULK else None
    vr = vr or (str(found.VR) if found is not None else "")
    is_sequence = found is not None and isinstance(found.value, Sequence)
    said = _sequence_text(found) if is_sequence else _value_text(found, length)
    yield TagRow(depth, _tag_text(tag), _name(dataset, tag), vr, said, raw, length)
    if not is_sequence or found is None:
        return
    if depth + 2 >= DEEPEST:
        yield TagRow(
            depth + 1, "", "", "", f"nested deeper than {DEEPEST} levels: not shown", "", 0
        )
        return
    for number, item in enumerate(found.value, 1):
        yield TagRow(depth + 1, "", f"Item {number}", "", "", "", 0)
        yield from _rows(item, depth + 2)


def _converted(dataset: Dataset, tag: BaseTag) -> DataElement | None:
    """Return the element with its value, or None where its bytes cannot be understood."""
    try:
        return dataset[tag]
    except UNREADABLE:
        return None


def _raw(element: DataElement | RawDataElement) -> tuple[str, int]:
    """Return the first bytes, hexadecimal, and how many there are; sequences are shown by items."""
    if isinstance(element, RawDataElement) and isinstance(element.value, bytes):
        more = " …" if len(element.value) > RAW_BYTES else ""
        return element.value[:RAW_BYTES].hex(" ") + more, len(element.value)
    if isinstance(element, RawDataElement):
        return "", max(0, element.length) if element.length != 0xFFFFFFFF else 0
    return "", 0


def _sequence_text(element: DataElement | None) -> str:
    count = len(element.value) if element is not None else 0
    return "1 item" if count == 1 else f"{count} items"


def _value_text(element: DataElement | None, length: int) -> str:
    if element is None or isinstance(element.value, bytes):
        return f"{length} bytes" if length else ""
    value = element.value
    if value is None:
        return ""
    try:
        many = value if isinstance(value, list) or hasattr(value, "append") else [value]
        parts = [str(part)[:LONGEST_TEXT] for part in islice(many, MOST_VALUES)]
        rest = f" \\ … ({len(many)} values)" if len(many) > MOST_VALUES else ""
    except UNREADABLE:
        return "cannot be read"
    text = " \\ ".join(parts)
    cut = text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"
    return cut.encode("utf-8", "replace").decode() + rest


def _name(dataset: Dataset, tag: BaseTag) -> str:
    try:
        if tag.is_private_creator:
            return "Private Creator"
        if tag.is_private:
            return _private_name(dataset, tag)
        return str(dictionary_description(tag))
    except UNREADABLE:
        return ""


def _private_name(dataset: Dataset, tag: BaseTag) -> str:
    """Return the private dictionary's name with the creator that reserved the block, PS3.5 7.8."""
    block = Tag(tag.group, tag.element >> 8)
    creator = str(dataset[block].value)[:64] if block in dataset else ""
    try:
        name = str(private_dictionary_description(tag, creator))
    except UNREADABLE:
        name = "Private"
    return f"{name} [{creator}]" if creator else name


def _tag_text(tag: BaseTag) -> str:
    return f"({tag.group:04X},{tag.element:04X})"


def _pixel_row(pixels: PixelElement, contents: bytes) -> TagRow:
    start = contents[pixels.offset : pixels.offset + RAW_BYTES]
    left = max(0, len(contents) - pixels.offset)
    is_open = pixels.length == 0xFFFFFFFF
    length = left if is_open else min(pixels.length, left)
    said = f"{length} bytes, in fragments" if is_open else f"{length} bytes"
    tag = Tag(pixels.tag)
    name = str(dictionary_description(tag))
    return TagRow(0, _tag_text(tag), name, pixels.vr, said, f"{start.hex(' ')} …", length)


def _png_rows(data: bytes) -> Iterator[TagRow]:
    for name, start, end in png_chunks(data):
        content = data[start : min(end, start + LONGEST_TEXT)]
        kind = name.decode("latin-1")
        yield _chunk_row(
            kind, f"at byte {start - 8}", content, end - start, _png_text(kind, content)
        )


def _png_text(kind: str, content: bytes) -> str:
    if kind == "IHDR" and len(content) >= 13:
        columns, rows, bits, colour = unpack_from(">LLBB", content)
        return f"{columns} x {rows}, {bits} bit, colour type {colour}"
    if kind in ("tEXt", "iTXt"):
        return content.replace(b"\0", b" ").decode("utf-8", "replace")
    return ""


def _jpeg_rows(data: bytes) -> Iterator[TagRow]:
    """Yield the marker segments before the first scan, ISO 10918-1 B.1.1."""
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        code = data[position + 1]
        (length,) = unpack_from(">H", data, position + 2)
        content = data[position + 4 : position + 2 + min(length, LONGEST_TEXT)]
        name = JPEG_NAMES.get(code, "")
        said = content.decode("utf-8", "replace") if code == 0xFE else ""
        yield _chunk_row(f"FF{code:02X}", name or f"at byte {position}", content, length - 2, said)
        if code == 0xDA or length < 2:
            return
        position += 2 + length


def _chunk_row(kind: str, name: str, content: bytes, length: int, said: str) -> TagRow:
    more = " …" if length > RAW_BYTES else ""
    value = said or f"{max(0, length)} bytes"
    return TagRow(0, kind, name, "", value, content[:RAW_BYTES].hex(" ") + more, max(0, length))
