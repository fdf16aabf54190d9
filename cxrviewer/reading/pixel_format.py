"""The Image Pixel module, PS3.3 C.7.6.3, checked before a byte is allocated."""

from dataclasses import dataclass

from cxrviewer.domain.errors import ReadingError
from cxrviewer.reading.elements import integer, text
from cxrviewer.reading.header import (
    DOUBLE_PIXELS,
    FLOAT_PIXELS,
    SENDER_REMEDY,
    Outline,
)

GREY = frozenset({"MONOCHROME1", "MONOCHROME2"})
PALETTE = "PALETTE COLOR"
SUBSAMPLED = frozenset({"YBR_FULL_422", "YBR_PARTIAL_422"})
COLOUR = frozenset({"RGB", "YBR_FULL", "YBR_ICT", "YBR_RCT", *SUBSAMPLED})
CELL_BITS = frozenset({1, 8, 16, 32})


@dataclass(frozen=True, slots=True)
class PixelFormat:
    """How pixels are stored.

    ``allocated`` and ``stored`` are bits per sample, ``high_bit`` the place of the most
    significant one. ``floating`` cells are IEEE numbers. ``warnings`` name what was assumed.
    """

    rows: int
    columns: int
    samples: int
    frames: int
    allocated: int
    stored: int
    high_bit: int
    signed: bool
    photometric: str
    planar: bool = False
    floating: bool = False
    warnings: tuple[str, ...] = ()

    @property
    def frame_bits(self) -> int:
        """Return the bits of one uncompressed frame."""
        samples = 2 if self.photometric in SUBSAMPLED else self.samples
        return self.rows * self.columns * samples * self.allocated


def read_pixel_format(header: Outline) -> PixelFormat:
    """Return how the pixels of ``header`` are stored; ReadingError where that cannot be known."""
    dataset = header.dataset
    rows, columns = integer(dataset, "Rows"), integer(dataset, "Columns")
    if not rows or not columns or rows < 1 or columns < 1:
        raise _unusable("The header does not say how many rows and columns the picture has.")
    samples = integer(dataset, "SamplesPerPixel") or 1
    photometric, warnings = _photometric(text(dataset, "PhotometricInterpretation"), samples)
    floating = header.pixels is not None and header.pixels.tag in (FLOAT_PIXELS, DOUBLE_PIXELS)
    allocated, stored, high_bit, doubts = _bits(header, floating=floating)
    return PixelFormat(
        rows=rows,
        columns=columns,
        samples=samples,
        frames=max(integer(dataset, "NumberOfFrames") or 1, 1),
        allocated=allocated,
        stored=stored,
        high_bit=high_bit,
        signed=integer(dataset, "PixelRepresentation") == 1,
        photometric=photometric,
        planar=integer(dataset, "PlanarConfiguration") == 1,
        floating=floating,
        warnings=(*warnings, *doubts),
    )


def _photometric(name: str, samples: int) -> tuple[str, tuple[str, ...]]:
    known = GREY | COLOUR | {PALETTE}
    if name in known and (samples == 3) == (name in COLOUR) and samples in (1, 3):
        return name, ()
    if samples not in (1, 3):
        raise _unusable(f"The picture has {samples} samples per pixel.")
    if name in known:
        raise _unusable(f"{name} does not go with {samples} samples per pixel.")
    if name:
        raise _unusable("The photometric interpretation (0028,0004) is not supported.")
    assumed = "MONOCHROME2" if samples == 1 else "RGB"
    return assumed, (f"No photometric interpretation is given; {assumed} was assumed.",)


def _bits(header: Outline, *, floating: bool) -> tuple[int, int, int, tuple[str, ...]]:
    if floating:
        width = 32 if header.pixels and header.pixels.tag == FLOAT_PIXELS else 64
        return width, width, width - 1, ()
    allocated = integer(header.dataset, "BitsAllocated")
    if allocated not in CELL_BITS:
        raise _unusable(f"{allocated or 'An unknown number of'} bits per pixel are not supported.")
    stored = integer(header.dataset, "BitsStored")
    high_bit = integer(header.dataset, "HighBit")
    doubts: list[str] = []
    if stored is None or not 1 <= stored <= allocated:
        stored = allocated
        doubts.append(f"Bits Stored (0028,0101) is missing or impossible; {stored} was assumed.")
    if high_bit is None or not stored - 1 <= high_bit < allocated:
        high_bit = stored - 1
        doubts.append(f"High Bit (0028,0102) is missing or impossible; {high_bit} was assumed.")
    return allocated, stored, high_bit, tuple(doubts)


def _unusable(cause: str) -> ReadingError:
    return ReadingError(cause, remedy=SENDER_REMEDY)
