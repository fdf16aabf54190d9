"""A radiograph as small as in a list."""

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import THUMBNAIL_SIDE
from cxrviewer.imaging.area import resize_area
from cxrviewer.imaging.display import Look, render_look
from cxrviewer.imaging.voi import auto_window


def thumbnail(radiograph: Radiograph) -> NDArray[np.uint8]:
    """Return the radiograph in its automatic window, its longer side THUMBNAIL_SIDE, uint8.

    Overlay planes are left out: letters of a few pixels would be dirt at this size.
    """
    display = render_look(radiograph, Look(auto_window(radiograph), shutter=radiograph.shutter))
    height, width = display.shape[0] * radiograph.aspect, float(display.shape[1])
    scale = THUMBNAIL_SIDE / max(height, width)
    size = (max(1, round(height * scale)), max(1, round(width * scale)))
    return np.asarray(resize_area(display, *size), np.uint8)
