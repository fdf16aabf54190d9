"""Display values as a radiograph comes up on the screen that nobody has touched."""

import numpy as np
from numpy.typing import NDArray

from cxrviewer.app.display_state import DisplayState
from cxrviewer.domain.radiograph import Radiograph, Voi
from cxrviewer.imaging.display import render_look


def render_display(radiograph: Radiograph, voi: Voi, *, invert: bool = False) -> NDArray[np.uint8]:
    """Return display values with the sender's shutter and planes, uint8, (rows, columns)."""
    return render_look(radiograph, DisplayState(voi, invert).look(radiograph))
