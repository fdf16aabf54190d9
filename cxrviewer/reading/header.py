"""A DICOM data set up to its pixels, PS3.10 and PS3.5 7.1.

Nothing of the pixel data is read here: only where they lie. Deflated data sets are inflated here
under a limit, because pydicom would inflate whatever a file asks for.
"""

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from pydicom.dataset import Dataset
from pydicom.filereader import read_dataset
from pydicom.tag import BaseTag

from cxrviewer.domain.errors import ReadingError
from cxrviewer.reading.content import DICOM_MAGIC, PREAMBLE_BYTES
from cxrviewer.reading.elements import UNREADABLE, Elements
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.validator.nested import MOST_BYTES, repeated_in_items
from cxrviewer.reading.validator.trailing import first_misplaced_tag
from cxrviewer.reading.validator.walk import ElementWalk, Layout

IMPLICIT_LITTLE = "1.2.840.10008.1.2"
EXPLICIT_LITTLE = "1.2.840.10008.1.2.1"
DEFLATED = "1.2.840.10008.1.2.1.99"
EXPLICIT_BIG = "1.2.840.10008.1.2.2"

FLOAT_PIXELS, DOUBLE_PIXELS, PIXELS = 0x7FE00008, 0x7FE00009, 0x7FE00010
PIXEL_TAGS = frozenset({FLOAT_PIXELS, DOUBLE_PIXELS, PIXELS})
UNDEFINED_LENGTH = 0xFFFFFFFF
META_GROUP = 0x0002
# Retired, but old tape archives hold objects whose little-endian groups look swapped.
FIRST_SWAPPED_GROUP = 0x0400
INFLATE_STEP = 2**20

SENDER_REMEDY = "Ask the sender for a fresh copy of the file."


@dataclass(frozen=True, slots=True)
class PixelElement:
    """Where a pixel data element lies in its source; ``length`` may be UNDEFINED_LENGTH."""

    tag: int
    vr: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class FileMeta:
    """What the file meta group says; empty where there is none."""

    transfer_syntax: str = ""
    sop_uid: str = ""
    preamble: bytes = b""


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """What verdicts on a header are made of.

    ``pixels.offset`` counts in a source of ``size`` bytes: the file itself, or the data set
    inflated.
    """

    dataset: Elements
    transfer_syntax: str
    size: int
    pixels: PixelElement | None
    layout: Layout = field(default_factory=Layout)
    meta: FileMeta = field(default_factory=FileMeta)

    @property
    def is_encapsulated(self) -> bool:
        return self.pixels is not None and self.pixels.length == UNDEFINED_LENGTH


@dataclass(frozen=True, slots=True, eq=False)
class Header(Outline):
    """A data set without its pixels.

    ``contents`` is the source in which ``pixels.offset`` counts, where the whole file was read.
    """

    dataset: Dataset
    little_endian: bool = True
    contents: bytes = b""

    def span(self, start: int, count: int | None = None) -> memoryview:
        """Return ``count`` bytes of the contents from ``start``, or all, without a copy."""
        return memoryview(self.contents)[start : None if count is None else start + count]


def read_header(stream: BinaryIO, *, limits: Limits, tags: Sequence[int] | None) -> Header:
    """Read the elements ``tags``, or all, of the data set in ``stream``, up to its pixels."""
    size = stream.seek(0, io.SEEK_END)
    meta = _enter(stream)
    if meta.transfer_syntax == DEFLATED:
        inflated = _inflate(stream, limits.max_inflated_bytes)
        stream, size = io.BytesIO(inflated), len(inflated)
    return _read_body(stream, size, meta, tags)


def parse_header(data: bytes, *, limits: Limits) -> Header:
    """Read the whole data set in ``data`` up to its pixels, and keep ``data`` with it."""
    stream = io.BytesIO(data)
    meta = _enter(stream)
    if meta.transfer_syntax == DEFLATED:
        data = _inflate(stream, limits.max_inflated_bytes)
        stream = io.BytesIO(data)
    return replace(_read_body(stream, len(data), meta, None), contents=data)


def _enter(stream: BinaryIO) -> FileMeta:
    """Go to the data set's first element, past the file meta group."""
    stream.seek(0)
    head = stream.read(PREAMBLE_BYTES + 4)
    if head[PREAMBLE_BYTES:] != DICOM_MAGIC:
        stream.seek(0)
        return _read_file_meta(stream)
    return replace(_read_file_meta(stream), preamble=head[:PREAMBLE_BYTES])


def _read_body(stream: BinaryIO, size: int, meta: FileMeta, tags: Sequence[int] | None) -> Header:
    syntax = meta.transfer_syntax
    start = stream.tell()
    implicit, little = _encoding_of(syntax) if syntax else _guess_encoding(stream)
    stream.seek(start)
    walk = ElementWalk(stream, stop_tags=PIXEL_TAGS)
    try:
        dataset = read_dataset(
            stream,
            implicit,
            little,
            stop_when=walk,
            specific_tags=None if tags is None else [BaseTag(tag) for tag in tags],
        )
    except RecursionError as error:
        raise ReadingError(
            "The header nests sequences too deeply.", remedy=SENDER_REMEDY
        ) from error
    except (*UNREADABLE, MemoryError) as error:
        raise ReadingError("The header is damaged.", remedy=SENDER_REMEDY) from error
    implicit = bool(dataset.original_encoding[0])
    pixels = _pixel_element(stream, walk, implicit=implicit)
    return Header(
        dataset=dataset,
        transfer_syntax=syntax or _syntax_of(implicit=implicit, little=little),
        little_endian=little,
        size=size,
        pixels=pixels,
        meta=meta,
        layout=replace(
            walk.layout(_misplaced_tag(stream, pixels, size, little_endian=little)),
            nested=_repeated_in_items(
                stream, (start, pixels), implicit=implicit, little_endian=little
            ),
        ),
    )


def _repeated_in_items(
    stream: BinaryIO,
    bounds: tuple[int, PixelElement | None],
    *,
    implicit: bool,
    little_endian: bool,
) -> frozenset[int]:
    """``bounds`` are where the data set begins and the pixels that end it."""
    start, pixels = bounds
    stream.seek(start)
    data = stream.read(MOST_BYTES if pixels is None else min(MOST_BYTES, pixels.offset - start))
    return repeated_in_items(data, implicit=implicit, little_endian=little_endian)


def _pixel_element(stream: BinaryIO, walk: ElementWalk, *, implicit: bool) -> PixelElement | None:
    if walk.found is None:
        return None
    tag, vr, length = walk.found
    long_form = vr is not None and not implicit and vr in ("OB", "OW", "OF", "OD", "UN", "OL", "OV")
    return PixelElement(tag, vr or "OW", stream.tell() + (12 if long_form else 8), length)


def _misplaced_tag(
    stream: BinaryIO, pixels: PixelElement | None, size: int, *, little_endian: bool
) -> int | None:
    if pixels is None:
        return None

    def read_at(position: int, count: int) -> bytes:
        stream.seek(position)
        return stream.read(count)

    return first_misplaced_tag(
        read_at,
        start=pixels.offset,
        length=pixels.length,
        size=size,
        little_endian=little_endian,
    )


def _read_file_meta(stream: BinaryIO) -> FileMeta:
    """Read the file meta group and leave ``stream`` behind it."""
    start = stream.tell()
    head = stream.read(6)
    stream.seek(start)
    if head[:2] != b"\x02\x00":
        return FileMeta()
    # The file meta is explicit by the standard and implicit in files of some writers.
    try:
        walk = ElementWalk(stream, last_group=META_GROUP)
        meta = read_dataset(stream, not head[4:6].isalpha(), True, stop_when=walk)
        syntax, sop_uid = meta.get("TransferSyntaxUID"), meta.get("MediaStorageSOPInstanceUID")
    except (*UNREADABLE, MemoryError) as error:
        raise ReadingError("The file meta header is damaged.", remedy=SENDER_REMEDY) from error
    if walk.repeats:
        raise ReadingError(
            "The file meta header names an element twice: what follows cannot be trusted.",
            remedy=SENDER_REMEDY,
        )
    syntax, sop_uid = (str(uid).strip(" \x00") if uid else "" for uid in (syntax, sop_uid))
    return FileMeta(syntax, sop_uid)


def _encoding_of(syntax: str) -> tuple[bool, bool]:
    return syntax == IMPLICIT_LITTLE, syntax != EXPLICIT_BIG


def _guess_encoding(stream: BinaryIO) -> tuple[bool, bool]:
    """Return (implicit VR, little endian) of a data set that came without file meta."""
    head = stream.read(6)
    explicit = len(head) == 6 and head[4:].isalpha() and head[4:].isupper()
    swapped = int.from_bytes(head[:2], "little") >= FIRST_SWAPPED_GROUP
    return not explicit, not swapped


def _syntax_of(*, implicit: bool, little: bool) -> str:
    if implicit:
        return IMPLICIT_LITTLE
    return EXPLICIT_LITTLE if little else EXPLICIT_BIG


def _inflate(stream: BinaryIO, most: int) -> bytes:
    """Inflate the rest of ``stream``, PS3.5 A.5."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    parts: list[bytes] = []
    total = 0
    try:
        while not inflater.eof and (packed := inflater.unconsumed_tail or stream.read(65536)):
            part = inflater.decompress(packed, INFLATE_STEP)
            total += len(part)
            if total > most:
                raise ReadingError(
                    f"The deflated data set grows beyond {most // 2**20} MB.",
                    remedy="Ask the sender for the picture in another transfer syntax.",
                )
            parts.append(part)
    except zlib.error as error:
        raise ReadingError("The deflated data set is damaged.", remedy=SENDER_REMEDY) from error
    if not inflater.eof:
        raise ReadingError("The deflated data set is cut short.", remedy=SENDER_REMEDY)
    return b"".join(parts)
