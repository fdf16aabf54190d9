"""What the header says of the pixels against the bytes that are there, PS3.3 C.7.6.3."""

from collections.abc import Iterator

from cxrviewer.reading.elements import Elements, count_of, integer, is_given, text
from cxrviewer.reading.header import UNDEFINED_LENGTH, Outline, PixelElement
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.pixel_format import COLOUR, PixelFormat
from cxrviewer.reading.validator.finding import SENDER, HeaderFinding, refuse, tag_name, warn

SINGLE_NUMBERS = """
SamplesPerPixel Rows Columns BitsAllocated BitsStored HighBit PixelRepresentation NumberOfFrames
PlanarConfiguration RescaleSlope RescaleIntercept
"""
# Some writers pad to a sector or leave a few bytes behind.
HARMLESS_SURPLUS_BYTES = 4096
LOSSY_SYNTAXES = frozenset(
    f"1.2.840.10008.1.2.4.{number}" for number in (50, 51, 53, 55, 81, 91, 203)
)
MADE_FOR_RADIOGRAPHS = {
    "1.2.840.10008.5.1.4.1.1.1": ("CR", frozenset({"CR", "DX", "DR", "RG"})),
    "1.2.840.10008.5.1.4.1.1.1.1": ("DX", frozenset({"CR", "DX", "DR", "RG"})),
    "1.2.840.10008.5.1.4.1.1.1.1.1": ("DX", frozenset({"CR", "DX", "DR", "RG"})),
    "1.2.840.10008.5.1.4.1.1.2": ("CT", frozenset({"CT"})),
    "1.2.840.10008.5.1.4.1.1.4": ("MR", frozenset({"MR"})),
}


def check_promises(
    pixels: PixelElement | None, size: int, form: PixelFormat, limits: Limits
) -> Iterator[HeaderFinding]:
    """Hold a header against the limits and against the ``size`` bytes that the source holds."""
    total = form.rows * form.columns * form.samples * form.frames
    if total > limits.max_pixels:
        frames = f" in {form.frames} frames" if form.frames > 1 else ""
        yield refuse(
            "too-large",
            f"The header promises {form.columns} x {form.rows} pixels{frames}; at most "
            f"{limits.max_pixels // 2**20} megapixels are read.",
            "Check the file with its sender: no radiograph is that large.",
        )
    if pixels is None or pixels.length == UNDEFINED_LENGTH:
        return
    held = max(min(pixels.length, size - pixels.offset), 0)
    needed = -(-form.frame_bits * form.frames // 8)
    if held < needed:
        yield refuse(
            "too-few-bytes",
            f"The pixel data are cut short: {held} of {needed} bytes are there.",
            "Ask the sender for a fresh copy of the file.",
        )
    elif held - needed > HARMLESS_SURPLUS_BYTES:
        yield warn(
            "too-many-bytes",
            f"{tag_name('PixelData')} holds {held} bytes where {tag_name('Rows')}, "
            f"{tag_name('Columns')} and {tag_name('BitsAllocated')} promise {needed}.",
        )


def check_pixel_module(header: Outline, form: PixelFormat) -> Iterator[HeaderFinding]:
    """Check what the Image Pixel module says of itself."""
    dataset = header.dataset
    for keyword in SINGLE_NUMBERS.split():
        if count_of(dataset, keyword) > 1:
            yield refuse("multiple-values", f"{tag_name(keyword)} holds several values.")
    if not form.floating and integer(dataset, "PixelRepresentation") not in (0, 1):
        yield _assumed(dataset, "PixelRepresentation", "unsigned pixels were assumed")
    if integer(dataset, "SamplesPerPixel") is None:
        yield _assumed(dataset, "SamplesPerPixel", "1 was assumed")
    if is_given(dataset, "NumberOfFrames") and (integer(dataset, "NumberOfFrames") or 0) < 1:
        yield _assumed(dataset, "NumberOfFrames", "1 was assumed")
    if form.photometric in COLOUR and integer(dataset, "PlanarConfiguration") not in (0, 1):
        yield _assumed(dataset, "PlanarConfiguration", "colour by pixel was assumed")
    yield from _check_lossy(header)
    yield from _check_modality(dataset)


def _check_lossy(header: Outline) -> Iterator[HeaderFinding]:
    says_never = text(header.dataset, "LossyImageCompression") == "00"
    if says_never and header.transfer_syntax in LOSSY_SYNTAXES:
        yield warn(
            "lossy-denied",
            f"{tag_name('LossyImageCompression')} denies the lossy compression of this file.",
            "Do not take fine detail for granted.",
        )


def _check_modality(dataset: Elements) -> Iterator[HeaderFinding]:
    modality = text(dataset, "Modality").upper()
    if not modality:
        yield warn("modality-missing", f"{tag_name('Modality')} is missing or empty.", SENDER)
        return
    name, allowed = MADE_FOR_RADIOGRAPHS.get(
        text(dataset, "SOPClassUID"), ("", frozenset({modality}))
    )
    if modality not in allowed:
        yield warn(
            "modality-contradiction",
            f"{tag_name('Modality')} contradicts {tag_name('SOPClassUID')}, which says {name}.",
        )


def _assumed(dataset: Elements, keyword: str, what: str) -> HeaderFinding:
    state = "impossible" if is_given(dataset, keyword) else "missing"
    return warn("assumed", f"{tag_name(keyword)} is {state}; {what}.", SENDER)
