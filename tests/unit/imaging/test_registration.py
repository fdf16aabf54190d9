"""Known transforms of phantom lungs are found again; what cannot be registered is refused."""

from functools import cache

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from cxrviewer.domain.errors import UsageError
from cxrviewer.imaging.orientation import Affine
from cxrviewer.imaging.phantom import ThoraxPhantom, project
from cxrviewer.imaging.registration import register_lungs

ROWS, COLUMNS = 512, 448
Mask = NDArray[np.bool_]


@cache
def lungs(seed: int = 11) -> Mask:
    return project(ThoraxPhantom(seed, rows=ROWS, columns=COLUMNS, spacing=0.8)).lung_mask


def moved(mask: Mask, there: Affine) -> Mask:
    """Return ``mask`` moved by ``there``, which counts pixels from the outer corner."""
    half = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1.0]])
    matrix = np.linalg.inv(half) @ np.array([*there, 0, 0, 1.0]).reshape(3, 3) @ half
    grey = mask.astype(np.float32)
    return np.asarray(cv2.warpAffine(grey, matrix[:2], (COLUMNS, ROWS)) >= 0.5, np.bool_)


def turned(degrees: float, scale: float, right: float, down: float) -> Affine:
    """Return a turn and an enlargement about the middle, followed by a shift."""
    turn = cv2.getRotationMatrix2D((COLUMNS / 2, ROWS / 2), degrees, scale)
    turn[:, 2] += (right, down)
    return Affine(*(float(v) for v in turn.ravel()))


def greatest_error(found: Affine, there: Affine, mask: Mask) -> float:
    """Return by how many pixels the two differ at most within ``mask``."""
    rows, columns = np.nonzero(mask[::8, ::8])
    points = [(8.0 * x, 8.0 * y) for x, y in zip(columns, rows, strict=True)]
    return max(float(np.hypot(*np.subtract(found.apply(*p), there.apply(*p)))) for p in points)


@pytest.mark.parametrize(
    "there",
    [
        Affine(1, 0, 0, 0, 1, 0),
        turned(0, 1.0, 20, -15),
        turned(5, 1.0, 0, 0),
        turned(-4, 0.92, -12, 10),
        Affine(1.0, 0.03, -5.0, 0.01, 0.90, 24.0),
    ],
    ids=["none", "shift", "turn", "similarity", "breath"],
)
def test_that_a_known_transform_is_found_again(there: Affine) -> None:
    found = register_lungs(lungs(), moved(lungs(), there))
    assert greatest_error(found.transform, there, lungs()) < 4.0
    assert found.overlap > 0.97


def test_that_the_tilt_and_the_overlap_before_are_told() -> None:
    found = register_lungs(lungs(), moved(lungs(), turned(5, 1.0, 30, 0)))
    assert found.tilt == pytest.approx(-5.0, abs=0.7)
    assert found.before < found.overlap - 0.1


def test_that_radiographs_of_other_sizes_and_pixel_shapes_are_brought_together() -> None:
    size = (COLUMNS * 3, ROWS)
    wide = cv2.resize(lungs().astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    found = register_lungs(wide, lungs(), aspects=(3.0, 1.0))
    x, y = found.transform.apply(300.0, 200.0)
    assert (x, y) == pytest.approx((100.0, 200.0), abs=1.5)


def test_that_other_patients_lungs_come_together_less_well() -> None:
    own = register_lungs(lungs(11), lungs(11)).overlap
    assert register_lungs(lungs(11), lungs(37)).overlap < own


@pytest.mark.parametrize("which", ["none", "one lung", "upside down"])
def test_that_lungs_that_cannot_be_registered_are_refused_with_the_reason(which: str) -> None:
    mask = lungs().copy()
    if which == "none":
        mask[:] = False
    elif which == "one lung":
        mask[:, : COLUMNS // 2] = False
    else:
        mask = np.ascontiguousarray(np.rot90(mask, 1))
    with pytest.raises(UsageError, match="cannot be laid on each other") as caught:
        register_lungs(lungs(), mask)
    assert "side by side" in caught.value.remedy
