"""Pictures as files: masks, heatmaps, and what the screen shows. All are PNG and written whole."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.analysis import AttentionGrid, LungMask
from cxrviewer.imaging.opencv import cv2
from cxrviewer.imaging.overlays import make_heatmap
from cxrviewer.report.atomic import write_bytes_atomically

GREATEST = 255


def write_png(path: Path, picture: NDArray[np.uint8]) -> None:
    """Write grey (rows, columns), RGB (rows, columns, 3) or RGBA (rows, columns, 4), uint8.

    Raises ExportError where the file cannot be written.
    """
    write_bytes_atomically(path, encode_png(picture))


def write_mask(path: Path, mask: LungMask) -> None:
    """Write a lung mask as 8-bit grey at the radiograph's size: 255 is lung, 0 is not."""
    write_png(path, mask.mask.astype(np.uint8) * np.uint8(GREATEST))


def write_heatmap(path: Path, grid: AttentionGrid) -> None:
    """Write model attention as 8-bit grey at the radiograph's size.

    0 is no attention and 255 the end of the bundle's absolute scale for this pathology, so that
    values can be compared between radiographs.
    """
    write_png(path, np.rint(make_heatmap(grid).values * GREATEST).astype(np.uint8))


def encode_png(picture: NDArray[np.uint8]) -> bytes:
    """Return ``picture`` as a PNG file; see write_png for its shape."""
    return _encode(".png", picture, [cv2.IMWRITE_PNG_COMPRESSION, 3])


def encode_jpeg(picture: NDArray[np.uint8], *, quality: int) -> bytes:
    """Return grey or RGB ``picture`` as a JPEG file without subsampled colour."""
    sampling = [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444]
    return _encode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality, *sampling])


def _encode(suffix: str, picture: NDArray[np.uint8], options: list[int]) -> bytes:
    order = {3: cv2.COLOR_RGB2BGR, 4: cv2.COLOR_RGBA2BGRA}
    coloured = picture.ndim == 3
    source = cv2.cvtColor(picture, order[picture.shape[2]]) if coloured else picture
    done, encoded = cv2.imencode(suffix, source, options)
    if not done:
        raise ValueError(f"no {suffix} of shape {picture.shape} and type {picture.dtype}")
    return bytes(encoded)
