"""The decoders, chosen by what the codestream declares and not by the transfer syntax.

Pillow decodes baseline JPEG because it refuses truncated data; imagecodecs decodes the rest.
Its libraries may crash on hostile data: programs call them through ``reader.Reader``.
"""

import io
import sys
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.errors import ReadingError
from cxrviewer.reading.codestream import Codestream, Coding, Transform
from cxrviewer.reading.completeness import check_effort
from cxrviewer.reading.damage import SPOILT_WARNING, damage_of
from cxrviewer.reading.header import SENDER_REMEDY
from cxrviewer.reading.jpeg_2000 import Heard, decode_jpeg_2000, listening
from cxrviewer.reading.pixel_format import PixelFormat

Cells = NDArray[Any]
DECODED_TO_RGB = frozenset({"YBR_ICT", "YBR_RCT"})


@dataclass(frozen=True, slots=True, eq=False)
class Uncoded:
    """Unsigned cells, (rows, columns) or (rows, columns, 3), and what they now mean.

    ``heard``: what the decoder itself said of codes that do not fit their bytes.
    """

    cells: Cells
    photometric: str
    heard: Heard = field(default_factory=Heard)


def decode_codestream(data: bytes, stream: Codestream, photometric: str) -> Uncoded:
    """Decode what declares itself as ``stream``; ``photometric`` is what the header says."""
    check_effort(data, stream)
    decoder, photometric_after = _decoder_for(stream, photometric)
    speaks = stream.coding is Coding.JPEG_2000
    try:
        with listening() if speaks else nullcontext(Heard()) as heard:
            cells = _channels_last(_decode(decoder, data), stream)
    except MemoryError:
        raise
    except Exception as error:
        raise ReadingError(
            f"The {stream.coding} picture is damaged or of an unsupported kind.",
            remedy=SENDER_REMEDY,
        ) from error
    if cells.dtype.kind == "i":
        cells = cells.view(f"u{cells.dtype.itemsize}")
    if cells.dtype.kind != "u":
        raise ReadingError("The decoded picture is not of whole numbers.", remedy=SENDER_REMEDY)
    return Uncoded(cells, photometric_after, heard)


def damage_warnings(
    data: bytes,
    stream: Codestream,
    photometric: str,
    uncoded: Uncoded,
    *,
    lossless: bool = False,
) -> tuple[str, ...]:
    """Return what is wrong with the bytes that were decoded all the same.

    ``lossless``: their sender says that nothing was left out of them.
    """
    decoder, _ = _decoder_for(stream, photometric)
    cells = uncoded.cells

    def decode(other: bytes) -> Cells:
        again = _channels_last(_decode(decoder, other), stream)
        return again.view(cells.dtype) if again.dtype.kind == "i" else again

    warning = damage_of(data, stream, cells, decode)
    if warning is None and uncoded.heard.is_damage(lossless=lossless):
        warning = SPOILT_WARNING
    return () if warning is None else (warning,)


def _decode(decoder: Callable[[bytes], Cells], data: bytes) -> Cells:
    """Decode; errors that a decoder's C code could not raise are raised here.

    The high-throughput JPEG 2000 decoder reports damage to Python's hook for unraisable errors
    and returns whatever the memory held.
    """
    unraised: list[BaseException] = []
    hooks = sys.unraisablehook, sys.excepthook
    sys.unraisablehook = lambda event: unraised.append(event.exc_value or event.exc_type())
    # Cython prints such an error as well, through this one.
    sys.excepthook = lambda _kind, _error, _trace: None
    try:
        cells = np.asarray(decoder(data))
    finally:
        sys.unraisablehook, sys.excepthook = hooks
    if unraised:
        raise ValueError("the decoder failed half-way") from unraised[0]
    return cells


def decode_rle(data: bytes, form: PixelFormat) -> Cells:
    """Decode an RLE frame to flat planar cells, PS3.5 G."""
    width = max(form.allocated // 8, 1)
    needed = -(-form.rows * form.columns * form.samples * form.allocated // 8)
    if len(data) < 64 or int.from_bytes(data[:4], "little") != form.samples * width:
        raise ReadingError("The RLE picture has a wrong header.", remedy=SENDER_REMEDY)
    try:
        raw = _unpack_rle(data, f"<u{width}")
    except MemoryError:
        raise
    except Exception as error:
        raise ReadingError("The RLE picture is damaged.", remedy=SENDER_REMEDY) from error
    if len(raw) < needed:
        raise ReadingError("The RLE picture is cut short.", remedy=SENDER_REMEDY)
    if form.allocated == 1:
        return np.unpackbits(np.frombuffer(raw, np.uint8), bitorder="little")
    return np.frombuffer(raw, f"<u{width}")


def _unpack_rle(data: bytes, dtype: str) -> bytes:
    import imagecodecs  # noqa: PLC0415  (a child that only scans never needs it)

    try:
        return bytes(imagecodecs.dicomrle_decode(data, dtype=dtype))
    except imagecodecs.DicomrleError:
        # Some writers pad to even length with a byte that begins another run.
        return bytes(imagecodecs.dicomrle_decode(data[:-1], dtype=dtype))


def _decoder_for(stream: Codestream, photometric: str) -> tuple[Callable[[bytes], Cells], str]:
    import imagecodecs  # noqa: PLC0415  (a child that only scans never needs it)

    if stream.coding is Coding.JPEG:
        return _jpeg_decoder(stream, photometric)
    if stream.coding is Coding.JPEG_LOSSLESS:
        return imagecodecs.jpeg8_decode, photometric
    if stream.coding is Coding.JPEG_LS:
        return imagecodecs.jpegls_decode, photometric
    after = "RGB" if photometric in DECODED_TO_RGB else photometric
    if stream.coding is Coding.HTJ2K:
        return imagecodecs.htj2k_decode, after
    return decode_jpeg_2000, after


def _jpeg_decoder(stream: Codestream, photometric: str) -> tuple[Callable[[bytes], Cells], str]:
    import imagecodecs  # noqa: PLC0415  (a child that only scans never needs it)

    if stream.precision != 8:
        return imagecodecs.jpeg8_decode, photometric
    if stream.samples == 1:
        return decode_baseline_jpeg, photometric
    if stream.transform is Transform.UNKNOWN and photometric == "RGB":
        # libjpeg would take components without a declared colour space for YBR.
        return _decode_untransformed_jpeg, "RGB"
    return decode_baseline_jpeg, "RGB"


def decode_baseline_jpeg(data: bytes) -> Cells:
    """Decode 8-bit JPEG strictly, to (rows, columns) or RGB (rows, columns, 3)."""
    from PIL import Image  # noqa: PLC0415  (a child that only scans DICOM never needs it)

    with Image.open(io.BytesIO(data), formats=("JPEG",)) as picture:
        if picture.mode not in ("L", "RGB"):
            raise ValueError(f"a JPEG of mode {picture.mode}")
        return np.asarray(picture)


def _decode_untransformed_jpeg(data: bytes) -> Cells:
    import imagecodecs  # noqa: PLC0415  (a child that only scans never needs it)

    return np.asarray(imagecodecs.jpeg8_decode(data, colorspace="RGB", outcolorspace="RGB"))


def _channels_last(cells: Cells, stream: Codestream) -> Cells:
    if stream.samples == 1:
        return cells.reshape(cells.shape[:2])
    if cells.ndim == 3 and cells.shape[0] == stream.samples and cells.shape[2] != stream.samples:
        return np.moveaxis(cells, 0, -1)
    return cells
