"""Makes PNG and JPEG files of each kind that reading has to understand."""

import io
import zlib
from pathlib import Path
from struct import pack
from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from PIL import Image

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_GREY, PNG_RGB, PNG_GREY_ALPHA, PNG_RGBA = 0, 2, 4, 6


def png_bytes(pixels: NDArray[Any]) -> bytes:
    """Return an 8 or 16 bit PNG of (rows, columns[, channels]), exact."""
    return bytes(imagecodecs.png_encode(pixels))


def palette_png_bytes(pixels: NDArray[np.uint8], palette: list[int]) -> bytes:
    picture = Image.fromarray(pixels, "L").convert("P")
    picture.putdata(pixels.ravel().tolist())
    picture.putpalette(palette)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def jpeg_bytes(pixels: NDArray[np.uint8], *, orientation: int | None = None) -> bytes:
    """Return a baseline JPEG, with an EXIF orientation where asked for."""
    exif = Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=100, subsampling=0, exif=exif)
    return stream.getvalue()


def png_header_only(rows: int, columns: int, *, depth: int = 8, colour: int = PNG_GREY) -> bytes:
    """Return a PNG that promises a size and holds a few bytes."""
    header = pack(">LLBBBBB", columns, rows, depth, colour, 0, 0, 0)
    return (
        PNG_SIGNATURE
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"\x00" * 64))
        + _chunk(b"IEND", b"")
    )


def jpeg_promising(data: bytes, *, rows: int, columns: int) -> bytes:
    """Return a JPEG whose frame header promises another size."""
    start = data.index(b"\xff\xc0") + 5
    return data[:start] + pack(">HH", rows, columns) + data[start + 4 :]


def write_file(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _chunk(name: bytes, data: bytes) -> bytes:
    return pack(">L", len(data)) + name + data + pack(">L", zlib.crc32(name + data))
