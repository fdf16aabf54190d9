"""Colour to grey: chest radiographs are grey, and what carries colour is shown by luminance."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

COLOUR_WARNING = "The picture is in colour and is shown as grey."
# ITU-R BT.601 in 1/65536, as in PS3.3 C.7.6.3.1.2; they add up to 65536 so that grey stays exact.
RED_SHARE, GREEN_SHARE, BLUE_SHARE = 19595, 38470, 7471
# Lossy coding turns grey into near-grey; differences up to this share of the range are not colour.
CHROMA_TOLERANCE = 1 / 32


def rgb_to_grey(cells: NDArray[Any], bits: int) -> tuple[NDArray[Any], bool]:
    """Return the luminance of (rows, columns, 3), in the same dtype, and whether it has colour."""
    red, green, blue = cells[..., 0], cells[..., 1], cells[..., 2]
    spread = max(_widest_gap(red, green), _widest_gap(green, blue))
    if spread == 0:
        return np.ascontiguousarray(red), False
    if cells.dtype.itemsize > 2:
        grey = red * 0.299 + green * 0.587 + blue * 0.114
        return np.rint(grey).astype(cells.dtype), _is_colour(spread, bits)
    wide = red.astype(np.uint32) * RED_SHARE
    wide += green.astype(np.uint32) * GREEN_SHARE
    wide += blue.astype(np.uint32) * BLUE_SHARE
    wide += 1 << 15
    return (wide >> 16).astype(cells.dtype), _is_colour(spread, bits)


def ybr_to_grey(
    cells: NDArray[Any], bits: int, *, partial: bool = False
) -> tuple[NDArray[Any], bool]:
    """Return Y of (rows, columns, 3) and whether Cb and Cr carry colour.

    ``partial`` is YBR_PARTIAL: black and white at 16 and 235 of 255.
    """
    middle = cells.dtype.type(1 << (bits - 1))
    spread = max(_widest_gap(cells[..., channel], middle) for channel in (1, 2))
    grey = np.ascontiguousarray(cells[..., 0])
    if partial:
        unit = (1 << bits) / 256
        stretched = (grey.astype(np.float64) - 16 * unit) * ((1 << bits) - 1) / (219 * unit)
        grey = np.clip(np.rint(stretched), 0, (1 << bits) - 1).astype(cells.dtype)
    return grey, _is_colour(spread, bits)


def _widest_gap(one: NDArray[Any], other: Any) -> int:
    return int((np.maximum(one, other) - np.minimum(one, other)).max())


def _is_colour(spread: int, bits: int) -> bool:
    return spread > CHROMA_TOLERANCE * (1 << bits)
