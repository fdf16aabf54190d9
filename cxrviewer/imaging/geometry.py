"""Between image space and tensor space."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.geometry import Crop, Letterbox
from cxrviewer.imaging.opencv import cv2


def fit_letterbox(rows: int, columns: int, *, height: int, width: int) -> Letterbox:
    """Return the largest centred rectangle of the radiograph's aspect ratio in a tensor."""
    scale = min(height / rows, width / columns)
    inner_height = min(height, max(1, round(rows * scale)))
    inner_width = min(width, max(1, round(columns * scale)))
    top, left = (height - inner_height) // 2, (width - inner_width) // 2
    return Letterbox(rows, columns, height, width, top, left, inner_height, inner_width)


def stretch(rows: int, columns: int, *, height: int, width: int) -> Letterbox:
    """Return the map that fills the whole tensor and gives up the aspect ratio."""
    return Letterbox(rows, columns, height, width, 0, 0, height, width)


def centre_crop(rows: int, columns: int, *, height: int, width: int) -> Letterbox:
    """Return the map that fills the tensor with the largest centred part of its aspect ratio.

    An odd margin leaves the extra pixel behind the part where its own size is even.
    """
    scale = min(rows / height, columns / width)
    seen_rows = min(rows, max(1, round(height * scale)))
    seen_columns = min(columns, max(1, round(width * scale)))
    top, left = rows // 2 - seen_rows // 2, columns // 2 - seen_columns // 2
    crop = Crop(top, left, seen_rows, seen_columns)
    return Letterbox(rows, columns, height, width, 0, 0, height, width, crop)


def seen_part(pixels: NDArray[Any], letterbox: Letterbox) -> NDArray[Any]:
    """Return the part of ``pixels``, (rows, columns), that the tensor shows, as a view."""
    seen = letterbox.seen
    return pixels[seen.top : seen.top + seen.rows, seen.left : seen.left + seen.columns]


def to_image_space(
    grid: NDArray[np.float32],
    letterbox: Letterbox,
    *,
    rows: int = 0,
    columns: int = 0,
    smooth: bool = True,
) -> NDArray[np.float32]:
    """Return ``grid``, which covers the whole tensor, in image space.

    ``grid`` is float32, (h, w), of any size: a mask at tensor size or a feature map's few cells.
    The result is float32, (rows, columns), by default as large as the radiograph. Cell centres
    stay where they are (the half-pixel rule), outer cells extend to the border of what the tensor
    shows; outside a crop the result is 0. Not ``smooth``: each pixel has the value of its cell.
    """
    rows, columns = rows or letterbox.rows, columns or letterbox.columns
    if smooth and _fills_both(letterbox):
        # Ten times as quick, and exact where warpAffine rounds places to 1/32 of a pixel.
        resized = cv2.resize(grid, (columns, rows), interpolation=cv2.INTER_LINEAR)
        return np.asarray(resized, np.float32)
    seen = letterbox.seen
    step_y = grid.shape[0] / letterbox.tensor_height
    step_x = grid.shape[1] / letterbox.tensor_width
    scale_y = letterbox.height * step_y / rows * (letterbox.rows / seen.rows)
    scale_x = letterbox.width * step_x / columns * (letterbox.columns / seen.columns)
    top = letterbox.top - seen.top * letterbox.height / seen.rows
    left = letterbox.left - seen.left * letterbox.width / seen.columns
    offset_y = top * step_y + 0.5 * scale_y - 0.5
    offset_x = left * step_x + 0.5 * scale_x - 0.5
    back = np.array([[scale_x, 0.0, offset_x], [0.0, scale_y, offset_y]])
    flags = (cv2.INTER_LINEAR if smooth else cv2.INTER_NEAREST) | cv2.WARP_INVERSE_MAP
    warped = cv2.warpAffine(
        grid, back, (columns, rows), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    if letterbox.crop is not None:
        warped[~_is_seen(letterbox.rows, seen.top, seen.rows, count=rows)] = 0.0
        warped[:, ~_is_seen(letterbox.columns, seen.left, seen.columns, count=columns)] = 0.0
    return np.asarray(warped, np.float32)


def without_padding(
    tensor: NDArray[np.float32], letterbox: Letterbox
) -> tuple[NDArray[np.float32], Letterbox]:
    """Return the part of a full-size ``tensor``, (h, w), that shows the radiograph, and its map."""
    height, width = letterbox.height, letterbox.width
    inner = tensor[letterbox.top : letterbox.top + height, letterbox.left : letterbox.left + width]
    box = stretch(letterbox.rows, letterbox.columns, height=height, width=width)
    return np.ascontiguousarray(inner), replace(box, crop=letterbox.crop)


def tensor_point(letterbox: Letterbox, row: float, column: float) -> tuple[float, float]:
    """Return where the centre of an image pixel lies in the tensor, (row, column)."""
    seen = letterbox.seen
    return (
        letterbox.top + (row - seen.top + 0.5) * letterbox.height / seen.rows - 0.5,
        letterbox.left + (column - seen.left + 0.5) * letterbox.width / seen.columns - 0.5,
    )


def _fills_both(letterbox: Letterbox) -> bool:
    """Say whether the whole radiograph fills the whole tensor."""
    fills_rows = letterbox.height == letterbox.tensor_height
    return letterbox.crop is None and fills_rows and letterbox.width == letterbox.tensor_width


def _is_seen(size: int, first: int, length: int, *, count: int) -> NDArray[np.bool_]:
    """Return which of ``count`` equal cells over ``size`` pixels have their centre in a crop."""
    centres = (np.arange(count) + 0.5) * size / count
    return np.asarray((centres >= first) & (centres < first + length), np.bool_)
