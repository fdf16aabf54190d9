"""A data set's pixels as the networks meet them, read once and kept in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.geometry import Letterbox
from cxrviewer.imaging.preprocess import GREY_STEPS, PreprocessSpec, prepare_grey, resize_area
from cxrviewer.reading.load import load
from training.datasets import Sample

MASK_THRESHOLD = 127


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """``grey`` is float32, (n, height, width), in [0, 1]; ``targets`` float32, first axis n.

    Targets are label columns with NaN for unknown, or masks of the tensor's height and width.
    ``sources`` names each picture's source.
    """

    grey: NDArray[np.float32]
    targets: NDArray[np.float32]
    sources: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.grey)


def read_pictures(samples: Sequence[Sample], data: Path, spec: PreprocessSpec) -> Pictures:
    """Return the samples' grey and targets, in their order."""
    grey, targets = [], []
    for sample in samples:
        picture, letterbox = prepare_grey(load(data / sample.image), spec)
        grey.append(picture)
        if sample.mask:
            targets.append(place_mask(read_mask(data / sample.mask), letterbox))
        else:
            targets.append(np.asarray(sample.targets, np.float32))
    return Pictures(np.stack(grey), np.stack(targets), tuple(s.source for s in samples))


def read_mask(path: Path) -> NDArray[np.bool_]:
    """Return a mask image as bool, (rows, columns)."""
    pixels = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    if pixels is None:
        raise ReadingError("The mask is not a readable image.", remedy="Restore it.", path=path)
    return np.asarray(pixels > MASK_THRESHOLD, np.bool_)


def place_mask(mask: NDArray[np.bool_], letterbox: Letterbox) -> NDArray[np.float32]:
    """Return ``mask`` where its radiograph lies in the tensor: each cell's share of lung."""
    full = mask.astype(np.uint16) * np.uint16(GREY_STEPS)
    inner = resize_area(full, letterbox.height, letterbox.width) / np.float32(GREY_STEPS)
    placed = np.zeros((letterbox.tensor_height, letterbox.tensor_width), np.float32)
    bottom, right = letterbox.top + letterbox.height, letterbox.left + letterbox.width
    placed[letterbox.top : bottom, letterbox.left : right] = inner
    return placed
