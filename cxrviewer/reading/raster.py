"""PNG and JPEG files: display-ready pictures without patient or study."""

import hashlib
import io
from pathlib import Path
from struct import unpack
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.radiograph import Radiograph, SenderVoi
from cxrviewer.domain.study import FileKind, Instance, Patient, Series, Study
from cxrviewer.reading.codecs import damage_warnings, decode_codestream
from cxrviewer.reading.codestream import Codestream, Coding, identify
from cxrviewer.reading.colour import COLOUR_WARNING, rgb_to_grey
from cxrviewer.reading.completeness import check_effort
from cxrviewer.reading.content import PNG_MAGIC
from cxrviewer.reading.damage import (
    TRAILING_WARNING,
    damage_of,
    end_of_jpeg,
    goes_on,
)
from cxrviewer.reading.eligibility import size_refusal
from cxrviewer.reading.grades import grade
from cxrviewer.reading.instance import file_key
from cxrviewer.reading.limits import STANDARD_LIMITS, Limits
from cxrviewer.reading.png_chunks import check_png
from cxrviewer.reading.pydicom_quiet import quiet_pydicom
from cxrviewer.reading.voi_choices import identity_window

ORIENTATION_TAG = 0x0112
JPEG_HEADER_BYTES = 2**20
RASTER_REMEDY = "Export the picture again, best as DICOM."
INK_WARNING = "The picture is made for print (CMYK); its grey values are guessed."
ORIENTATION_WARNING = "The EXIF orientation is impossible; the picture is shown as it is stored."
TRANSPARENCY_WARNING = "The picture has transparent parts; they are shown opaque."

# Sizes are checked here before decoding; Pillow's own, lower limit would refuse or warn.
Image.MAX_IMAGE_PIXELS = STANDARD_LIMITS.max_pixels


def scan_raster(path: Path, kind: FileKind, stream: BinaryIO, limits: Limits) -> Instance:
    """Return an Instance from the header of a PNG or JPEG file."""
    head = stream.read(JPEG_HEADER_BYTES)
    rows, columns = _size(head, kind, limits)
    return _instance(path, kind, rows, columns)


def load_raster(path: Path, kind: FileKind, data: bytes, limits: Limits) -> Radiograph:
    """Decode a PNG or JPEG file, exact to 16 bits."""
    rows, columns = _size(data, kind, limits)
    if kind is FileKind.PNG:
        doubts = check_png(data, rows=rows, columns=columns, samples=_png_size(data)[2])
        cells, bits, warnings = _decode_png(data)
        warnings = (*doubts, *warnings)
    else:
        cells, bits, warnings = _decode_jpeg(data)
    if cells.ndim == 3:
        cells, coloured = rgb_to_grey(cells[..., :3], bits)
        warnings = (*warnings, COLOUR_WARNING) if coloured else warnings
    grades = grade(cells, bits, signed=False, padding=None)
    return Radiograph(
        instance=_instance(path, kind, rows, columns),
        indices=grades.indices,
        levels=grades.stored,
        padding=grades.padding,
        inverted=False,
        digest=hashlib.sha256(data).hexdigest(),
        vois=_vois(grades.indices, bits),
        warnings=warnings,
    )


def _instance(path: Path, kind: FileKind, rows: int, columns: int) -> Instance:
    key = file_key(path)
    return Instance(
        path=path,
        kind=kind,
        series=Series(Study(Patient(), key=key), key=key),
        rows=rows,
        columns=columns,
        analysis_refusal=size_refusal(rows, columns),
    )


def _vois(indices: NDArray[np.uint16], bits: int) -> tuple[SenderVoi, ...]:
    # Files of 16 bits often hold 10 or 12: shown as stored they would be black.
    if bits > 8 and int(indices.max()) < 1 << (bits - 1):
        return ()
    return (identity_window(bits),)


def _size(head: bytes, kind: FileKind, limits: Limits) -> tuple[int, int]:
    if kind is FileKind.PNG:
        rows, columns, samples = _png_size(head)
    else:
        stream = _jpeg_header(head)
        rows, columns, samples = stream.rows, stream.columns, stream.samples
    if rows < 1 or columns < 1:
        raise ReadingError("The picture is empty.", remedy=RASTER_REMEDY)
    if rows * columns * samples > limits.max_pixels:
        raise ReadingError(
            f"The header promises {columns} x {rows} pixels; at most "
            f"{limits.max_pixels // 2**20} megapixels are read.",
            remedy="Check the file: no radiograph is that large.",
        )
    return rows, columns


def _png_size(head: bytes) -> tuple[int, int, int]:
    if len(head) < 33 or head[12:16] != b"IHDR" or not head.startswith(PNG_MAGIC):
        raise _damaged(FileKind.PNG)
    columns, rows, _depth, colour = unpack(">LLBB", head[16:26])
    return rows, columns, {2: 3, 4: 2, 6: 4}.get(colour, 1)


def _jpeg_header(head: bytes) -> Codestream:
    stream = identify(head)
    if stream is None:
        raise _damaged(FileKind.JPEG)
    return stream


def _decode_png(data: bytes) -> tuple[NDArray[Any], int, tuple[str, ...]]:
    depth, colour = data[24], data[25]
    if depth == 16 and colour != 0:
        return _decode_deep_png(data)
    with _opened(data, "PNG") as picture:
        if depth == 16:
            return np.asarray(picture).astype(np.uint16), 16, ()
        if picture.mode in ("1", "L", "I", "I;16"):
            return np.asarray(picture.convert("L")), 8, ()
        cells = np.asarray(picture.convert("RGBA"))
    return cells[..., :3], 8, _transparency(cells[..., 3], 255)


def _decode_deep_png(data: bytes) -> tuple[NDArray[Any], int, tuple[str, ...]]:
    """Decode 16-bit PNG with alpha or colour, which Pillow would cut to 8 bits."""
    import imagecodecs  # noqa: PLC0415  (needed for this rare kind alone)

    try:
        cells = np.asarray(imagecodecs.png_decode(data))
    except MemoryError:
        raise
    except Exception as error:
        raise _damaged(FileKind.PNG) from error
    if cells.ndim != 3 or cells.dtype != np.uint16:
        raise _damaged(FileKind.PNG)
    alpha = cells.shape[2] in (2, 4)
    warnings = _transparency(cells[..., -1], 65535) if alpha else ()
    return (cells[..., 0] if cells.shape[2] < 3 else cells[..., :3]), 16, warnings


def _decode_jpeg(data: bytes) -> tuple[NDArray[Any], int, tuple[str, ...]]:
    stream = _jpeg_header(data)
    if not stream.complete:
        raise ReadingError("The JPEG picture is cut short.", remedy=RASTER_REMEDY)
    if stream.coding is not Coding.JPEG or stream.precision != 8:
        uncoded = decode_codestream(data, stream, "MONOCHROME2")
        damage = damage_warnings(data, stream, "MONOCHROME2", uncoded)
        return uncoded.cells, stream.precision, (*damage, *_trailing(data))
    check_effort(data, stream)
    with _opened(data, "JPEG") as picture:
        with quiet_pydicom():
            orientation = picture.getexif().get(ORIENTATION_TAG, 1)
        cells = _grey_or_rgb(picture)
    spoilt = damage_of(data, stream, cells, _decode_again)
    doubts = {
        INK_WARNING: picture.mode == "CMYK",
        ORIENTATION_WARNING: orientation not in range(1, 9),
    }
    warnings = tuple(warning for warning, holds in doubts.items() if holds)
    damaged = () if spoilt is None else (spoilt,)
    return _upright(cells, orientation), 8, (*damaged, *warnings, *_trailing(data))


def _trailing(data: bytes) -> tuple[str, ...]:
    return (TRAILING_WARNING,) if goes_on(data, end_of_jpeg(data)) else ()


def _decode_again(data: bytes) -> NDArray[Any]:
    return _grey_or_rgb(_opened(data, "JPEG"))


def _grey_or_rgb(picture: Image.Image) -> NDArray[Any]:
    return np.asarray(picture if picture.mode in ("L", "RGB") else picture.convert("RGB"))


def _opened(data: bytes, form: str) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(data), formats=(form,))
        picture.load()
    except MemoryError:
        raise
    except Exception as error:
        raise _damaged(FileKind(form.lower())) from error
    return picture


def _upright(cells: NDArray[Any], orientation: int) -> NDArray[Any]:
    """Return cells turned as EXIF Orientation asks (1 to 8)."""
    if orientation in (5, 6, 7, 8):
        cells = np.swapaxes(cells, 0, 1)
    if orientation in (2, 3, 6, 7):
        cells = cells[:, ::-1]
    if orientation in (3, 4, 7, 8):
        cells = cells[::-1]
    return np.ascontiguousarray(cells)


def _transparency(alpha: NDArray[Any], opaque: int) -> tuple[str, ...]:
    return (TRANSPARENCY_WARNING,) if int(alpha.min()) < opaque else ()


def _damaged(kind: FileKind) -> ReadingError:
    return ReadingError(
        f"The {kind.value.upper()} picture is damaged or cut short.", remedy=RASTER_REMEDY
    )
