"""Covers the parts of a radiograph where no lung is: corners, and markers."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.occlusion import Box, Region
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.soundness import letter_boxes, sample_of

CORNER_SHARE = 0.18
MARGIN = 0.6
"""Share of a letter's height that is covered around it."""


def regions_of(radiograph: Radiograph, lungs: NDArray[np.bool_]) -> tuple[Region, ...]:
    """Return the four corners of the screen's view, and the markers beside the lungs if any."""
    rows, columns = radiograph.rows, radiograph.columns
    high, wide = max(1, round(CORNER_SHARE * rows)), max(1, round(CORNER_SHARE * columns))
    corners = (
        Region("top left corner", (Box(0, 0, high, wide),)),
        Region("top right corner", (Box(0, columns - wide, high, wide),)),
        Region("bottom left corner", (Box(rows - high, 0, high, wide),)),
        Region("bottom right corner", (Box(rows - high, columns - wide, high, wide),)),
    )
    markers = _markers(radiograph, lungs)
    return (*corners, Region("markers", markers)) if markers else corners


def covered(radiograph: Radiograph, region: Region) -> Radiograph:
    """Return the radiograph with each box filled with the middle grey of what is around it."""
    indices = radiograph.indices.copy()
    for box in region.boxes:
        indices[box.top : box.top + box.rows, box.left : box.left + box.columns] = _around(
            radiograph, box
        )
    return replace(radiograph, indices=indices)


def _around(radiograph: Radiograph, box: Box) -> int:
    """Return the index whose level is the median of a ring around ``box``."""
    reach = max(2, max(box.rows, box.columns) // 10)
    top, left = max(0, box.top - reach), max(0, box.left - reach)
    part = radiograph.indices[
        top : box.top + box.rows + reach, left : box.left + box.columns + reach
    ]
    ring = np.ones(part.shape, np.bool_)
    inner_top, inner_left = box.top - top, box.left - left
    ring[inner_top : inner_top + box.rows, inner_left : inner_left + box.columns] = False
    found = part[ring] if ring.any() else radiograph.indices.ravel()
    order = np.argsort(radiograph.levels[found], kind="stable")
    return int(found[order[len(order) // 2]])


def _markers(radiograph: Radiograph, lungs: NDArray[np.bool_]) -> tuple[Box, ...]:
    grey = sample_of(radiograph).grey
    across, down = radiograph.columns / grey.shape[1], radiograph.rows / grey.shape[0]
    found = []
    for x, y, width, height in letter_boxes(grey, ~lungs):
        margin = MARGIN * height
        top, left = max(0, round((y - margin) * down)), max(0, round((x - margin) * across))
        bottom = min(radiograph.rows, round((y + height + margin) * down))
        right = min(radiograph.columns, round((x + width + margin) * across))
        found.append(Box(top, left, bottom - top, right - left))
    return tuple(found)
