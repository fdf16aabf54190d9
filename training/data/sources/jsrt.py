"""JSRT radiographs (Shiraishi et al. 2000) with the SCR lung masks (van Ginneken et al. 2006).

JSRT publishes bare pixels, ``All247images/JPCLN001.IMG``: 2048x2048, big-endian, 12 bits, white
being low. ``convert_jsrt`` makes PNG files of them once. SCR publishes
``fold1/masks/{left lung,right lung}/*.gif`` and ``fold2`` at 1024x1024, half the images' size.
"""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.errors import ReadingError, UsageError
from training.data.samples import Dataset, Sample
from training.data.sources.folders import images_in, require_folder
from training.data.sources.mask_files import masks_by_stem, pair

LICENCE = "JSRT: research use with attribution; SCR: research use with citation"
SIDE, WHITE = 2048, 4095
RAW, CONVERTED = "All247images", "images"
FOLDS = ("fold1", "fold2")


def read_jsrt(data: Path) -> Dataset:
    """images/JPC*.png of ``convert-jsrt``, with fold1 and fold2 of SCR: the lungs are united."""
    if (data / RAW).is_dir() and not (data / CONVERTED).is_dir():
        raise UsageError(
            "The .IMG files are bare pixels.",
            remedy=f"Make PNG files of them: python -m training convert-jsrt {data}",
            path=data / RAW,
        )
    images = images_in(require_folder(data / CONVERTED))
    left, right = (_scr_masks(data, side) for side in ("left lung", "right lung"))
    samples = [
        Sample(
            image=image.relative_to(data).as_posix(),
            mask=one.relative_to(data).as_posix(),
            other_mask=other.relative_to(data).as_posix(),
            patient_id=f"jsrt_{image.stem}",
            source="jsrt",
            stratum="jsrt",
            view="PA",
            licence=LICENCE,
        )
        for (image, one), (_, other) in zip(pair(images, left), pair(images, right), strict=True)
    ]
    return Dataset("jsrt", (), tuple(samples))


def convert_jsrt(data: Path) -> int:
    """Write ``images/*.png`` at 1024x1024, the masks' size, and return how many.

    Four pixels become their mean, 16 bits, air dark. A file of another size is refused before
    anything is written.
    """
    raw = sorted(require_folder(data / RAW).glob("*.IMG"))
    if not raw:
        raise UsageError("The folder holds no .IMG file.", remedy="Unpack JSRT.", path=data / RAW)
    for path in raw:
        _require_size(path)
    target = data / CONVERTED
    target.mkdir(exist_ok=True)
    for path in raw:
        pixels = halved(read_raw(path))
        (target / f"{path.stem}.png").write_bytes(cv2.imencode(".png", pixels)[1].tobytes())
    return len(raw)


def read_raw(path: Path) -> NDArray[np.uint16]:
    """Return a .IMG file's pixels, uint16, (2048, 2048), air dark, 0 to 4095."""
    _require_size(path)
    stored = np.fromfile(path, ">u2").reshape(SIDE, SIDE)
    if stored.max() > WHITE:
        raise ReadingError(
            "The file holds values above 12 bits.", remedy="Fetch it again.", path=path
        )
    return np.asarray(WHITE - stored, np.uint16)


def halved(pixels: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """Return the mean of every 2x2 pixels, times 16, so that 12 bits fill 16."""
    rows, columns = pixels.shape
    blocks = pixels.reshape(rows // 2, 2, columns // 2, 2).astype(np.uint32)
    return np.asarray(blocks.sum(axis=(1, 3)) * 4, np.uint16)


def _require_size(path: Path) -> None:
    if path.stat().st_size != SIDE * SIDE * 2:
        raise ReadingError(
            f"The file is not {SIDE}x{SIDE} pixels of 16 bits.",
            remedy="Fetch it again.",
            path=path,
        )


def _scr_masks(data: Path, side: str) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for fold in FOLDS:
        found |= masks_by_stem(require_folder(data / fold / "masks" / side))
    return found
