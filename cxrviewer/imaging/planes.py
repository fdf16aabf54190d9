"""Overlay planes as marks on display values, PS3.3 C.9.2."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.covers import OverlayPlane, PlaneKind
from cxrviewer.imaging.opencv import cv2

MARKED = 255
Planes = tuple[OverlayPlane, ...]


@lru_cache(maxsize=4)
def planes_mask(planes: Planes, rows: int, columns: int, *, shrink: int = 1) -> NDArray[np.uint8]:
    """Return MARKED where a plane draws on a radiograph of rows x columns, uint8, read-only.

    The mask has one cell for each ``shrink`` x ``shrink`` pixels; a cell is marked when one of
    them is, so that thin lines and letters survive.
    """
    mask = np.zeros((rows, columns), np.uint8)
    for plane in planes:
        _draw(plane, mask)
    if shrink > 1:
        mask = _any_of(mask, shrink)
    mask.setflags(write=False)
    return mask


def draw_planes(
    display: NDArray[np.uint8], planes: Planes, size: tuple[int, int], *, shrink: int = 1
) -> NDArray[np.uint8]:
    """Return display values of a radiograph of ``size`` with the planes drawn in white."""
    mask = planes_mask(planes, *size, shrink=shrink)
    return np.asarray(cv2.bitwise_or(display, mask), np.uint8)


def _draw(plane: OverlayPlane, canvas: NDArray[np.uint8]) -> None:
    rows, columns = canvas.shape
    drawn = plane.mask if plane.kind is PlaneKind.GRAPHICS else outline_of(plane.mask)
    top, left = max(plane.top, 0), max(plane.left, 0)
    bottom = min(plane.top + drawn.shape[0], rows)
    right = min(plane.left + drawn.shape[1], columns)
    if top >= bottom or left >= right:
        return
    part = drawn[top - plane.top : bottom - plane.top, left - plane.left : right - plane.left]
    canvas[top:bottom, left:right][part] = MARKED


def outline_of(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the border of a region: filled, it would hide the picture that it points at."""
    cross = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
    inner = cv2.erode(mask.astype(np.uint8), cross, borderType=cv2.BORDER_CONSTANT, borderValue=0)
    return np.asarray(mask & (inner == 0), np.bool_)


def _any_of(mask: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    rows, columns = (-(-side // factor) for side in mask.shape)
    whole = np.zeros((rows * factor, columns * factor), np.uint8)
    whole[: mask.shape[0], : mask.shape[1]] = mask
    cells: NDArray[np.uint8] = whole.reshape(rows, factor, columns, factor).max(axis=(1, 3))
    return cells
