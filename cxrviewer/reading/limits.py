"""How much one file may cost before it is refused."""

from dataclasses import dataclass

MEGAPIXEL = 2**20
MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take.

    ``decode_seconds`` is wall time, enforced by the parent process. ``memory_bytes`` is address
    space beyond what an idle child holds, enforced by the operating system where it can.
    ``max_pixels`` counts rows x columns x samples x frames as the header promises them.
    ``max_inflated_bytes`` bounds a deflated DICOM data set.
    """

    decode_seconds: float = 10.0
    memory_bytes: int = 1280 * MEBIBYTE
    max_pixels: int = 512 * MEGAPIXEL
    max_file_bytes: int = 1024 * MEBIBYTE
    max_inflated_bytes: int = 512 * MEBIBYTE


STANDARD_LIMITS = Limits()
