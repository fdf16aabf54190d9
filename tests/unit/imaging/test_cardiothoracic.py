"""Where the cardiothoracic ratio is proposed, on lung fields drawn by hand."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.imaging.cardiothoracic import NoProposalError, propose

# The left lung of the picture, then the right one, on 400 x 400 pixels: inner borders reach the
# heart's at x 170 (y 250) and x 270 (y 290), outer ones x 60 and x 360 at y 300.
LEFT = [(120, 60), (180, 80), (190, 150), (170, 250), (190, 300), (120, 290), (60, 340), (60, 300)]
RIGHT = [(250, 60), (220, 80), (225, 150), (270, 290), (265, 300), (330, 310), (355, 345)]


def drawn(*fields: list[tuple[int, int]], size: tuple[int, int] = (400, 400)) -> NDArray[np.bool_]:
    canvas = np.zeros(size, np.uint8)
    for field in fields:
        cv2.fillPoly(canvas, [np.array(field, np.int32)], 1)
    return canvas.astype(np.bool_)


RIGHT = [*RIGHT, (360, 300), (310, 90)]


def test_that_heart_and_thorax_are_found_where_they_were_drawn() -> None:
    proposal = propose(drawn(LEFT, RIGHT))
    (heart_left, heart_right, thorax_left, thorax_right) = proposal.points
    assert heart_left == pytest.approx((170, 250), abs=4)
    assert heart_right == pytest.approx((270, 290), abs=8)
    assert thorax_left[0] == pytest.approx(60, abs=3)
    assert thorax_right[0] == pytest.approx(360, abs=3)
    assert not proposal.is_cropped


def test_that_the_size_of_the_picture_does_not_matter() -> None:
    small = drawn(LEFT, RIGHT)
    large = np.kron(small, np.ones((5, 5), np.bool_))
    expected = np.array(propose(small).points) * 5
    assert np.abs(np.array(propose(large).points) - expected).max() < 15


def test_that_a_lung_at_the_edge_is_called_cropped() -> None:
    assert propose(drawn(LEFT, RIGHT)[:, 60:]).is_cropped


@pytest.mark.parametrize(
    "mask",
    [
        np.zeros((50, 50), np.bool_),
        np.ones((50, 50), np.bool_),
        drawn(LEFT),
        drawn([(100, 10), (200, 10), (150, 100)], [(100, 300), (200, 300), (150, 390)]),
        drawn(LEFT, [(300, 60), (310, 60), (305, 80)]),
        np.eye(3, dtype=np.bool_),
    ],
)
def test_that_without_two_lungs_side_by_side_nothing_is_proposed(mask: NDArray[np.bool_]) -> None:
    with pytest.raises(NoProposalError):
        propose(mask)


def test_that_no_mask_ends_in_another_error() -> None:
    random = np.random.default_rng(5)
    for _ in range(200):
        size = random.integers(1, 60, 2)
        mask = cv2.blur(random.random(size), (5, 5)) > 0.5
        try:
            propose(np.asarray(mask, np.bool_).reshape(size))
        except NoProposalError:
            continue
