"""Compressed pixels that lie about their size, their end, their parts or themselves."""

from collections.abc import Iterator
from io import BytesIO
from struct import pack
from typing import Any

import imagecodecs
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydicom.uid import (
    HTJ2KLossless,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLosslessSV1,
    JPEGLSLossless,
    RLELossless,
)

from tests.data.dicom_files import compress
from tests.data.hostile.case import Case, Verdict
from tests.data.hostile.raw import coded, encapsulated, pixels
from tests.data.raster_files import jpeg_promising

OPEN, WARNING, REFUSE = Verdict.OPEN, Verdict.WARNING, Verdict.REFUSE
EOI = b"\xff\xd9"
SYNTAXES = {
    "jpeg": JPEGBaseline8Bit,
    "lossless": JPEGLosslessSV1,
    "jpeg-ls": JPEGLSLossless,
    "j2k": JPEG2000Lossless,
    "htj2k": HTJ2KLossless,
    "rle": RLELossless,
}
# What a decoder cannot tell from a whole picture must be said; the others refuse it.
CUT_WITH_END = {"jpeg": WARNING, "lossless": WARNING, "htj2k": WARNING}
SIZ = b"\xff\x51"


def cases() -> Iterator[Case]:
    for name, verdict, content in (
        *_whole_and_cut(),
        *_fragments(),
        *_jpeg(),
        *_jpeg_2000(),
        *_rle(),
        *_strangers(),
    ):
        yield Case("compressed", name, verdict, content)


def picture(rows: int = 96, columns: int = 80) -> NDArray[np.uint8]:
    return (np.frombuffer(pixels(rows, columns), "<u2").reshape(rows, columns) >> 4).astype("u1")


def jpeg(cells: NDArray[Any] | None = None, **options: Any) -> bytes:
    stream = BytesIO()
    Image.fromarray(picture() if cells is None else cells).save(stream, "JPEG", **options)
    return stream.getvalue()


def _whole_and_cut() -> Iterator[tuple[str, Verdict, bytes]]:
    for name, syntax in SYNTAXES.items():
        frame = compress(picture(), syntax)
        yield f"{name}-whole", OPEN, coded(frame, syntax)
        for share in (0.01, 0.2, 0.5, 0.9):
            cut = frame[: int(len(frame) * share)]
            yield f"{name}-cut-{share}", REFUSE, coded(cut, syntax)
        if name == "rle":
            continue
        spoilt = CUT_WITH_END.get(name, REFUSE)
        yield f"{name}-cut-with-end", spoilt, coded(frame[:-300] + EOI, syntax)
        yield f"{name}-nothing-but-head", REFUSE, coded(frame[:40] + EOI, syntax)
        yield f"{name}-zeros-inside", _spoilt(name), coded(_zeroed(frame), syntax)
        other = compress(picture(64, 64), syntax)
        yield f"{name}-other-size", REFUSE, coded(other, syntax)
        yield f"{name}-garbage-behind", OPEN, coded(frame + bytes(range(1, 200)), syntax)


def _spoilt(name: str) -> Verdict:
    return {"jpeg": WARNING, "lossless": WARNING, "j2k": WARNING}.get(name, REFUSE)


def _zeroed(frame: bytes) -> bytes:
    """Return ``frame`` with the second half of its coded bytes gone, but for the end marker."""
    middle = len(frame) // 2
    return frame[:middle] + bytes(len(frame) - middle - 2) + frame[-2:]


def _fragments() -> Iterator[tuple[str, Verdict, bytes]]:
    frame = jpeg()
    parts = [frame[start : start + 500] for start in range(0, len(frame), 500)]
    for name, verdict, held in (
        ("split", OPEN, encapsulated(parts)),
        ("reversed", REFUSE, encapsulated(parts[::-1])),
        ("first-missing", REFUSE, encapsulated(parts[1:])),
        ("table-right", OPEN, encapsulated([frame], table=bytes(4))),
        ("table-beyond", OPEN, encapsulated([frame], table=pack("<L", 2**31))),
        ("table-odd", OPEN, encapsulated([frame], table=b"\x01\x00")),
        ("table-long", OPEN, encapsulated([frame], table=bytes(40_000))),
        ("none", REFUSE, encapsulated([])),
        ("empty", REFUSE, encapsulated([b""])),
        ("only-table", REFUSE, encapsulated([], table=frame + b"\x00" * (len(frame) % 2))),
        ("unclosed", OPEN, encapsulated([frame], closed=False)),
        ("empty-thousands", OPEN, encapsulated([b""] * 20_000 + [frame])),
    ):
        yield f"fragments-{name}", verdict, coded(held, JPEGBaseline8Bit)
    lying = encapsulated([frame]).value
    for name, length in (("long", 2**31), ("short", 64)):
        spoilt = lying[:12] + pack("<L", length) + lying[16:]
        held = encapsulated([])
        yield (
            f"fragments-length-{name}",
            REFUSE,
            coded(type(held)(held.tag, held.vr, spoilt, held.length), JPEGBaseline8Bit),
        )
    two = {"NumberOfFrames": "2"}
    # The first frame is there, and is the one that is read.
    yield "frames-promised-two", WARNING, coded(frame, JPEGBaseline8Bit, two)
    table = pack("<2L", 0, 2**31)
    held = encapsulated([frame, frame], table=table)
    yield "frames-table-lies", WARNING, coded(held, JPEGBaseline8Bit, two)


def _jpeg() -> Iterator[tuple[str, Verdict, bytes]]:
    whole = jpeg()
    syntax = JPEGBaseline8Bit
    huge = {"Rows": 20000, "Columns": 20000}
    yield (
        "jpeg-huge-sof",
        REFUSE,
        coded(jpeg_promising(whole, rows=20000, columns=20000), syntax, huge),
    )
    yield (
        "jpeg-sof-65500",
        REFUSE,
        coded(
            jpeg_promising(whole, rows=65500, columns=65500),
            syntax,
            {"Rows": 65500, "Columns": 65500},
        ),
    )
    yield "jpeg-sof-zero", REFUSE, coded(jpeg_promising(whole, rows=0, columns=80), syntax)
    big = jpeg(picture(1500, 1500), progressive=True)
    start = big.rindex(b"\xff\xda")
    size = {"Rows": 1500, "Columns": 1500}
    yield (
        "jpeg-two-thousand-scans",
        REFUSE,
        coded(big[:-2] + big[start:-2] * 2000 + EOI, syntax, size),
    )
    yield "jpeg-progressive", OPEN, coded(big, syntax, size)
    yield "jpeg-progressive-scans-missing", WARNING, coded(big[:start] + EOI, syntax, size)
    yield "jpeg-restarts-cut", WARNING, coded(jpeg(restart_marker_blocks=4)[:-200] + EOI, syntax)
    yield (
        "jpeg-standard-tables-left-out",
        OPEN,
        coded(whole.replace(b"\xff\xc4", b"\xff\xe5"), syntax),
    )
    yield "jpeg-no-quantisation", REFUSE, coded(whole.replace(b"\xff\xdb", b"\xff\xe5"), syntax)
    yield "jpeg-segment-length-zero", OPEN, coded(whole[:4] + b"\x00\x00" + whole[6:], syntax)
    yield (
        "jpeg-comment-megabyte",
        OPEN,
        coded(whole[:2] + (b"\xff\xfe\xff\xff" + bytes(65533)) * 20 + whole[2:], syntax),
    )
    yield "jpeg-arithmetic", REFUSE, coded(whole.replace(b"\xff\xc0", b"\xff\xc9"), syntax)
    colour = np.stack([picture()] * 3, -1)
    yield "jpeg-three-samples-in-one", REFUSE, coded(jpeg(colour), syntax)
    yield (
        "jpeg-twelve-bit",
        OPEN,
        coded(
            bytes(
                imagecodecs.jpeg8_encode(picture().astype("<u2") * 16, level=95, bitspersample=12)
            ),
            "1.2.840.10008.1.2.4.51",
            {"BitsAllocated": 16, "BitsStored": 12, "HighBit": 11},
        ),
    )


def _jpeg_2000() -> Iterator[tuple[str, Verdict, bytes]]:
    syntax = JPEG2000Lossless
    whole = compress(picture(), syntax)
    huge = {"Rows": 20000, "Columns": 20000}
    yield "j2k-huge-size", REFUSE, coded(_siz(whole, width=20000, height=20000), syntax, huge)
    tall = _siz(whole, width=0xFFFFFFFF, height=0xFFFFFFFF)
    yield "j2k-size-of-four-billion", REFUSE, coded(tall, syntax)
    yield "j2k-tiles-of-one", WARNING, coded(_siz(whole, tile=1), syntax)
    yield "j2k-tiles-of-zero", REFUSE, coded(_siz(whole, tile=0), syntax)
    many = _siz(whole, width=16384, height=16384, tile=1)
    yield "j2k-tile-bomb", REFUSE, coded(many, syntax, {"Rows": 16384, "Columns": 16384})
    at = whole.index(SIZ) + 2 + 2 + 2 + 32
    components = whole[:at] + pack(">H", 16384) + whole[at + 2 :]
    yield "j2k-components-sixteen-thousand", REFUSE, coded(components, syntax)
    offset = _siz(whole, left=0xFFFFFFF0)
    yield "j2k-offset-beyond", REFUSE, coded(offset, syntax)
    at = whole.index(b"\xff\x90") + 6
    for name, length in (("long", 2**31), ("short", 14)):
        spoilt = whole[:at] + pack(">L", length) + whole[at + 4 :]
        yield f"j2k-tile-part-{name}", REFUSE, coded(spoilt, syntax)
    levels = whole.index(b"\xff\x52") + 9
    yield (
        "j2k-levels-two-hundred",
        REFUSE,
        coded(whole[:levels] + b"\xc8" + whole[levels + 1 :], syntax),
    )


def _siz(
    stream: bytes,
    *,
    width: int | None = None,
    height: int | None = None,
    left: int | None = None,
    tile: int | None = None,
) -> bytes:
    """Return ``stream`` with fields of its SIZ marker replaced."""
    start = stream.index(SIZ) + 6
    data = bytearray(stream)
    for place, value in ((0, width), (4, height), (8, left), (16, tile), (20, tile)):
        if value is not None:
            data[start + place : start + place + 4] = pack(">L", value)
    return bytes(data)


def _rle() -> Iterator[tuple[str, Verdict, bytes]]:
    frame = compress(picture(), RLELossless)
    syntax = RLELossless
    for name, head in (
        ("no-segments", pack("<16L", *([0] * 16))),
        ("sixteen-segments", pack("<16L", 16, *([64] * 15))),
        ("billion-segments", pack("<16L", 2**31, *([64] * 15))),
        ("offset-beyond", pack("<16L", 1, 2**31, *([0] * 14))),
        ("offset-into-head", pack("<16L", 1, 8, *([0] * 14))),
    ):
        yield f"rle-{name}", REFUSE, coded(head + frame[64:], syntax)
    yield "rle-all-runs", REFUSE, coded(frame[:64] + b"\x81" * 20, syntax)
    endless = frame[:64] + b"\x81\x00" * 200_000
    yield "rle-far-too-much", WARNING, coded(endless, syntax)
    wide = {"BitsAllocated": 16, "BitsStored": 16, "HighBit": 15}
    yield "rle-one-segment-for-two", REFUSE, coded(frame, syntax, wide)


def _strangers() -> Iterator[tuple[str, Verdict, bytes]]:
    for name, frame in (
        ("text", b"this is no picture" * 9),
        ("png", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        ("zeros", bytes(4000)),
        ("gif", b"GIF89a" + bytes(100)),
    ):
        yield f"jpeg-is-{name}", REFUSE, coded(frame, JPEGBaseline8Bit)
    for actual, declared in (("jpeg", JPEG2000Lossless), ("j2k", JPEGBaseline8Bit)):
        frame = compress(picture(), SYNTAXES[actual])
        yield f"{actual}-under-other-name", WARNING, coded(frame, declared)
    for name, syntax in (
        ("video", "1.2.840.10008.1.2.4.102"),
        ("jpip", "1.2.840.10008.1.2.4.94"),
        ("jpeg-xl", "1.2.840.10008.1.2.4.110"),
    ):
        yield f"syntax-{name}", REFUSE, coded(b"\x00" * 400, syntax)
