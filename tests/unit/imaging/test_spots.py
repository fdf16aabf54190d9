"""Regions of a mask are found with the statistics that OpenCV gives for every pixel."""

import cv2
import numpy as np

from cxrviewer.imaging.spots import spots_of


def test_that_regions_have_the_places_that_statistics_of_the_whole_picture_give() -> None:
    mask = cv2.GaussianBlur(np.random.default_rng(5).random((90, 120)), (0, 0), 2) > 0.53
    count, _, stats, centres = cv2.connectedComponentsWithStats(mask.view(np.uint8))
    spots = spots_of(mask)
    assert count > 10
    assert (spots.boxes == stats[1:, : cv2.CC_STAT_AREA]).all()
    assert (spots.areas == stats[1:, cv2.CC_STAT_AREA]).all()
    np.testing.assert_allclose(spots.centres, centres[1:])


def test_that_an_empty_mask_has_no_regions() -> None:
    spots = spots_of(np.zeros((4, 5), np.bool_))
    assert (len(spots.areas), spots.boxes.shape, spots.centres.shape) == (0, (0, 4), (0, 2))


def test_that_pixels_that_touch_at_a_corner_are_one_region() -> None:
    spots = spots_of(np.eye(3, dtype=np.bool_))
    assert spots.areas.tolist() == [3]
    assert spots.boxes.tolist() == [[0, 0, 3, 3]]
    assert spots.centres.tolist() == [[1.0, 1.0]]
