"""Graphic annotations of a presentation state, PS3.3 C.10.5."""

import math
from collections.abc import Iterator

from pydicom.dataset import Dataset

from cxrviewer.domain.presentation import Caption, Graphic, GraphicKind, Point
from cxrviewer.reading.elements import items, numbers, text

MOST_POINTS = 20_000
MOST_CAPTIONS = 500
LONGEST_WORDS = 1024
FARTHEST = 1e6
DAMAGED = "Some annotations of the presentation state are damaged and are not shown."
TOO_MANY = "The presentation state has more annotations than are shown."
LEAST_POINTS = {
    GraphicKind.POINT: 1,
    GraphicKind.POLYLINE: 2,
    GraphicKind.CIRCLE: 2,
    GraphicKind.ELLIPSE: 4,
}

Graphics = tuple[Graphic, ...]
Captions = tuple[Caption, ...]


def read_graphics(dataset: Dataset) -> tuple[Graphics, Captions, tuple[str, ...]]:
    """Return figures and words of all layers, and warnings."""
    warnings: dict[str, None] = {}
    graphics: list[Graphic] = []
    captions: list[Caption] = []
    points = 0
    for annotation in items(dataset, "GraphicAnnotationSequence"):
        for graphic in map(_graphic, items(annotation, "GraphicObjectSequence")):
            points += 0 if graphic is None else len(graphic.points)
            if graphic is None or points > MOST_POINTS:
                warnings[DAMAGED if graphic is None else TOO_MANY] = None
            else:
                graphics.append(graphic)
        for caption in map(_caption, items(annotation, "TextObjectSequence")):
            if caption is None or len(captions) >= MOST_CAPTIONS:
                warnings[DAMAGED if caption is None else TOO_MANY] = None
            else:
                captions.append(caption)
    return tuple(graphics), tuple(captions), tuple(warnings)


def _graphic(item: Dataset) -> Graphic | None:
    name = text(item, "GraphicType")
    try:
        kind = GraphicKind("POLYLINE" if name == "INTERPOLATED" else name)
    except ValueError:
        return None
    points = _points(item, "GraphicData")
    if len(points) < LEAST_POINTS[kind]:
        return None
    return Graphic(
        kind,
        points,
        relative=text(item, "GraphicAnnotationUnits") == "DISPLAY",
        filled=text(item, "GraphicFilled") == "Y",
    )


def _caption(item: Dataset) -> Caption | None:
    words = text(item, "UnformattedTextValue")[:LONGEST_WORDS]
    anchor = next(iter(_points(item, "AnchorPoint")), None)
    box = next(iter(_points(item, "BoundingBoxTopLeftHandCorner")), None)
    place = box or anchor
    if not words or place is None:
        return None
    units = "BoundingBoxAnnotationUnits" if box else "AnchorPointAnnotationUnits"
    relative = text(item, units) == "DISPLAY"
    is_drawn = text(item, "AnchorPointVisibility") == "Y" and box is not None
    same_units = (text(item, "AnchorPointAnnotationUnits") == "DISPLAY") == relative
    return Caption(words, place, relative, anchor if is_drawn and same_units else None)


def _points(item: Dataset, keyword: str) -> tuple[Point, ...]:
    """Return (x, y) pairs; empty where one is impossible."""
    found = numbers(item, keyword)
    if len(found) % 2 or not all(math.isfinite(v) and abs(v) <= FARTHEST for v in found):
        return ()
    return tuple(_pairs(found))


def _pairs(flat: tuple[float, ...]) -> Iterator[Point]:
    yield from zip(flat[::2], flat[1::2], strict=True)
