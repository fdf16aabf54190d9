"""How the pixel grid lies in the world: shape of a pixel, and where rows and columns lead."""

from pydicom.dataset import Dataset

from cxrviewer.domain.radiograph import PixelSpacing
from cxrviewer.reading.elements import numbers, texts, values_of

MOST_OBLONG = 20.0
IMPOSSIBLE_ASPECT = "The pixel aspect ratio of the file is impossible and is not used."


def read_aspect(dataset: Dataset, spacing: PixelSpacing | None) -> tuple[float, tuple[str, ...]]:
    """Return a pixel's height over its width, and warnings.

    A spacing says it best; Pixel Aspect Ratio (0028,0034) is there for pictures without one.
    """
    if spacing is not None:
        aspect = spacing.row_mm / spacing.column_mm
    else:
        found = numbers(dataset, "PixelAspectRatio")
        # Some writers state one number instead of two, or leave both empty.
        if len(values_of(dataset, "PixelAspectRatio")) < 2:
            return 1.0, ()
        if len(found) != 2 or not (found[0] > 0 and found[1] > 0):
            return 1.0, (IMPOSSIBLE_ASPECT,)
        aspect = found[0] / found[1]
    if not 1 / MOST_OBLONG <= aspect <= MOST_OBLONG:
        return 1.0, (IMPOSSIBLE_ASPECT,)
    return aspect, ()


def read_edges(dataset: Dataset) -> tuple[str, str]:
    """Return Patient Orientation (0020,0020): where rows and columns lead, PS3.3 C.7.6.1.1.1."""
    found = texts(dataset, "PatientOrientation")
    if len(found) != 2 or not all(map(_is_direction, found)):
        return "", ""
    return found[0], found[1]


def _is_direction(letters: str) -> bool:
    return 1 <= len(letters) <= 3 and set(letters) <= set("LRAPHF")
