"""PNG and JPEG files of every wrong and rare kind."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from struct import pack
from typing import Any

import numpy as np
from PIL import Image

from tests.data.hostile.case import Case, Verdict
from tests.data.hostile.compressed import jpeg, picture
from tests.data.raster_files import PNG_SIGNATURE, jpeg_promising, png_bytes, png_header_only

OPEN, WARNING, REFUSE = Verdict.OPEN, Verdict.WARNING, Verdict.REFUSE
EOI = b"\xff\xd9"


def cases() -> Iterator[Case]:
    for name, verdict, content in (*_png(), *_png_chunks(), *_jpeg(), *_strangers()):
        yield Case("raster", name, verdict, content)


def chunk(name: bytes, data: bytes, *, wrong: bool = False) -> bytes:
    crc = zlib.crc32(name + data) ^ (1 if wrong else 0)
    return pack(">L", len(data)) + name + data + pack(">L", crc)


def head(rows: int, columns: int, *, depth: int = 8, colour: int = 0, laced: int = 0) -> bytes:
    return chunk(b"IHDR", pack(">LLBBBBB", columns, rows, depth, colour, 0, 0, laced))


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    stream = BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def _png() -> Iterator[tuple[str, Verdict, bytes]]:
    grey = Image.fromarray(picture())
    whole = saved(grey)
    yield "png", OPEN, whole
    yield "png-sixteen", OPEN, png_bytes(picture().astype(np.uint16) * 200)
    yield "png-alpha-opaque", OPEN, saved(grey.convert("LA"))
    clear = np.dstack([picture(), np.linspace(0, 255, picture().size).reshape(picture().shape)])
    yield "png-alpha-clear", WARNING, saved(Image.fromarray(clear.astype(np.uint8)))
    yield "png-palette", OPEN, saved(grey.convert("P"))
    yield (
        "png-colour",
        WARNING,
        saved(Image.fromarray(np.dstack([picture(), 255 - picture(), picture()]))),
    )
    yield "png-one-bit", OPEN, saved(grey.convert("1"))
    yield (
        "png-animated",
        WARNING,
        saved(grey, save_all=True, append_images=[grey.rotate(90, expand=False)], duration=50),
    )
    yield "png-interlaced", OPEN, _interlaced()
    for share in (0.02, 0.3, 0.6, 0.95):
        yield f"png-cut-{share}", REFUSE, whole[: int(len(whole) * share)]
    yield "png-signature-alone", REFUSE, PNG_SIGNATURE
    yield "png-end-missing", WARNING, whole[:-12]
    yield "png-garbage-behind", WARNING, whole + bytes(range(256))
    yield "png-size-huge", REFUSE, png_header_only(60000, 60000)
    yield "png-size-large-and-empty", REFUSE, png_header_only(20000, 20000)
    yield "png-size-zero", REFUSE, png_header_only(0, 80)
    yield "png-size-negative", REFUSE, png_header_only(0x80000001, 80)
    yield "png-depth-three", REFUSE, png_header_only(96, 80, depth=3)
    yield "png-colour-type-five", REFUSE, png_header_only(96, 80, colour=5)
    yield "png-tiny", REFUSE, saved(Image.new("L", (1, 1)))
    yield "png-narrow", REFUSE, saved(Image.new("L", (20000, 1)))


def _png_chunks() -> Iterator[tuple[str, Verdict, bytes]]:
    rows, columns = picture().shape
    body = zlib.compress(b"".join(b"\x00" + row.tobytes() for row in picture()))
    idat, iend = chunk(b"IDAT", body), chunk(b"IEND", b"")
    start = PNG_SIGNATURE + head(rows, columns)
    yield (
        "png-crc-of-head",
        REFUSE,
        PNG_SIGNATURE + head(rows, columns)[:-1] + b"\x00" + idat + iend,
    )
    yield "png-crc-of-data", WARNING, start + chunk(b"IDAT", body, wrong=True) + iend
    yield "png-no-data", REFUSE, start + iend
    yield "png-two-heads", REFUSE, start + head(999, 999) + idat + iend
    yield (
        "png-cgbi",
        REFUSE,
        PNG_SIGNATURE + chunk(b"CgBI", b"\x50\x00\x20\x02") + start[8:] + idat + iend,
    )
    bomb = chunk(b"IDAT", zlib.compress(bytes(200 * 2**20), 1))
    yield "png-more-data-than-size", WARNING, start + bomb + iend
    profile = b"bomb\x00\x00" + zlib.compress(bytes(100 * 2**20), 1)
    yield "png-profile-bomb", REFUSE, start + chunk(b"iCCP", profile) + idat + iend
    text = b"Comment\x00\x00" + zlib.compress(b"x" * (100 * 2**20), 1)
    yield "png-text-bomb", REFUSE, start + chunk(b"zTXt", text) + idat + iend
    yield "png-text-thousands", OPEN, start + chunk(b"tEXt", b"k\x00v") * 20_000 + idat + iend
    yield "png-chunk-length-huge", WARNING, start + pack(">L", 0x7FFFFFFF) + b"IDAT" + body
    yield (
        "png-filter-nine",
        REFUSE,
        start
        + chunk(b"IDAT", zlib.compress(b"".join(b"\x09" + row.tobytes() for row in picture())))
        + iend,
    )
    yield "png-data-short", REFUSE, start + chunk(b"IDAT", zlib.compress(bytes(100))) + iend
    rgb = head(rows, columns, colour=3)
    yield "png-palette-missing", WARNING, PNG_SIGNATURE + rgb + idat + iend


def _interlaced() -> bytes:
    """Return an Adam7 PNG, pass by pass."""
    cells, passes = picture(), []
    for row, column, down, right in (
        (0, 0, 8, 8),
        (0, 4, 8, 8),
        (4, 0, 8, 4),
        (0, 2, 4, 4),
        (2, 0, 4, 2),
        (0, 1, 2, 2),
        (1, 0, 2, 1),
    ):
        part = cells[row::down, column::right]
        passes.append(b"".join(b"\x00" + line.tobytes() for line in part))
    rows, columns = cells.shape
    data = zlib.compress(b"".join(passes))
    return PNG_SIGNATURE + head(rows, columns, laced=1) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def _jpeg() -> Iterator[tuple[str, Verdict, bytes]]:
    whole = jpeg()
    yield "jpeg", OPEN, whole
    yield "jpeg-progressive", OPEN, jpeg(progressive=True)
    for share in (0.02, 0.3, 0.6, 0.95):
        yield f"jpeg-cut-{share}", REFUSE, whole[: int(len(whole) * share)]
    for cut in (5, 60, 600):
        yield f"jpeg-cut-{cut}-with-end", WARNING, whole[:-cut] + EOI
    yield "jpeg-progressive-cut-with-end", WARNING, jpeg(progressive=True)[:-300] + EOI
    yield "jpeg-garbage-behind", WARNING, whole + bytes(range(256))
    yield "jpeg-zip-behind", WARNING, whole + b"PK\x03\x04" + bytes(300)
    yield "jpeg-second-picture-behind", WARNING, whole + jpeg(picture(300, 300))
    yield "jpeg-thumbnail-inside", OPEN, whole[:2] + _application(jpeg(picture(64, 64))) + whole[2:]
    yield "jpeg-huge", REFUSE, jpeg_promising(whole, rows=65500, columns=65500)
    yield "jpeg-large-and-empty", REFUSE, jpeg_promising(whole, rows=20000, columns=20000)
    yield "jpeg-zero", REFUSE, jpeg_promising(whole, rows=0, columns=0)
    big = jpeg(picture(1500, 1500), progressive=True)
    start = big.rindex(b"\xff\xda")
    yield "jpeg-scan-bomb", REFUSE, big[:-2] + big[start:-2] * 3000 + EOI
    colour = Image.fromarray(np.dstack([picture(), 255 - picture(), picture()]))
    yield "jpeg-colour", WARNING, saved(colour, "JPEG")
    yield "jpeg-cmyk", WARNING, saved(Image.fromarray(picture()).convert("CMYK"), "JPEG")
    yield "jpeg-exif-turned", OPEN, _with_exif(6)
    yield "jpeg-exif-nonsense", WARNING, _with_exif(99)
    yield "jpeg-exif-loop", OPEN, whole[:2] + _application(_looping_exif()) + whole[2:]
    yield (
        "jpeg-exif-garbage",
        OPEN,
        whole[:2] + _application(b"Exif\x00\x00" + b"\xff" * 900) + whole[2:],
    )
    yield "jpeg-head-alone", REFUSE, whole[: whole.index(b"\xff\xda")] + EOI
    yield "jpeg-marker-storm", REFUSE, b"\xff\xd8" + b"\xff" * 200_000
    yield "jpeg-precision-one", REFUSE, _precision(whole, 1)
    yield "jpeg-components-four-lied", REFUSE, _components(whole, 4)


def _application(data: bytes) -> bytes:
    return b"\xff\xe1" + pack(">H", len(data) + 2) + data


def _with_exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(Image.fromarray(picture()), "JPEG", exif=exif)


def _looping_exif() -> bytes:
    """Return an EXIF directory whose next directory is itself."""
    entry = pack("<HHLL", 0x8769, 4, 1, 8)
    return b"Exif\x00\x00II*\x00" + pack("<LH", 8, 1) + entry + pack("<L", 8)


def _precision(data: bytes, bits: int) -> bytes:
    at = data.index(b"\xff\xc0") + 4
    return data[:at] + bytes([bits]) + data[at + 1 :]


def _components(data: bytes, count: int) -> bytes:
    at = data.index(b"\xff\xc0") + 9
    return data[:at] + bytes([count]) + data[at + 1 :]


def _strangers() -> Iterator[tuple[str, Verdict, bytes]]:
    grey = Image.fromarray(picture())
    for kind in ("GIF", "BMP", "TIFF", "WEBP", "PPM", "ICO", "PDF", "PCX", "TGA", "EPS"):
        yield f"stranger-{kind.lower()}", REFUSE, saved(grey.convert("L"), kind)
    yield "stranger-svg", REFUSE, b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"
    yield "png-in-jpeg-clothes", REFUSE, b"\xff\xd8\xff" + saved(grey)
