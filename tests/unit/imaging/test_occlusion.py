import cv2
import numpy as np

from cxrviewer.domain.occlusion import Box, Region
from cxrviewer.imaging.occlusion import covered, regions_of
from tests.data.radiographs import radiograph_of

ROWS, COLUMNS = 500, 400


def marked() -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """A grey ramp with a letter beside the lungs."""
    picture = np.tile(np.linspace(20, 120, COLUMNS), (ROWS, 1)).astype(np.uint8)
    cv2.putText(picture, "L", (330, 250), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 255, 2)
    return picture


def lungs() -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    mask = np.zeros((ROWS, COLUMNS), np.bool_)
    mask[100:400, 60:300] = True
    return mask


def test_that_corners_and_markers_are_found() -> None:
    regions = regions_of(radiograph_of(marked()), lungs())
    assert [region.name for region in regions][-1] == "markers"
    assert len(regions) == 5
    (marker,) = regions[-1].boxes
    assert marker.top < 240 < marker.top + marker.rows
    assert marker.left < 335 < marker.left + marker.columns
    assert len(regions_of(radiograph_of(marked()), ~np.zeros_like(lungs()))) == 4


def test_that_a_covered_part_takes_the_grey_around_it_and_the_rest_stays() -> None:
    radiograph = radiograph_of(marked())
    marker = regions_of(radiograph, lungs())[-1]
    hidden = covered(radiograph, marker)
    box = marker.boxes[0]
    part = np.s_[box.top : box.top + box.rows, box.left : box.left + box.columns]
    assert len(np.unique(hidden.indices[part])) == 1
    assert 90 < hidden.indices[part][0, 0] < 120
    changed = hidden.indices != radiograph.indices
    changed[part] = False
    assert not changed.any()


def test_that_a_whole_picture_can_be_covered() -> None:
    radiograph = radiograph_of(marked())
    hidden = covered(radiograph, Region("all", (Box(0, 0, ROWS, COLUMNS),)))
    assert len(np.unique(hidden.indices)) == 1
