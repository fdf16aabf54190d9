"""Overlay planes in groups 6000 to 601E, PS3.3 C.9.2 and PS3.5 8.1.2.

Today's objects keep a plane in Overlay Data; older ones hide it in bits of the pixel cells that
the stored value does not use.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from cxrviewer.domain.covers import OverlayPlane, PlaneKind
from cxrviewer.reading.elements import UNREADABLE
from cxrviewer.reading.header import Header
from cxrviewer.reading.limits import MEGAPIXEL
from cxrviewer.reading.pixel_format import PixelFormat

GROUPS = range(0x6000, 0x6020, 2)
ROWS, COLUMNS, FRAMES, DESCRIPTION = 0x0010, 0x0011, 0x0015, 0x0022
KIND, ORIGIN, FIRST_FRAME = 0x0040, 0x0050, 0x0051
BIT_POSITION, LABEL, DATA = 0x0102, 0x1500, 0x3000
LARGEST_PLANE = 24 * MEGAPIXEL
FARTHEST = 2**20
DAMAGED_PLANE = "An overlay plane of the file is damaged and is not shown."


def read_planes(
    header: Header, form: PixelFormat, frame: int, cells: NDArray[Any]
) -> tuple[tuple[OverlayPlane, ...], tuple[str, ...]]:
    """Return the planes that mark something on ``frame`` (from 0), and warnings.

    ``cells`` are the frame's pixel cells with the bits that the stored values do not use.
    """
    planes: list[OverlayPlane] = []
    damaged = False
    for group in GROUPS:
        plane = _Plane(header.dataset, group)
        if not plane.is_there:
            continue
        mask = _mask(plane, header, form, frame, cells)
        damaged = damaged or mask is None
        if mask is not None and mask.any():
            planes.append(_made(plane, mask))
    return tuple(planes), ((DAMAGED_PLANE,) if damaged else ())


class _Plane:
    """One repeating group of a data set; pydicom knows its elements by tag alone."""

    def __init__(self, dataset: Dataset, group: int) -> None:
        self._dataset = dataset
        self.group = group

    @property
    def is_there(self) -> bool:
        """Some writers leave empty groups behind."""
        return self.value(ROWS) is not None or self.value(DATA) is not None

    def value(self, element: int) -> Any:
        try:
            found = self._dataset.get((self.group, element))
            value = None if found is None else found.value
        except UNREADABLE:
            return None
        return None if value in ("", b"") else value

    def integer(self, element: int, default: int) -> int:
        try:
            value = self.value(element)
            return default if value is None else int(value)
        except UNREADABLE:
            return default

    def text(self, element: int) -> str:
        value = self.value(element)
        return value.strip(" \x00") if isinstance(value, str) else ""

    def origin(self) -> tuple[int, int]:
        """Return (top, left) from 0."""
        value = self.value(ORIGIN)
        try:
            top, left = (int(part) - 1 for part in value)
        except UNREADABLE:
            return 0, 0
        return max(min(top, FARTHEST), -FARTHEST), max(min(left, FARTHEST), -FARTHEST)

    def is_big_endian_words(self, header: Header) -> bool:
        return not header.little_endian and self._dataset[(self.group, DATA)].VR == "OW"


def _mask(
    plane: _Plane, header: Header, form: PixelFormat, frame: int, cells: NDArray[Any]
) -> NDArray[np.bool_] | None:
    """Return what the plane marks on the frame; None where it is damaged."""
    data = plane.value(DATA)
    if data is None:
        return _embedded(plane, form, cells)
    rows, columns = plane.integer(ROWS, 0), plane.integer(COLUMNS, 0)
    size = rows * columns
    if rows < 1 or columns < 1 or size > LARGEST_PLANE or not isinstance(data, bytes):
        return None
    number = _number_of(plane, frame)
    if number is None:
        return np.zeros((rows, columns), np.bool_)
    first, skipped = divmod(size * number, 8)
    if plane.is_big_endian_words(header):
        data = np.frombuffer(data[: len(data) // 2 * 2], ">u2").astype("<u2").tobytes()
    packed = np.frombuffer(data, np.uint8)[first : first + -(-(skipped + size) // 8)]
    bits = np.unpackbits(packed, bitorder="little")[skipped : skipped + size]
    return bits.reshape(rows, columns).astype(np.bool_) if len(bits) == size else None


def _embedded(plane: _Plane, form: PixelFormat, cells: NDArray[Any]) -> NDArray[np.bool_] | None:
    position = plane.integer(BIT_POSITION, -1)
    is_value = form.high_bit + 1 - form.stored <= position <= form.high_bit
    if not 0 <= position < form.allocated or is_value or form.floating or cells.ndim != 2:
        return None
    if position >= 8 * cells.dtype.itemsize:
        return None
    return np.asarray((cells >> position) & 1, np.bool_)


def _number_of(plane: _Plane, frame: int) -> int | None:
    """Return which of the plane's frames lies on ``frame``; None for none, PS3.3 C.9.2."""
    if plane.value(FRAMES) is None:
        return 0
    number = frame - (plane.integer(FIRST_FRAME, 1) - 1)
    return number if 0 <= number < plane.integer(FRAMES, 1) else None


def _made(plane: _Plane, mask: NDArray[np.bool_]) -> OverlayPlane:
    top, left = plane.origin()
    return OverlayPlane(
        group=plane.group,
        mask=mask,
        top=top,
        left=left,
        kind=PlaneKind.REGION if plane.text(KIND) == "R" else PlaneKind.GRAPHICS,
        label=plane.text(LABEL) or plane.text(DESCRIPTION),
    )
