"""Files whose container is broken: cut, mislabelled, nested, swollen."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from struct import pack
from typing import Any

import numpy as np
from PIL import Image

from tests.data.hostile.case import Case, Verdict
from tests.data.hostile.raw import (
    BIG,
    DEFLATED,
    EXPLICIT,
    IMPLICIT,
    UNDEFINED,
    Element,
    data_set,
    dicom,
    element,
    encapsulated,
    meta,
    part10,
    pixels,
    sound,
)

OPEN, WARNING, REFUSE = Verdict.OPEN, Verdict.WARNING, Verdict.REFUSE
ITEM, ITEM_END, SEQUENCE_END = (
    pack("<HHL", 0xFFFE, number, length)
    for number, length in ((0xE000, UNDEFINED), (0xE00D, 0), (0xE0DD, 0))
)
META_END = 128 + 4


def cases() -> Iterator[Case]:
    for name, verdict, content in (*_tiny(), *_starts(), *_syntaxes(), *_structures(), *_ends()):
        yield Case("container", name, verdict, content)
    yield from _cuts()


def _tiny() -> Iterator[tuple[str, Verdict, bytes]]:
    yield "empty", REFUSE, b""
    yield "one-byte", REFUSE, b"\x00"
    yield "preamble-alone", REFUSE, bytes(128)
    yield "magic-alone", REFUSE, bytes(128) + b"DICM"
    yield "magic-and-a-byte", REFUSE, bytes(128) + b"DICM\x02"
    yield "meta-alone", REFUSE, bytes(128) + b"DICM" + meta(EXPLICIT)
    yield "zeros-behind-magic", REFUSE, bytes(128) + b"DICM" + bytes(5000)
    yield "ones-behind-magic", REFUSE, bytes(128) + b"DICM" + b"\xff" * 5000
    noise = np.random.default_rng(1).integers(0, 256, 20000, np.uint8).tobytes()
    yield "noise-behind-magic", REFUSE, bytes(128) + b"DICM" + noise
    yield "noise-behind-meta", REFUSE, part10(noise)
    yield "megabyte-of-text", REFUSE, b"PatientID=1\n" * 90_000


def _starts() -> Iterator[tuple[str, Verdict, bytes]]:
    yield "sound", OPEN, dicom()
    yield "no-preamble", OPEN, dicom()[128 + 4 :]
    for name, syntax in (("explicit", EXPLICIT), ("implicit", IMPLICIT), ("big", BIG)):
        order: Any = ">" if syntax == BIG else "<"
        yield f"bare-{name}", OPEN, data_set(sound(order=order), syntax)
    yield "preamble-noise", OPEN, part10(sound(), preamble=bytes(range(128)))
    yield "preamble-tiff", OPEN, part10(sound(), preamble=b"II*\x00".ljust(128, b"\x00"))
    for name, head in (
        ("windows-program", b"MZ\x90\x00"),
        ("program", b"\x7fELF"),
        ("pdf", b"%PDF-1.7\n"),
        ("script", b"#!/bin/sh\n"),
        ("zip", b"PK\x03\x04"),
        ("web-page", b"<html><script>"),
        ("png", b"\x89PNG\r\n\x1a\n"),
        ("jpeg", b"\xff\xd8\xff\xe0"),
    ):
        yield f"preamble-{name}", WARNING, part10(sound(), preamble=head.ljust(128, b"\x00"))
    yield "png-before-dicom", WARNING, _png() + dicom()[128:]
    yield "jpeg-named-dicom", OPEN, _jpeg()
    for name, length in (("zero", 0), ("short", 5), ("long", 9999), ("absurd", 0xFFFFFFF0)):
        body = meta(EXPLICIT)
        wrong = Element(0x00020000, "UL", pack("<L", length)).encoded() + body[12:]
        yield f"group-length-{name}", OPEN, bytes(128) + b"DICM" + wrong + data_set(sound())
    yield "two-metas", REFUSE, bytes(128) + b"DICM" + meta(IMPLICIT) + dicom()[132:]


def _syntaxes() -> Iterator[tuple[str, Verdict, bytes]]:
    yield "says-explicit-is-implicit", WARNING, part10(sound(), EXPLICIT, written_as=IMPLICIT)
    yield "says-implicit-is-explicit", WARNING, part10(sound(), IMPLICIT, written_as=EXPLICIT)
    yield "says-big-is-little", REFUSE, part10(sound(), BIG, written_as=EXPLICIT)
    yield "says-little-is-big", REFUSE, part10(sound(order=">"), EXPLICIT, written_as=BIG)
    yield "says-deflated-is-not", REFUSE, part10(sound(), DEFLATED, written_as=EXPLICIT)
    yield "says-explicit-is-deflated", REFUSE, part10(_deflated(data_set(sound())), EXPLICIT)
    yield (
        "says-jpeg-is-native",
        WARNING,
        part10(sound(), "1.2.840.10008.1.2.4.70", written_as=EXPLICIT),
    )
    yield "unknown-syntax", WARNING, part10(sound(), "1.2.3.4.5", written_as=EXPLICIT)
    yield "no-syntax", OPEN, part10(sound(), "", written_as=EXPLICIT)
    yield "syntax-of-garbage", WARNING, part10(sound(), "<script>", written_as=EXPLICIT)
    yield "deflated", OPEN, part10(_deflated(data_set(sound())), DEFLATED)
    yield "deflated-cut", REFUSE, part10(_deflated(data_set(sound()))[:-40], DEFLATED)
    yield (
        "deflated-damaged",
        REFUSE,
        part10(bytes(40) + _deflated(data_set(sound()))[40:], DEFLATED),
    )
    yield "deflate-bomb", REFUSE, part10(_bomb(), DEFLATED)


def _structures() -> Iterator[tuple[str, Verdict, bytes]]:
    for depth, verdict in ((20, OPEN), (400, REFUSE), (20_000, REFUSE)):
        yield f"nested-{depth}", verdict, _around(_nested(depth))
        yield f"nested-{depth}-unclosed", REFUSE, _around(_nested(depth, closed=False))
    yield "items-hundred-thousand", OPEN, _around(_many_items(100_000))
    yield "unclosed-sequence", REFUSE, _around(_sequence_head() + ITEM)
    yield "unclosed-item", REFUSE, _around(_sequence_head() + ITEM + SEQUENCE_END)
    yield "stray-item-end", REFUSE, _around(ITEM_END)
    yield "stray-sequence-end", WARNING, _around(SEQUENCE_END)
    for name, length in (("huge", 0xFFFFFFF0), ("gigabyte", 2**30), ("past-the-end", 50_000)):
        lying = Element(0x00091001, "OB", b"abcd", length)
        yield f"value-{name}", REFUSE, _around(lying.encoded())
    lying = Element(0x00091001, "OB", b"abcd", UNDEFINED)
    yield "value-undefined", REFUSE, _around(lying.encoded())
    yield "odd-length", OPEN, _with(Element(0x00100020, "LO", b"ODD", 3), "PatientID")
    yield "unknown-vr", OPEN, _with(Element(0x00100020, "ZZ", b"P1"), "PatientID")
    yield "vr-of-zeros", OPEN, _with(Element(0x00104000, "\x00\x00", b""), "PatientComments")
    yield "elements-reversed", REFUSE, part10(sound()[::-1])
    moved = sound()
    yield "elements-shuffled", WARNING, part10([*moved[5:-1], *moved[:5], moved[-1]])
    yield (
        "hundred-thousand-elements",
        OPEN,
        _around(
            b"".join(
                Element(0x00090000 + n, "UN", b"").encoded() for n in range(0x1000, 0x10000, 1)
            )
        ),
    )
    yield (
        "icon-pixels-alone",
        REFUSE,
        part10([*sound({"PixelData": None}), Element(0x00880200, "SQ", _icon())]),
    )
    yield "private-creator-gone", OPEN, _around(Element(0x00091001, "LO", b"orphan").encoded())


def _ends() -> Iterator[tuple[str, Verdict, bytes]]:
    whole = dicom()
    yield "padding-behind", OPEN, dicom() + bytes(2048)
    yield "zip-behind", WARNING, dicom() + b"PK\x03\x04" + bytes(400)
    yield "second-patient-behind", WARNING, dicom() + element("PatientID", "OTHER").encoded()
    yield "second-pixels-behind", WARNING, dicom() + Element(0x7FE00010, "OW", pixels()).encoded()
    yield "two-files-in-one", WARNING, dicom() + dicom()[132:]
    yield "one-pixel-missing", REFUSE, whole[:-2]
    yield "no-pixels", REFUSE, dicom({"PixelData": None})
    yield "empty-pixels", REFUSE, dicom({"PixelData": b""})
    yield (
        "native-in-fragments",
        REFUSE,
        part10([*sound({"PixelData": None}), encapsulated([pixels()])]),
    )
    eight = {"BitsAllocated": 8, "BitsStored": 8, "HighBit": 7, "PixelData": None}
    yield "says-native-is-jpeg", WARNING, part10([*sound(eight), encapsulated([_jpeg()])])
    yield (
        "directory",
        REFUSE,
        part10([element("FileSetID", "X"), Element(0x00041220, "SQ", _looping_directory())]),
    )


def _cuts() -> Iterator[Case]:
    """Cut a good file at and inside every element."""
    made = sound({"PixelData": bytes(96 * 80 * 2)})
    head = bytes(128) + b"DICM" + meta(EXPLICIT)
    position, whole = len(head), head + data_set(made)
    for cut in range(META_END + 3, len(head), 17):
        yield Case("container", f"cut-meta-{cut}", REFUSE, whole[:cut])
    for one in made:
        length = len(one.encoded())
        for place, offset in (("before", 0), ("tag", 3), ("head", 7), ("value", length - 1)):
            name = f"cut-{one.tag:08x}-{place}"
            yield Case("container", name, REFUSE, whole[: position + offset])
        position += length


def _around(extra: bytes) -> bytes:
    """Return a good file with ``extra`` in its private group 0009."""
    made = sound()
    before = [e for e in made if e.tag < 0x00090000]
    after = [e for e in made if e.tag > 0x00090000]
    return part10(data_set(before) + extra + data_set(after))


def _with(one: Element, keyword: str) -> bytes:
    made = sound({keyword: None})
    return part10(sorted([*made, one], key=lambda e: e.tag))


def _sequence_head() -> bytes:
    return pack("<HH2sHL", 0x0009, 0x1002, b"SQ", 0, UNDEFINED)


def _nested(depth: int, *, closed: bool = True) -> bytes:
    opened = (_sequence_head() + ITEM) * depth
    return opened + ((ITEM_END + SEQUENCE_END) * depth if closed else b"")


def _many_items(count: int) -> bytes:
    return _sequence_head() + pack("<HHL", 0xFFFE, 0xE000, 0) * count + SEQUENCE_END


def _icon() -> bytes:
    inside = element("PixelData", bytes(64), vr="OW").encoded()
    return pack("<HHL", 0xFFFE, 0xE000, len(inside)) + inside


def _looping_directory() -> bytes:
    """Return one record whose next and lower record is itself."""
    inside = data_set(
        [
            Element(0x00041400, "UL", pack("<L", 400)),
            Element(0x00041420, "UL", pack("<L", 400)),
            element("DirectoryRecordType", "IMAGE"),
            element("ReferencedFileID", "..\\..\\..\\etc\\passwd"),
        ]
    )
    return pack("<HHL", 0xFFFE, 0xE000, len(inside)) + inside


def _deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def _bomb() -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    head = pack("<HH2sHL", 9, 16, b"OB", 0, 2**31 - 2)
    zeros = bytes(2**24)
    return packer.compress(head) + b"".join(packer.compress(zeros) for _ in range(40))


def _picture() -> Image.Image:
    return Image.fromarray((np.frombuffer(pixels(), "<u2").reshape(96, 80) >> 4).astype("u1"))


def _png() -> bytes:
    stream = BytesIO()
    _picture().save(stream, "PNG")
    return stream.getvalue()


def _jpeg() -> bytes:
    stream = BytesIO()
    _picture().save(stream, "JPEG")
    return stream.getvalue()
