"""Transfer syntaxes, PS3.6 table A-1: which ones this program can show."""

from cxrviewer.domain.errors import ReadingError
from cxrviewer.reading.codestream import Coding
from cxrviewer.reading.header import (
    DEFLATED,
    EXPLICIT_BIG,
    EXPLICIT_LITTLE,
    IMPLICIT_LITTLE,
    Outline,
)

ROOT = "1.2.840.10008.1.2"
RLE = f"{ROOT}.5"
DEFLATED_FRAME = f"{ROOT}.8.1"
JPEG_XL = tuple(f"{ROOT}.4.{number}" for number in (110, 111, 112))
VIDEO = tuple(f"{ROOT}.4.{number}" for number in range(100, 109))
REFERENCED = tuple(f"{ROOT}.4.{number}" for number in (94, 95, 204, 205))
DECLARED = {
    f"{ROOT}.4.{number}": coding
    for coding, numbers in (
        (frozenset({Coding.JPEG}), (50, 51, 53, 55)),
        (frozenset({Coding.JPEG_LOSSLESS}), (57, 70)),
        (frozenset({Coding.JPEG_LS}), (80, 81)),
        (frozenset({Coding.JPEG_2000}), (90, 91, 92, 93)),
        (frozenset({Coding.HTJ2K}), (201, 202, 203)),
    )
    for number in numbers
} | {RLE: frozenset(), DEFLATED_FRAME: frozenset()}
# Lossless only; the others of JPEG 2000 allow both.
LOSSLESS_JPEG_2000 = frozenset(f"{ROOT}.4.{number}" for number in (90, 92))
NATIVE = frozenset({IMPLICIT_LITTLE, EXPLICIT_LITTLE, EXPLICIT_BIG, DEFLATED})


def is_compressed(syntax: str) -> bool:
    """Say whether ``syntax`` is one of the standard's that encapsulates its pixels."""
    return syntax.startswith(ROOT) and syntax not in NATIVE


def is_declared(coding: Coding, syntax: str) -> bool:
    """Say whether ``coding`` may stand under ``syntax``; under an unknown one all may."""
    return coding in DECLARED.get(syntax, Coding)


def check_syntax(header: Outline) -> None:
    """Refuse syntaxes whose pixels are not still pictures inside the file."""
    if header.transfer_syntax in VIDEO:
        raise ReadingError(
            "The object is a video.", remedy="Open it with a program that plays DICOM videos."
        )
    if header.transfer_syntax in REFERENCED:
        raise ReadingError(
            "The pixels are not in the file but on a server.",
            remedy="Fetch the whole object from the archive.",
        )
    if header.transfer_syntax in JPEG_XL:
        raise ReadingError(
            "The picture is compressed with JPEG XL, which is not supported.",
            remedy="Ask the sender for the picture in another transfer syntax.",
        )
