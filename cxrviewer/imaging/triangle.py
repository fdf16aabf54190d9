"""Bilinear resizing with antialiasing, as Pillow and torchvision define it.

Each new pixel is a mean of old ones, weighted by a triangle that is as wide as two new pixels, so
that nothing is skipped when a picture shrinks. Networks that were fitted behind those libraries
expect this filter.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray


def resize_triangle(image: NDArray[np.uint16], height: int, width: int) -> NDArray[np.float32]:
    """Return ``image``, (rows, columns), resized to (height, width), float32."""
    shorter = _resize_rows(image.astype(np.float32), height)
    return np.ascontiguousarray(_resize_rows(np.ascontiguousarray(shorter.T), width).T)


def triangle_taps(old: int, new: int) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield, for each of ``new`` pixels, its first old pixel and the weights from there on."""
    scale = old / new
    reach = max(scale, 1.0)
    for pixel in range(new):
        centre = (pixel + 0.5) * scale
        first = max(int(centre - reach + 0.5), 0)
        last = min(int(centre + reach + 0.5), old)
        distance = np.abs(np.arange(first, last) + 0.5 - centre) / reach
        weights = np.maximum(1.0 - distance, 0.0)
        yield first, (weights / weights.sum()).astype(np.float32)


def _resize_rows(image: NDArray[np.float32], height: int) -> NDArray[np.float32]:
    resized = np.empty((height, image.shape[1]), np.float32)
    for row, (first, weights) in enumerate(triangle_taps(len(image), height)):
        # einsum: after a BLAS product its threads spin beside the next forward pass.
        resized[row] = np.einsum("r,rc->c", weights, image[first : first + len(weights)])
    return resized
