"""What a presentation state makes of a radiograph: its grey scale, its area, its figures' places.

None of it changes the radiograph, and none of it reaches a model.
"""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.presentation import (
    Caption,
    DisplayedArea,
    Graphic,
    GraphicKind,
    ModalityRule,
    Orientation,
    Point,
    PresentationState,
)
from cxrviewer.domain.radiograph import Radiograph, RegradedVoi, Voi
from cxrviewer.imaging.orientation import Affine, display_size, to_display
from cxrviewer.imaging.voi import window_between

FULL_RANGE = "Full range"
OWN_VALUES = (
    "The presentation state has a modality transform of its own: its window counts in its values, "
    "the cursor, the histogram and measurements in the image's."
)
AREA_MISSED = "The presentation state shows an area outside the picture; all of it is shown."


def apply_rule(stored: NDArray[np.float64], rule: ModalityRule) -> NDArray[np.float64]:
    """Return the modality value of each stored value, float64, (n,), PS3.3 C.11.1."""
    if rule.lut is None:
        return np.asarray(stored * rule.slope + rule.intercept, np.float64)
    positions = np.clip(np.floor(stored) - rule.lut.first, 0, len(rule.lut.table) - 1)
    return np.asarray(rule.lut.table[positions.astype(np.intp)], np.float64)


def state_voi(radiograph: Radiograph, state: PresentationState) -> Voi:
    """Return what the state shows of the stored values; without a VOI their whole range."""
    levels = apply_rule(radiograph.stored_levels, state.modality)
    voi = state.voi_for(radiograph.instance.sop_uid, radiograph.frame)
    if voi is None:
        lut = state.modality.lut
        ends = (levels.min(), levels.max()) if lut is None else (0.0, 2.0**lut.bits - 1.0)
        voi = window_between(float(ends[0]), float(ends[1]), explanation=FULL_RANGE)
    return voi if np.array_equal(levels, radiograph.levels) else RegradedVoi(levels, voi)


def state_area(radiograph: Radiograph, state: PresentationState) -> DisplayedArea | None:
    """Return the area that the state shows; None for none, or where it misses the picture."""
    area = state.area_for(radiograph.instance.sop_uid, radiograph.frame)
    if area is None:
        return None
    across = min(area.right, radiograph.columns) - max(area.left, 0.0)
    down = min(area.bottom, radiograph.rows) - max(area.top, 0.0)
    return area if across > 0 and down > 0 else None


def is_part(radiograph: Radiograph, area: DisplayedArea) -> bool:
    """Say whether something of the picture lies outside ``area``."""
    inside = area.left <= 0 and area.top <= 0
    return not (inside and area.right >= radiograph.columns and area.bottom >= radiograph.rows)


def misses_area(radiograph: Radiograph, state: PresentationState) -> bool:
    """Say whether the state asks for a part that the picture does not have."""
    wanted = state.area_for(radiograph.instance.sop_uid, radiograph.frame)
    return wanted is not None and state_area(radiograph, state) is None


def left_out(radiograph: Radiograph, state: PresentationState) -> tuple[str, ...]:
    """Return a sentence for everything of ``state`` that is not applied to ``radiograph``."""
    regraded = isinstance(state_voi(radiograph, state), RegradedVoi)
    return (
        *state.warnings,
        *((OWN_VALUES,) if regraded else ()),
        *((AREA_MISSED,) if misses_area(radiograph, state) else ()),
    )


def cropped(
    picture: NDArray[np.uint8], area: DisplayedArea, size: tuple[int, int]
) -> NDArray[np.uint8]:
    """Return what ``area`` shows of ``picture``, which shows all of ``size`` (rows, columns).

    What of the area lies outside the picture is left out.
    """
    down, across = picture.shape[0] / size[0], picture.shape[1] / size[1]
    top, bottom = _span(area.top * down, area.bottom * down, picture.shape[0])
    left, right = _span(area.left * across, area.right * across, picture.shape[1])
    return picture[top:bottom, left:right]


def placed(
    state: PresentationState, radiograph: Radiograph
) -> tuple[tuple[Graphic, ...], tuple[Caption, ...]]:
    """Return figures and words with all points in pixels, PS3.3 C.10.5.1.1.

    Points in shares count in the displayed area as it is seen, after turn and flip.
    """
    area = state_area(radiograph, state)
    corner = (area.left, area.top) if area else (0.0, 0.0)
    size = (
        (area.bottom - area.top, area.right - area.left)
        if area
        else (float(radiograph.rows), float(radiograph.columns))
    )
    there = _Shares(corner, size, state.orientation)
    graphics = tuple(
        replace(g, points=tuple(map(there.pixel, g.points)), relative=False) if g.relative else g
        for g in state.graphics
    )
    captions = tuple(there.caption(c) if c.relative else c for c in state.captions)
    return graphics, captions


def leaders(captions: Iterable[Caption]) -> tuple[Graphic, ...]:
    """Return the lines from words to what they speak of."""
    ends = ((caption.place, caption.anchor) for caption in captions)
    return tuple(Graphic(GraphicKind.POLYLINE, (a, b)) for a, b in ends if b is not None)


def to_picture(
    shape: tuple[int, ...],
    size: tuple[int, int],
    orientation: Orientation,
    area: DisplayedArea | None,
) -> Affine:
    """Return the way from pixels of a radiograph of ``size`` (rows, columns) to those of a picture.

    The picture, (height, width) and perhaps channels, shows all of it or, ``cropped``, an ``area``,
    and is turned by ``orientation`` already.
    """
    left, top, right, bottom = 0.0, 0.0, float(size[1]), float(size[0])
    if area is not None:
        left, top = max(area.left, left), max(area.top, top)
        right, bottom = min(area.right, right), min(area.bottom, bottom)
    height, width = (shape[1], shape[0]) if orientation.turns % 2 else shape[:2]
    there = to_display((height, width), 1.0, orientation)
    across, down = width / (right - left), height / (bottom - top)
    first = there.apply(-left * across, -top * down)
    columns, rows = (there.xx * across, there.yx * across), (there.xy * down, there.yy * down)
    return Affine(columns[0], rows[0], first[0], columns[1], rows[1], first[1])


class _Shares:
    """Shares of an area, (x, y) from its upper left corner as it is seen, to pixels."""

    def __init__(self, corner: Point, size: tuple[float, float], orientation: Orientation) -> None:
        self._corner = corner
        self._seen = display_size(size, 1.0, orientation)
        self._back = to_display(size, 1.0, orientation).inverse()

    def pixel(self, point: Point) -> Point:
        x, y = self._back.apply(point[0] * self._seen[1], point[1] * self._seen[0])
        return x + self._corner[0], y + self._corner[1]

    def caption(self, caption: Caption) -> Caption:
        anchor = None if caption.anchor is None else self.pixel(caption.anchor)
        return replace(caption, place=self.pixel(caption.place), relative=False, anchor=anchor)


def _span(first: float, last: float, length: int) -> tuple[int, int]:
    """Return whole numbers between 0 and ``length`` with at least one between them."""
    begin = min(max(round(first), 0), length - 1)
    return begin, max(min(round(last), length), begin + 1)
