"""Figures of a presentation state drawn into a picture, PS3.3 C.10.5; and letters on a dark rim."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.presentation import Graphic, GraphicKind
from cxrviewer.imaging.opencv import cv2

WHITE = 255
CORNERS = 96
# Subpixels that OpenCV's drawing functions count in: 4 bits.
FRACTION_BITS = 4
# Nearer than this OpenCV's whole numbers of 32 bits hold every point.
FARTHEST = float(2**30)
Line = NDArray[np.float64]


def draw_figures(
    picture: NDArray[np.uint8], graphics: Sequence[Graphic], size: tuple[int, int]
) -> NDArray[np.uint8]:
    """Return ``picture``, grey or RGB, with the figures in white on a dark rim.

    It shows a radiograph of ``size`` (rows, columns) and may be smaller or larger.
    """
    drawn = picture.copy()
    thickness = max(1, round(max(picture.shape[:2]) / 700))
    colour = (WHITE,) * (1 if picture.ndim == 2 else picture.shape[2])
    rim = (0,) * len(colour)
    for graphic in graphics:
        unit = (1.0, 1.0) if graphic.relative else (1.0 / size[1], 1.0 / size[0])
        scale = np.asarray(unit) * (picture.shape[1], picture.shape[0])
        for line in _lines(graphic, arm=max(picture.shape[:2]) / 150 / scale):
            points = [subpixels(line * scale)]
            cv2.polylines(drawn, points, False, rim, thickness + 2, cv2.LINE_AA, FRACTION_BITS)
            if graphic.filled and graphic.kind is not GraphicKind.POINT:
                cv2.fillPoly(drawn, points, colour, cv2.LINE_AA, FRACTION_BITS)
            cv2.polylines(drawn, points, False, colour, thickness, cv2.LINE_AA, FRACTION_BITS)
    return drawn


def subpixels(points: Line) -> NDArray[np.int32]:
    """Return (x, y) pixels as OpenCV's drawing functions count them; FRACTION_BITS go with them."""
    places = np.rint((points - 0.5) * (1 << FRACTION_BITS))
    return np.clip(places, -FARTHEST, FARTHEST).astype(np.int32)


def stamp(
    drawn: NDArray[np.uint8], letters: NDArray[np.uint8], tint: Sequence[int], *, rim: int
) -> None:
    """Colour ``drawn`` in place where there are ``letters``, 0 to 255, on a dark rim around them.

    ``tint`` has a number for each channel; ``rim`` is how many pixels wide the rim is.
    """
    # The rim is made of the letters' own shape: a wider pen does not widen every font.
    wide = cv2.dilate(letters, np.ones((2 * rim + 1, 2 * rim + 1), np.uint8))
    for colour, shape in ((np.zeros(len(tint)), wide), (np.asarray(tint, np.float64), letters)):
        there = shape > 0
        share = shape[there, np.newaxis] / 255.0
        before = drawn[there].reshape(len(share), len(tint))
        mixed = np.rint(before * (1.0 - share) + colour * share)
        drawn[there] = mixed.reshape(drawn[there].shape)


def _lines(graphic: Graphic, *, arm: NDArray[np.float64]) -> Iterator[Line]:
    """Yield lines of (x, y) points in the figure's own units; ``arm`` is half a cross."""
    points = np.asarray(graphic.points, np.float64)
    if graphic.kind is GraphicKind.POLYLINE:
        yield points
    elif graphic.kind is GraphicKind.POINT:
        for axis in np.eye(2) * arm:
            yield np.stack([points[0] - axis, points[0] + axis])
    elif graphic.kind is GraphicKind.CIRCLE:
        radius = float(np.hypot(*(points[1] - points[0])))
        yield _round(points[0], np.array([radius, 0.0]), np.array([0.0, radius]))
    else:
        middle = (points[0] + points[1]) / 2.0
        yield _round(middle, points[1] - middle, points[3] - (points[2] + points[3]) / 2.0)


def _round(middle: Line, one: Line, other: Line) -> Line:
    angles = np.linspace(0.0, 2.0 * np.pi, CORNERS + 1)[:, np.newaxis]
    return np.asarray(middle + np.cos(angles) * one + np.sin(angles) * other, np.float64)
