"""Measurements in a report: numbered lines on the radiograph, and a table of what they come to."""

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.measurement import MeasuredFigure
from cxrviewer.domain.presentation import UPRIGHT, DisplayedArea, Orientation
from cxrviewer.imaging.figures import FRACTION_BITS, stamp, subpixels
from cxrviewer.imaging.opencv import cv2
from cxrviewer.imaging.presentation import to_picture
from cxrviewer.imaging.strokes import strokes
from cxrviewer.report.columns import HEAD, Column, add_table
from cxrviewer.report.sheet import Sheet

YELLOW, BLACK = (255, 224, 102), (0, 0, 0)
HEAD_SHARE = 1 / 60
COLUMNS = (
    Column("No.", 0.005, 0.04),
    Column("Name", 0.05, 0.22),
    Column("Value", 0.28, 0.42),
    Column("", 0.71, 0.29),
)
MOST_LINES = 3


def draw_measured(
    picture: NDArray[np.uint8],
    figures: tuple[MeasuredFigure, ...],
    size: tuple[int, int],
    orientation: Orientation = UPRIGHT,
    area: DisplayedArea | None = None,
) -> NDArray[np.uint8]:
    """Return ``picture``, grey or RGB, as RGB with lines and numbers.

    It shows ``area``, or all, of a radiograph of ``size`` (rows, columns), turned by
    ``orientation`` already.
    """
    drawn = picture.copy() if picture.ndim == 3 else np.repeat(picture[..., np.newaxis], 3, axis=2)
    there = to_picture(drawn.shape, size, orientation, area)
    for number, figure in enumerate(figures, start=1):
        item = figure.item
        lines = (item.points[-1:], *strokes(item.kind, item.points, head=max(size) * HEAD_SHARE))
        placed = [np.array([there.apply(*point) for point in line]) for line in lines]
        _draw_lines(drawn, placed[1:])
        _write_number(drawn, str(number), placed[0][0])
    return np.asarray(drawn, np.uint8)


def _draw_lines(drawn: NDArray[np.uint8], lines: list[NDArray[np.float64]]) -> None:
    for tint, wide in ((BLACK, _thickness(drawn) + 2), (YELLOW, _thickness(drawn))):
        for line in lines:
            cv2.polylines(drawn, [subpixels(line)], False, tint, wide, cv2.LINE_AA, FRACTION_BITS)


def _thickness(drawn: NDArray[np.uint8]) -> int:
    longest: int = max(drawn.shape)
    return max(1, round(longest / 600))


def add_measurements(sheet: Sheet, figures: tuple[MeasuredFigure, ...]) -> None:
    """Write a row per measurement; nothing where there is none."""
    if not figures:
        return
    rows = ((str(n), f.title, f.value, f.remark) for n, f in enumerate(figures, start=1))
    add_table(sheet, "Measurements of the reader", COLUMNS, rows, most_lines=MOST_LINES)
    sheet.paragraph(
        "Regions: modality values of the pixels whose centre lies inside or on the outline; "
        "SD divides by n. px: widths of a pixel.",
        HEAD,
    )
    sheet.space(5)


def _write_number(drawn: NDArray[np.uint8], text: str, at: NDArray[np.float64]) -> None:
    """Write beside ``at``, (x, y), and inside the picture."""
    size, thickness = max(drawn.shape[:2]) / 1100, _thickness(drawn)
    (width, height), _ = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, size, thickness)
    x = int(min(max(at[0] + 4 * thickness, 0), drawn.shape[1] - width))
    y = int(min(max(at[1] + height + 4 * thickness, height), drawn.shape[0] - 1))
    letters = np.zeros(drawn.shape[:2], np.uint8)
    cv2.putText(letters, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, 255, thickness, cv2.LINE_AA)
    stamp(drawn, letters, YELLOW, rim=thickness + 1)
