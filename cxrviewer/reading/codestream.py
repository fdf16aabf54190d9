"""What a compressed picture says of itself, read before anything is decoded.

JPEG: ISO 10918-1 B.2; JPEG-LS: ISO 14495-1 C.2; JPEG 2000: ISO 15444-1 A.5 and I.5.
"""

from dataclasses import dataclass
from enum import StrEnum
from struct import error as StructError  # noqa: N812  (struct's class is named in lower case)
from struct import unpack_from

SOI, EOI = b"\xff\xd8", b"\xff\xd9"
JP2_SIGNATURE = b"\x00\x00\x00\x0cjP  "
J2K_START = b"\xff\x4f\xff\x51"
MARKER_SOS, MARKER_EOI, MARKER_APP0, MARKER_APP14 = 0xDA, 0xD9, 0xE0, 0xEE
MARKER_JPEG_LS = 0xF7
MARKERS_SOF = frozenset({*range(0xC0, 0xD0), MARKER_JPEG_LS} - {0xC4, 0xC8, 0xCC})
MARKERS_DCT_HUFFMAN = frozenset({0xC0, 0xC1, 0xC2})
MARKERS_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})


class Coding(StrEnum):
    """Which decoder a codestream needs."""

    JPEG = "JPEG"
    JPEG_LOSSLESS = "lossless JPEG"
    JPEG_LS = "JPEG-LS"
    JPEG_2000 = "JPEG 2000"
    HTJ2K = "high-throughput JPEG 2000"


class Transform(StrEnum):
    """The colour space that the codestream itself declares."""

    UNKNOWN = "unknown"
    RGB = "RGB"
    YBR = "YBR"


@dataclass(frozen=True, slots=True)
class Codestream:
    """Size and precision as the codestream declares them; ``complete`` means it has its end."""

    coding: Coding
    rows: int
    columns: int
    samples: int
    precision: int
    signed: bool = False
    transform: Transform = Transform.UNKNOWN
    complete: bool = True


def identify(data: bytes) -> Codestream | None:
    """Return what ``data`` declares, or None where it is no codestream known here."""
    try:
        if data.startswith(SOI):
            return _jpeg(data)
        start = _jpeg_2000_start(data)
        return None if start is None else _jpeg_2000(data, start)
    except (StructError, IndexError):
        return None


def _jpeg(data: bytes) -> Codestream | None:
    frame: tuple[int, int] | None = None
    transform = Transform.UNKNOWN
    position = 2
    while True:
        marker, position = _next_marker(data, position)
        if marker in MARKERS_ALONE:
            continue
        if marker in (MARKER_SOS, MARKER_EOI):
            break
        (length,) = unpack_from(">H", data, position)
        if marker in MARKERS_SOF:
            frame = (marker, position + 2)
        elif marker in (MARKER_APP0, MARKER_APP14):
            transform = _declared_transform(data[position + 2 : position + length], transform)
        position += max(length, 2)
    if frame is None:
        return None
    return _jpeg_frame(data, frame, transform, complete=data.rfind(EOI, position) >= 0)


def _next_marker(data: bytes, position: int) -> tuple[int, int]:
    while data[position] != 0xFF:
        position += 1
    while data[position] == 0xFF:
        position += 1
    return data[position], position + 1


def _jpeg_frame(
    data: bytes, frame: tuple[int, int], transform: Transform, *, complete: bool
) -> Codestream:
    marker, position = frame
    precision, rows, columns, samples = unpack_from(">BHHB", data, position)
    identifiers = bytes(data[position + 6 + 3 * i] for i in range(samples))
    if identifiers.upper() == b"RGB":
        transform = Transform.RGB
    return Codestream(
        coding=_jpeg_coding(marker),
        rows=rows,
        columns=columns,
        samples=samples,
        precision=precision,
        transform=transform,
        complete=complete,
    )


def _jpeg_coding(marker: int) -> Coding:
    if marker == MARKER_JPEG_LS:
        return Coding.JPEG_LS
    return Coding.JPEG if marker in MARKERS_DCT_HUFFMAN else Coding.JPEG_LOSSLESS


def _declared_transform(segment: bytes, before: Transform) -> Transform:
    if segment.startswith(b"Adobe") and len(segment) >= 12:
        return Transform.YBR if segment[11] else Transform.RGB
    if segment.startswith(b"JFIF") and before is Transform.UNKNOWN:
        return Transform.YBR
    return before


def _jpeg_2000_start(data: bytes) -> int | None:
    if data.startswith(J2K_START):
        return 0
    if not data.startswith(JP2_SIGNATURE):
        return None
    found = data.find(J2K_START)
    return found if found >= 0 else None


def _jpeg_2000(data: bytes, start: int) -> Codestream:
    # SIZ: length, capabilities, then the reference grid: width, height and the image's offsets.
    width, height, left, top = unpack_from(">LLLL", data, start + 8)
    (samples,) = unpack_from(">H", data, start + 40)
    depth, step_x, step_y = unpack_from(">BBB", data, start + 42)
    (capabilities,) = unpack_from(">H", data, start + 6)
    return Codestream(
        coding=Coding.HTJ2K if capabilities & 0x4000 else Coding.JPEG_2000,
        # Offsets beyond the grid leave nothing of the picture.
        rows=_ceil_divide(max(height - top, 0), step_y),
        columns=_ceil_divide(max(width - left, 0), step_x),
        samples=samples,
        precision=(depth & 0x7F) + 1,
        signed=bool(depth & 0x80),
        complete=data.rfind(EOI, start) >= 0,
    )


def _ceil_divide(value: int, step: int) -> int:
    return -(-value // max(step, 1))
