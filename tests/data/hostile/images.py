"""Pixels at and beyond the edge of what a picture can be."""

from collections.abc import Iterator
from struct import pack

import numpy as np
from numpy.typing import NDArray

from tests.data.hostile.case import Case, Verdict
from tests.data.hostile.raw import COLUMNS, EXPLICIT, ROWS, Element, dicom, element, part10, sound

OPEN, WARNING, REFUSE = Verdict.OPEN, Verdict.WARNING, Verdict.REFUSE
FLOAT, DOUBLE = 0x7FE00008, 0x7FE00009
SIXTEEN = {"BitsStored": 16, "HighBit": 15}


def cases() -> Iterator[Case]:
    for name, verdict, content in (*_sizes(), *_kinds(), *_floats(), *_tables(), *_covers()):
        yield Case("image", name, verdict, content)


def _sized(rows: int, columns: int) -> bytes:
    cells = (np.indices((rows, columns)).sum(0) % 4096).astype("<u2")
    return dicom({"Rows": rows, "Columns": columns, "PixelData": cells.tobytes()})


def _sizes() -> Iterator[tuple[str, Verdict, bytes]]:
    for rows, columns in ((1, 1), (1, 20000), (20000, 1), (2, 65535), (63, 63), (64, 300)):
        yield f"size-{rows}x{columns}", REFUSE, _sized(rows, columns)
    for rows, columns in ((64, 64), (65, 127), (6000, 1600), (1024, 4096)):
        yield f"size-{rows}x{columns}", OPEN, _sized(rows, columns)


def _native(cells: NDArray[np.generic], **changes: object) -> bytes:
    bits = 8 * cells.dtype.itemsize
    given = {"BitsAllocated": bits, "BitsStored": bits, "HighBit": bits - 1}
    signed = {"PixelRepresentation": int(cells.dtype.kind == "i")}
    shape = {"Rows": cells.shape[0], "Columns": cells.shape[1], "PixelData": cells.tobytes()}
    return dicom({**given, **signed, **shape, **changes})


def _kinds() -> Iterator[tuple[str, Verdict, bytes]]:
    ramp = np.linspace(0, 1, ROWS * COLUMNS).reshape(ROWS, COLUMNS)
    for kind in ("u1", "i1", "<u2", "<i2"):
        info = np.iinfo(kind)
        yield (
            f"ramp-{kind[-2:]}",
            OPEN,
            _native((info.min + ramp * (info.max - info.min)).astype(kind)),
        )
    for kind in ("<u4", "<i4"):
        info = np.iinfo(kind)
        wide = (info.min + ramp * (float(info.max) - info.min - 1024)).astype(kind)
        yield f"ramp-{kind[-2:]}", WARNING, _native(wide)
        yield f"narrow-{kind[-2:]}", OPEN, _native((ramp * 4000).astype(kind))
    for name, value in (("black", 0), ("white", 65535), ("middle", 32768)):
        yield f"all-{name}", WARNING, _native(np.full((ROWS, COLUMNS), value, "<u2"))
    yield "one-bit", OPEN, _bits()
    yield (
        "unused-bits-set",
        OPEN,
        _native((ramp * 4095).astype("<u2") | np.uint16(0xF000), BitsStored=12, HighBit=11),
    )
    yield (
        "stored-on-top",
        OPEN,
        _native((ramp * 4095).astype("<u2") << np.uint16(4), BitsStored=12, HighBit=15),
    )
    yield (
        "slope-fraction",
        OPEN,
        _native((ramp * 60000).astype("<u2"), RescaleSlope="0.0001", RescaleIntercept="-3"),
    )
    yield (
        "slope-tiny",
        OPEN,
        _native((ramp * 60000).astype("<u2"), RescaleSlope="1e-30", RescaleIntercept="0"),
    )


def _bits() -> bytes:
    noise = np.random.default_rng(2).integers(0, 256, ROWS * COLUMNS // 8, np.uint8)
    return dicom({"BitsAllocated": 1, "BitsStored": 1, "HighBit": 0, "PixelData": noise.tobytes()})


def _floating(cells: NDArray[np.floating], tag: int) -> bytes:
    made = sound({"PixelData": None, "BitsAllocated": 8 * cells.dtype.itemsize})
    kind = "OF" if tag == FLOAT else "OD"
    return part10([*made, Element(tag, kind, cells.tobytes())], EXPLICIT)


def _floats() -> Iterator[tuple[str, Verdict, bytes]]:
    ramp = np.linspace(-5, 5, ROWS * COLUMNS).reshape(ROWS, COLUMNS)
    spoilt = ramp.copy()
    spoilt[:9] = np.nan
    spoilt[9:12] = np.inf
    spoilt[12:15] = -np.inf
    for name, tag, kind in (("float", FLOAT, "<f4"), ("double", DOUBLE, "<f8")):
        yield f"{name}-ramp", WARNING, _floating(ramp.astype(kind), tag)
        yield f"{name}-spoilt", WARNING, _floating(spoilt.astype(kind), tag)
        yield f"{name}-all-nan", REFUSE, _floating(np.full_like(ramp, np.nan).astype(kind), tag)
        yield (
            f"{name}-all-infinite",
            REFUSE,
            _floating(np.full_like(ramp, np.inf).astype(kind), tag),
        )
        least = np.full_like(ramp, np.finfo(kind).smallest_subnormal)
        yield f"{name}-denormal", WARNING, _floating(least.astype(kind), tag)
        yield f"{name}-cut", REFUSE, _floating(ramp[:-1].astype(kind), tag)
    yield "double-absurd", REFUSE, _floating(ramp * 1e307, DOUBLE)


def _lut(entries: int, first: int, bits: int, words: int) -> bytes:
    """Return one LUT item that promises ``entries`` and holds ``words``."""
    inside = b"".join(
        (
            Element(
                0x00283002, "US", pack("<3H", entries & 0xFFFF, first & 0xFFFF, bits)
            ).encoded(),
            Element(0x00283006, "OW", (np.arange(words) % 65536).astype("<u2").tobytes()).encoded(),
        )
    )
    return pack("<HHL", 0xFFFE, 0xE000, len(inside)) + inside


def _with_sequence(tag: int, items: bytes) -> bytes:
    made = [*sound(), Element(tag, "SQ", items)]
    return part10(sorted(made, key=lambda one: one.tag))


def _tables() -> Iterator[tuple[str, Verdict, bytes]]:
    for name, tag in (("voi", 0x00283010), ("modality", 0x00283000)):
        yield f"{name}-lut", OPEN, _with_sequence(tag, _lut(4096, 0, 12, 4096))
        yield f"{name}-lut-promises-more", WARNING, _with_sequence(tag, _lut(4096, 0, 12, 100))
        yield f"{name}-lut-empty", WARNING, _with_sequence(tag, _lut(0, 0, 12, 1))
        yield f"{name}-lut-no-bits", WARNING, _with_sequence(tag, _lut(4096, 0, 0, 4096))
        yield f"{name}-lut-sixty-bits", WARNING, _with_sequence(tag, _lut(4096, 0, 60, 4096))
        yield f"{name}-lut-cut-item", WARNING, _with_sequence(tag, _lut(4096, 0, 12, 4096)[:-900])
    palette = {"PhotometricInterpretation": "PALETTE COLOR", **SIXTEEN}
    for name, descriptor in (("absurd", (0, 65535, 255)), ("short", (256, 0, 16))):
        tables = {
            f"{colour}PaletteColorLookupTable{part}": value
            for colour in ("Red", "Green", "Blue")
            for part, value in (("Descriptor", descriptor), ("Data", b"\x01\x02"))
        }
        yield f"palette-{name}", REFUSE, dicom({**palette, **tables})


def _covers() -> Iterator[tuple[str, Verdict, bytes]]:
    everything = {"PixelPaddingValue": 0, "PixelPaddingRangeLimit": 65535}
    yield "padding-covers-all", WARNING, dicom(everything)
    yield "padding-nowhere", OPEN, dicom({"PixelPaddingValue": 60000})
    overlay = [
        Element(0x60000010, "US", pack("<H", 65535)),
        Element(0x60000011, "US", pack("<H", 65535)),
        element("Rows", ROWS),
        Element(0x60000040, "CS", b"G"),
        Element(0x60000050, "SS", pack("<2h", 1, 1)),
        Element(0x60000100, "US", pack("<H", 1)),
        Element(0x60000102, "US", pack("<H", 0)),
        Element(0x60003000, "OW", bytes(64)),
    ]
    made = [*sound(), *(one for one in overlay if one.tag > 0x60000000)]
    yield "overlay-lies", WARNING, part10(sorted(made, key=lambda one: one.tag))
    shutter = {
        "ShutterShape": "RECTANGULAR",
        "ShutterLeftVerticalEdge": "9999",
        "ShutterRightVerticalEdge": "-9999",
        "ShutterUpperHorizontalEdge": "500",
        "ShutterLowerHorizontalEdge": "400",
    }
    yield "shutter-covers-all", WARNING, dicom(shutter)
    yield (
        "shutter-of-text",
        WARNING,
        dicom(
            {
                "ShutterShape": "CIRCULAR",
                "CenterOfCircularShutter": "a\\b",
                "RadiusOfCircularShutter": "x",
            }
        ),
    )
