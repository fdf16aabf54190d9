"""A data set's pixels as the networks meet them, read once and kept in memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.geometry import Letterbox
from cxrviewer.imaging.area import resize_area
from cxrviewer.imaging.geometry import seen_part
from cxrviewer.imaging.preprocess import GREY_STEPS, PreprocessSpec, prepare_grey
from training.data.opening import naming_row, open_sample
from training.data.samples import Sample

MASK_THRESHOLD = 127
SHAPE_TOLERANCE = 0.01


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
    for sample in tqdm(samples, "reading", unit=" images", disable=None, leave=False):
        radiograph = open_sample(sample, data)
        picture, letterbox = prepare_grey(radiograph, spec)
        grey.append(picture)
        if sample.mask:
            mask = read_lung_mask(sample, data, size=(radiograph.rows, radiograph.columns))
            targets.append(place_mask(mask, letterbox))
        else:
            targets.append(np.asarray(sample.targets, np.float32))
    return Pictures(np.stack(grey), np.stack(targets), tuple(s.source for s in samples))


def read_lung_mask(sample: Sample, data: Path, *, size: tuple[int, int]) -> NDArray[np.bool_]:
    """Return a sample's mask, both lungs united, as bool.

    ``size`` is the radiograph's (rows, columns). A mask of another size raises ReadingError,
    unless the sample says that its set publishes smaller masks; then its shape alone must agree.
    An error names the row that the sample comes from.
    """
    with naming_row(sample):
        masks = {name: read_mask(data / name) for name in (sample.mask, sample.other_mask) if name}
        for name, mask in masks.items():
            _require_size(mask, size, path=data / name, sample=sample)
    return np.asarray(np.logical_or.reduce(list(masks.values())), np.bool_)


def read_mask(path: Path) -> NDArray[np.bool_]:
    """Return a mask image as bool, (rows, columns)."""
    if not path.is_file():
        raise ReadingError("The mask is missing.", remedy="Fetch it.", path=path)
    try:
        pixels = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_GRAYSCALE)
    except cv2.error:
        # An empty file, or one that promises more pixels than OpenCV makes room for.
        pixels = None
    if pixels is None:
        raise ReadingError("The mask is not a readable image.", remedy="Restore it.", path=path)
    return np.asarray(pixels > MASK_THRESHOLD, np.bool_)


def place_mask(mask: NDArray[np.bool_], letterbox: Letterbox) -> NDArray[np.float32]:
    """Return ``mask`` where its radiograph lies in the tensor: each cell's share of lung."""
    full = seen_part(mask, letterbox).astype(np.uint16) * np.uint16(GREY_STEPS)
    inner = resize_area(full, letterbox.height, letterbox.width) / np.float32(GREY_STEPS)
    placed = np.zeros((letterbox.tensor_height, letterbox.tensor_width), np.float32)
    bottom, right = letterbox.top + letterbox.height, letterbox.left + letterbox.width
    placed[letterbox.top : bottom, letterbox.left : right] = inner
    return placed


def _require_size(
    mask: NDArray[np.bool_], size: tuple[int, int], *, path: Path, sample: Sample
) -> None:
    (rows, columns), (image_rows, image_columns) = mask.shape, size
    across, down = rows * image_columns, columns * image_rows
    same_shape = abs(across - down) <= SHAPE_TOLERANCE * across
    if (rows, columns) == size or (sample.scaled_mask and same_shape):
        return
    raise ReadingError(
        f"The mask has {columns}x{rows} pixels, its image {sample.image} "
        f"{image_columns}x{image_rows}.",
        remedy="Fetch the mask that belongs to this image.",
        path=path,
    )
