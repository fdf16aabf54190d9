"""What a reading child does ahead of time, so that the next picture does not wait for it."""

import ctypes
import sys

from cxrviewer.reading.limits import MEBIBYTE

# Names of glibc's mallopt.
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8
# The most that glibc takes: pictures of up to 4000 x 4000 pixels.
KEPT_BLOCK = 32 * MEBIBYTE
# More than a picture of 5 megapixels takes with its decoder's own memory.
KEPT_IN_ALL = 64 * MEBIBYTE
TOUCHED_BLOCKS, PAGE = 3, 4096


def keep_freed_memory() -> None:
    """Have freed memory stay with the process: new pages of a picture cost as much as a codec.

    One arena for all threads: each other would reserve 64 MB of what a child may take. Where the
    C library is not glibc nothing changes.
    """
    mallopt = None if sys.platform == "win32" else getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_MMAP_THRESHOLD, KEPT_BLOCK)
        mallopt(M_TRIM_THRESHOLD, KEPT_IN_ALL)
        mallopt(M_ARENA_MAX, 1)


def warm_up() -> None:
    """Load every decoder, and take once the memory that a picture takes."""
    import cv2  # noqa: F401, PLC0415  (only now)
    import imagecodecs  # noqa: PLC0415  (only now)
    from PIL import JpegImagePlugin  # noqa: F401, PLC0415  (only now)

    # Each is imported when it is first asked for.
    for name in ("jpeg8", "jpegls", "jpeg2k", "htj2k", "dicomrle"):
        getattr(imagecodecs, f"{name}_decode")
    blocks = [bytearray(KEPT_BLOCK // 2) for _ in range(TOUCHED_BLOCKS)]
    for block in blocks:
        block[::PAGE] = bytes(len(block) // PAGE)
