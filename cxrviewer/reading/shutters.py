"""Display shutters of an image or of a presentation state, PS3.3 C.7.6.11 and C.11.12."""

from pydicom.dataset import Dataset

from cxrviewer.domain.covers import Disc, Rectangle, Shutter
from cxrviewer.reading.elements import integer, numbers, texts

DAMAGED_SHUTTER = "A display shutter of the file is damaged and is not applied."
UNKNOWN_SHAPE = "A display shutter of the file has an unknown shape and is not applied."
HIDES_ALL = "The display shutter of the file hides the whole picture and is not applied."
FARTHEST = 32767
LEAST_RADIUS = 1e-3
MOST_CORNERS = 4096
P_VALUES = 65535


def read_shutter(
    dataset: Dataset, rows: int, columns: int, *, aspect: float
) -> tuple[Shutter | None, tuple[str, ...]]:
    """Return the shutter for a picture of rows x columns, and warnings.

    ``aspect`` is a pixel's height over its width: a circle's radius counts along the rows.
    """
    shapes = frozenset(texts(dataset, "ShutterShape"))
    if not shapes:
        return None, ()
    rectangle = _rectangle(dataset) if "RECTANGULAR" in shapes else None
    disc = _disc(dataset, aspect) if "CIRCULAR" in shapes else None
    polygon = _polygon(dataset) if "POLYGONAL" in shapes else ()
    wanted = shapes & {"RECTANGULAR", "CIRCULAR", "POLYGONAL"}
    warnings = () if wanted == shapes else (UNKNOWN_SHAPE,)
    if sum((rectangle is not None, disc is not None, bool(polygon))) < len(wanted):
        warnings = (*warnings, DAMAGED_SHUTTER)
    if rectangle is None and disc is None and not polygon:
        return None, warnings
    if _hides_all(rectangle, rows, columns):
        return None, (*warnings, HIDES_ALL)
    return Shutter(rectangle, disc, polygon, _grey(dataset)), warnings


def _rectangle(dataset: Dataset) -> Rectangle | None:
    edges = [
        integer(dataset, f"Shutter{edge}Edge")
        for edge in ("UpperHorizontal", "LeftVertical", "LowerHorizontal", "RightVertical")
    ]
    found = [edge - 1 for edge in edges if edge is not None and abs(edge) <= 10**6]
    if len(found) < len(edges):
        return None
    top, left, bottom, right = found
    return Rectangle(top, left, bottom, right) if top <= bottom and left <= right else None


def _disc(dataset: Dataset, aspect: float) -> Disc | None:
    centre = numbers(dataset, "CenterOfCircularShutter")
    radius = numbers(dataset, "RadiusOfCircularShutter")
    if len(centre) != 2 or not all(abs(value) <= FARTHEST for value in centre):
        return None
    if len(radius) != 1 or not LEAST_RADIUS <= radius[0] <= FARTHEST:
        return None
    return Disc(centre[0] - 1, centre[1] - 1, radius[0] / aspect, radius[0])


def _polygon(dataset: Dataset) -> tuple[tuple[int, int], ...]:
    found = numbers(dataset, "VerticesOfThePolygonalShutter")
    if len(found) < 6 or len(found) % 2 or len(found) > 2 * MOST_CORNERS:
        return ()
    if not all(abs(value) <= FARTHEST for value in found):
        return ()
    corners = [round(value) - 1 for value in found]
    return tuple(zip(corners[::2], corners[1::2], strict=True))


def _hides_all(rectangle: Rectangle | None, rows: int, columns: int) -> bool:
    if rectangle is None:
        return False
    outside = rectangle.top >= rows or rectangle.left >= columns
    return outside or rectangle.bottom < 0 or rectangle.right < 0


def _grey(dataset: Dataset) -> int:
    """Return Shutter Presentation Value (0018,1622), a P-value of 16 bits, as display value."""
    value = integer(dataset, "ShutterPresentationValue") or 0
    return round(min(max(value, 0), P_VALUES) * 255 / P_VALUES)
