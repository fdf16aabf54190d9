"""PALETTE COLOR shown by the luminance of its entries, PS3.3 C.7.9."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset
from pydicom.pixels.processing import apply_color_lut

from cxrviewer.domain.errors import ReadingError
from cxrviewer.reading.colour import rgb_to_grey
from cxrviewer.reading.elements import UNREADABLE
from cxrviewer.reading.header import SENDER_REMEDY
from cxrviewer.reading.pixel_format import PixelFormat


@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """``grey`` float64 (n,): luminance of each stored value from the least on, of ``bits``."""

    grey: NDArray[np.float64]
    bits: int
    coloured: bool


def read_palette(dataset: Dataset, form: PixelFormat) -> Palette:
    """Return the luminance that stands for each stored value of ``form``."""
    count = 1 << min(form.stored, 16)
    lowest = -(count // 2) if form.signed else 0
    stored = np.arange(lowest, lowest + count, dtype=np.int32)
    try:
        entries = np.asarray(apply_color_lut(stored, dataset))[..., :3]
    except (*UNREADABLE, AssertionError) as error:
        raise ReadingError("The colour palette is damaged.", remedy=SENDER_REMEDY) from error
    bits = 8 if int(entries.max()) < 256 else 16
    grey, coloured = rgb_to_grey(entries.astype(np.uint16), bits)
    return Palette(grey.astype(np.float64), bits, coloured)
