"""The one maker of display values: window, paper, thumbnails and ``cxrviewer render`` use it.

Order of the steps: VOI and polarity (PS3.3 C.11), shutter (C.7.6.11), averaging for a small view,
overlay planes (C.9.2). None of it reaches a model.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.covers import OverlayPlane, Shutter
from cxrviewer.domain.radiograph import Radiograph, Voi, VoiLut
from cxrviewer.imaging.opencv import cv2
from cxrviewer.imaging.planes import draw_planes
from cxrviewer.imaging.shutter import apply_shutter
from cxrviewer.imaging.voi import display_table


@dataclass(frozen=True, slots=True)
class Look:
    """How display values come from a radiograph.

    ``inverted`` turns the sender's polarity over. ``shrink`` is the side of the square of pixels
    whose mean one display value is. ``curve`` is a presentation state's Presentation LUT.
    """

    voi: Voi
    inverted: bool = False
    shutter: Shutter | None = None
    planes: tuple[OverlayPlane, ...] = ()
    shrink: int = 1
    curve: VoiLut | None = None


def render_look(radiograph: Radiograph, look: Look) -> NDArray[np.uint8]:
    """Return display values, uint8, (rows, columns) or one for each ``shrink`` pixels."""
    table = display_table(radiograph, look.voi, invert=look.inverted, curve=look.curve)
    display = np.asarray(cv2.LUT(radiograph.indices, table), np.uint8)
    if look.shutter is not None:
        display = apply_shutter(display, look.shutter)
    display = shrunk(display, look.shrink)
    if look.planes:
        size = (radiograph.rows, radiograph.columns)
        display = draw_planes(display, look.planes, size, shrink=look.shrink)
    return display


def shrunk(pixels: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    """Return the means of ``factor`` x ``factor`` cells, uint8; the last ones may be smaller."""
    if factor == 1:
        return pixels
    rows, columns = pixels.shape
    size = (-(-columns // factor), -(-rows // factor))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
