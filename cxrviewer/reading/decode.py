"""One frame's stored cells, from native or encapsulated pixel data, PS3.5 8 and A.4."""

import zlib
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.errors import ReadingError
from cxrviewer.reading.coarse import decode_coarse
from cxrviewer.reading.codecs import damage_warnings, decode_codestream, decode_rle
from cxrviewer.reading.codestream import Codestream, identify
from cxrviewer.reading.fragments import frame_of
from cxrviewer.reading.header import SENDER_REMEDY, UNDEFINED_LENGTH, Header
from cxrviewer.reading.pixel_format import SUBSAMPLED, PixelFormat
from cxrviewer.reading.syntaxes import (
    DEFLATED_FRAME,
    LOSSLESS_JPEG_2000,
    RLE,
    is_compressed,
    is_declared,
)

Cells = NDArray[Any]

UNCOMPRESSED_WARNING = "The pixel data are not compressed although the header says so."

OTHER_CODING_WARNING = (
    "The pixels are compressed in another way than Transfer Syntax UID (0002,0010) says."
)


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """Stored cells of one frame.

    ``cells`` is (rows, columns) or (rows, columns, 3): unsigned integers whose lowest ``bits``
    bits are the two's complement or unsigned stored value, or floats. ``whole`` are the same
    cells with the bits that the stored value does not use, which may hold overlay planes.
    """

    cells: Cells
    bits: int
    photometric: str
    whole: Cells
    warnings: tuple[str, ...] = ()


def decode_frame(
    header: Header,
    form: PixelFormat,
    frame: int,
    *,
    extended: tuple[bytes, bytes] | None = None,
    coarse: bool = False,
) -> Decoded:
    """Decode ``frame`` (from 0) of a checked ``form``.

    ``coarse``: fewer pixels will do where they cost less, and damage need not be looked for.
    """
    if not 0 <= frame < form.frames:
        raise ReadingError(
            f"There is no frame {frame + 1}; the picture has {form.frames}.",
            remedy="Choose one of its frames.",
        )
    if header.pixels is None:
        raise ReadingError("The file holds no pixel data.", remedy=SENDER_REMEDY)
    if header.pixels.length != UNDEFINED_LENGTH:
        return _decode_native(header, form, frame)
    encapsulated = header.span(header.pixels.offset)
    data = frame_of(encapsulated, frame, frames=form.frames, extended=extended)
    decoded = _decode_coarse(data, form) if coarse else None
    return decoded or _decode_compressed(data, header.transfer_syntax, form)


def _decode_native(header: Header, form: PixelFormat, frame: int) -> Decoded:
    assert header.pixels is not None
    first_bit = form.frame_bits * frame
    start, skipped = divmod(first_bit, 8)
    count = -(-(skipped + form.frame_bits) // 8)
    data = header.span(header.pixels.offset + start, count)
    warnings = (UNCOMPRESSED_WARNING,) if is_compressed(header.transfer_syntax) else ()
    order = "<" if header.little_endian else ">"
    if form.allocated == 1:
        cells = _unpack_bits(data, skipped, form)
    elif form.floating:
        cells = np.frombuffer(data, f"{order}f{form.allocated // 8}")
    else:
        if form.allocated == 8 and order == ">" and header.pixels.vr == "OW":
            # Bytes in big-endian words stand in swapped pairs, PS3.5 A.3.
            data = _swap_pairs(header, form, frame)
        cells = np.frombuffer(data, f"{order}u{form.allocated // 8}")
    return replace(_finish(_arrange(cells, form, planar=form.planar), form), warnings=warnings)


def _decode_compressed(data: bytes, syntax: str, form: PixelFormat) -> Decoded:
    stream = identify(data)
    if stream is not None:
        lossless = syntax in LOSSLESS_JPEG_2000
        decoded = _decode_codestream(data, stream, form, lossless=lossless)
        if is_declared(stream.coding, syntax):
            return decoded
        return replace(decoded, warnings=(*decoded.warnings, OTHER_CODING_WARNING))
    if syntax == RLE:
        cells = decode_rle(data, form)
        return _finish(_arrange(cells, form, planar=True), form)
    if syntax == DEFLATED_FRAME:
        return _finish(_inflate_frame(data, form), form)
    raise ReadingError("The compressed pixel data are of no known format.", remedy=SENDER_REMEDY)


def _decode_coarse(data: bytes, form: PixelFormat) -> Decoded | None:
    stream = identify(data)
    if stream is None:
        return None
    _check_codestream(stream, form)
    cells = decode_coarse(data, stream)
    return None if cells is None else _with_significant_bits(cells, stream, form)


def _decode_codestream(
    data: bytes, stream: Codestream, form: PixelFormat, *, lossless: bool
) -> Decoded:
    _check_codestream(stream, form)
    uncoded = decode_codestream(data, stream, form.photometric)
    cells = uncoded.cells
    if cells.shape[:2] != (form.rows, form.columns):
        raise ReadingError("The decoded picture has another size.", remedy=SENDER_REMEDY)
    doubts = damage_warnings(data, stream, form.photometric, uncoded, lossless=lossless)
    decoded = _with_significant_bits(cells, stream, form)
    return replace(decoded, photometric=uncoded.photometric, warnings=doubts)


def _with_significant_bits(cells: Cells, stream: Codestream, form: PixelFormat) -> Decoded:
    whole, bits = cells, _significant_bits(cells, stream, form)
    mask = cells.dtype.type((1 << bits) - 1)
    if bits < 8 * cells.dtype.itemsize and (stream.signed or int(cells.max()) >> bits):
        cells = cells & mask
    return Decoded(cells, bits, form.photometric, whole)


def _check_codestream(stream: Codestream, form: PixelFormat) -> None:
    if (stream.rows, stream.columns) != (form.rows, form.columns):
        raise ReadingError(
            f"The header promises {form.columns} x {form.rows} pixels, the compressed picture "
            f"{stream.columns} x {stream.rows}.",
            remedy=SENDER_REMEDY,
        )
    if stream.samples != form.samples:
        raise ReadingError(
            f"The header promises {form.samples} samples per pixel, the compressed picture "
            f"{stream.samples}.",
            remedy=SENDER_REMEDY,
        )
    if not stream.complete:
        raise ReadingError("The compressed picture is cut short.", remedy=SENDER_REMEDY)


def _significant_bits(cells: Cells, stream: Codestream, form: PixelFormat) -> int:
    """Return how many low bits carry the value.

    Encoders often write 16 bits of precision for 12 bits stored. The wider count is needed only
    where the cells use it: sign-extended values, or a header that is wrong.
    """
    precision = min(stream.precision, 8 * cells.dtype.itemsize)
    if form.stored >= precision:
        return precision
    highest = int(cells.view(f"u{cells.dtype.itemsize}").max())
    return form.stored if highest >> form.stored == 0 else precision


def _finish(cells: Cells, form: PixelFormat) -> Decoded:
    """Drop what lies in the unused bits, PS3.5 8.1.1: overlays, or whatever was in memory."""
    whole = cells
    if form.floating or form.allocated == 1:
        return Decoded(cells, form.stored, form.photometric, whole)
    shift = form.high_bit + 1 - form.stored
    if shift:
        cells = cells >> shift
    if form.stored < 8 * cells.dtype.itemsize and int(cells.max()) >> form.stored:
        cells = cells & cells.dtype.type((1 << form.stored) - 1)
    return Decoded(cells, form.stored, form.photometric, whole)


def _arrange(cells: Cells, form: PixelFormat, *, planar: bool) -> Cells:
    """Bring one frame's cells into (rows, columns) or (rows, columns, 3)."""
    rows, columns = form.rows, form.columns
    if form.samples == 1:
        return cells[: rows * columns].reshape(rows, columns)
    if form.photometric in SUBSAMPLED and not planar:
        return _spread_chroma(cells[: rows * columns * 2].reshape(rows, -1, 4))[:, :columns]
    cells = cells[: rows * columns * 3]
    if planar:
        return np.moveaxis(cells.reshape(3, rows, columns), 0, -1)
    return cells.reshape(rows, columns, 3)


def _spread_chroma(pairs: Cells) -> Cells:
    """Turn Y Y Cb Cr quadruples (rows, n, 4) into (rows, 2n, 3), PS3.3 C.7.6.3.1.2."""
    rows, count, _ = pairs.shape
    spread = np.empty((rows, count, 2, 3), pairs.dtype)
    spread[..., 0] = pairs[..., :2]
    spread[..., 1:] = pairs[:, :, None, 2:]
    return spread.reshape(rows, 2 * count, 3)


def _unpack_bits(data: bytes | memoryview, skipped: int, form: PixelFormat) -> Cells:
    bits = np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")
    return bits[skipped : skipped + form.frame_bits]


def _swap_pairs(header: Header, form: PixelFormat, frame: int) -> memoryview:
    assert header.pixels is not None
    size = form.frame_bits // 8
    first = size * frame
    start = first - first % 2
    words = header.span(header.pixels.offset + start, size + size % 2 + 2)
    swapped = np.frombuffer(words[: len(words) // 2 * 2], ">u2").astype("<u2").tobytes()
    return memoryview(swapped)[first - start : first - start + size]


def _inflate_frame(data: bytes, form: PixelFormat) -> Cells:
    """Inflate a frame of Deflated Image Frame Compression, PS3.5 A.4.14."""
    size = -(-form.frame_bits // 8)
    try:
        raw = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, size)
    except zlib.error as error:
        raise ReadingError("The deflated frame is damaged.", remedy=SENDER_REMEDY) from error
    if len(raw) < size:
        raise ReadingError("The deflated frame is cut short.", remedy=SENDER_REMEDY)
    if form.allocated == 1:
        return _arrange(_unpack_bits(raw, 0, form), form, planar=form.planar)
    return _arrange(np.frombuffer(raw, f"<u{form.allocated // 8}"), form, planar=form.planar)
