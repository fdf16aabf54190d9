"""The displayed areas of a presentation state, PS3.3 C.10.4."""

import math
from collections.abc import Callable

from pydicom.dataset import Dataset

from cxrviewer.domain.presentation import DisplayedArea, Part, SizeMode
from cxrviewer.reading.elements import items, number, numbers, text

DAMAGED_AREA = "A displayed area of the presentation state is damaged and is not applied."
FARTHEST = 1e6
LEAST_SCALE, GREATEST_SCALE = 1e-3, 1e3
MOST_AREAS = 1000


def read_areas(
    dataset: Dataset, part_of: Callable[[Dataset], Part]
) -> tuple[tuple[DisplayedArea, ...], tuple[str, ...]]:
    """Return the areas, and warnings."""
    found = [
        _read_area(item, part_of(item))
        for item in items(dataset, "DisplayedAreaSelectionSequence")[:MOST_AREAS]
    ]
    whole = tuple(area for area in found if area is not None)
    return whole, (DAMAGED_AREA,) if len(whole) < len(found) else ()


def _read_area(item: Dataset, part: Part) -> DisplayedArea | None:
    corners = (
        *numbers(item, "DisplayedAreaTopLeftHandCorner"),
        *numbers(item, "DisplayedAreaBottomRightHandCorner"),
    )
    if len(corners) != 4 or not all(math.isfinite(v) and abs(v) <= FARTHEST for v in corners):
        return None
    try:
        mode = SizeMode(text(item, "PresentationSizeMode") or SizeMode.FIT)
    except ValueError:
        return None
    spacing = _pair(item, "PresentationPixelSpacing")
    ratio = _pair(item, "PresentationPixelAspectRatio")
    magnification = number(item, "PresentationPixelMagnificationRatio")
    if mode is SizeMode.MAGNIFY and not _is_scale(magnification):
        return None
    # The corners are those of the picture as it is seen: a turn exchanges them.
    (left, right), (top, bottom) = sorted(corners[::2]), sorted(corners[1::2])
    return DisplayedArea(
        left=left - 1.0,
        top=top - 1.0,
        right=right,
        bottom=bottom,
        mode=mode,
        spacing=spacing,
        aspect=_aspect(spacing or ratio),
        magnification=magnification if magnification and _is_scale(magnification) else 1.0,
        part=part,
    )


def _pair(item: Dataset, keyword: str) -> tuple[float, float] | None:
    found = numbers(item, keyword)
    if len(found) != 2 or not all(math.isfinite(v) and 0 < v <= FARTHEST for v in found):
        return None
    return found[0], found[1]


def _aspect(pair: tuple[float, float] | None) -> float | None:
    if pair is None or not LEAST_SCALE <= pair[0] / pair[1] <= GREATEST_SCALE:
        return None
    return pair[0] / pair[1]


def _is_scale(value: float | None) -> bool:
    return value is not None and LEAST_SCALE <= value <= GREATEST_SCALE
