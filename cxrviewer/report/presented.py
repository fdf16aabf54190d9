"""A picture as a presentation state wants it: on paper and in ``render`` the same."""

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.presentation import (
    Caption,
    DisplayedArea,
    Orientation,
    PresentationState,
)
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.figures import draw_figures
from cxrviewer.imaging.orientation import oriented
from cxrviewer.imaging.presentation import cropped, leaders, placed, state_area, to_picture

# 13 pixels in 900 on the screen; on paper the pictures are small.
ON_SCREEN, ON_PAPER = 1 / 70, 1 / 42


def presented(
    picture: NDArray[np.uint8],
    radiograph: Radiograph,
    state: PresentationState,
    orientation: Orientation,
    *,
    letters: float = ON_SCREEN,
) -> NDArray[np.uint8]:
    """Return what ``state`` shows of ``picture``, turned by ``orientation``, with all it draws.

    ``picture`` is grey or RGB and shows all of ``radiograph``, at any size. ``letters`` is the size
    of words as a share of its longer side.
    """
    size = (radiograph.rows, radiograph.columns)
    graphics, captions = placed(state, radiograph)
    picture = draw_figures(picture, (*graphics, *leaders(captions)), size)
    area = state_area(radiograph, state)
    if area is not None:
        picture = cropped(picture, area, size)
        captions = tuple(caption for caption in captions if _shows(area, caption))
    picture = oriented(picture, orientation)
    if not captions:
        return picture
    # Fonts take a while to load, and few states have words.
    from cxrviewer.report.captions import write_captions  # noqa: PLC0415

    there = to_picture(picture.shape, size, orientation, area)
    return write_captions(picture, captions, there, letters=letters)


def _shows(area: DisplayedArea, caption: Caption) -> bool:
    x, y = caption.place
    return area.left <= x <= area.right and area.top <= y <= area.bottom
