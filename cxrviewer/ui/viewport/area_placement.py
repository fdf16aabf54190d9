"""Where a radiograph goes when a presentation state shows an area of it, PS3.3 C.10.4."""

from cxrviewer.domain.presentation import DisplayedArea, SizeMode
from cxrviewer.imaging.orientation import Affine
from cxrviewer.ui.viewport.placement import GREATEST_SCALE, LEAST_SCALE, Placement


def wanted_scale(area: DisplayedArea, *, per_mm: float | None, ratio: float) -> float | None:
    """Return screen units for a column that the state asks for; None where it is to be fitted.

    ``per_mm`` are screen units to a mm, None where the screen does not say. ``ratio`` are
    physical pixels to a unit.
    """
    if area.mode is SizeMode.MAGNIFY:
        return area.magnification / ratio
    if area.mode is SizeMode.TRUE_SIZE and area.spacing is not None and per_mm is not None:
        return area.spacing[1] * per_mm
    return None


def place_area(
    area: DisplayedArea, there: Affine, view: tuple[int, int], scale: float | None
) -> Placement:
    """Return the placement with the area's middle in that of ``view`` (height, width).

    ``there`` leads from pixels to display units. Without a ``scale`` all of the area is seen.
    """
    first, last = there.apply(area.left, area.top), there.apply(area.right, area.bottom)
    width, height = abs(last[0] - first[0]), abs(last[1] - first[1])
    if scale is None:
        scale = min(max(view[0], 1) / height, max(view[1], 1) / width)
    scale = min(max(scale, LEAST_SCALE), GREATEST_SCALE)
    middle = ((first[0] + last[0]) / 2.0, (first[1] + last[1]) / 2.0)
    return Placement(scale, 0.0, 0.0).with_point_at(middle, (view[1] / 2.0, view[0] / 2.0))
