"""Between image space and tensor space."""

import cv2
import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.geometry import Letterbox


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


def to_image_space(
    grid: NDArray[np.float32], letterbox: Letterbox, *, rows: int = 0, columns: int = 0
) -> NDArray[np.float32]:
    """Return ``grid``, which covers the whole tensor, in image space.

    ``grid`` is float32, (h, w), of any size: a mask at tensor size or a feature map's few cells.
    The result is float32, (rows, columns), by default as large as the radiograph. Cell centres
    stay where they are (the half-pixel rule), outer cells extend to the border.
    """
    rows, columns = rows or letterbox.rows, columns or letterbox.columns
    step_y = grid.shape[0] / letterbox.tensor_height
    step_x = grid.shape[1] / letterbox.tensor_width
    scale_y = letterbox.height * step_y / rows
    scale_x = letterbox.width * step_x / columns
    offset_y = letterbox.top * step_y + 0.5 * scale_y - 0.5
    offset_x = letterbox.left * step_x + 0.5 * scale_x - 0.5
    back = np.array([[scale_x, 0.0, offset_x], [0.0, scale_y, offset_y]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    warped = cv2.warpAffine(
        grid, back, (columns, rows), flags=flags, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(warped, np.float32)


def without_padding(
    tensor: NDArray[np.float32], letterbox: Letterbox
) -> tuple[NDArray[np.float32], Letterbox]:
    """Return the part of a full-size ``tensor``, (h, w), that shows the radiograph, and its map."""
    height, width = letterbox.height, letterbox.width
    inner = tensor[letterbox.top : letterbox.top + height, letterbox.left : letterbox.left + width]
    box = stretch(letterbox.rows, letterbox.columns, height=height, width=width)
    return np.ascontiguousarray(inner), box


def tensor_point(letterbox: Letterbox, row: float, column: float) -> tuple[float, float]:
    """Return where the centre of an image pixel lies in the tensor, (row, column)."""
    return (
        letterbox.top + (row + 0.5) * letterbox.height / letterbox.rows - 0.5,
        letterbox.left + (column + 0.5) * letterbox.width / letterbox.columns - 0.5,
    )
