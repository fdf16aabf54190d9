"""Which side is which: View Position, Patient Orientation and laterality, PS3.3 C.7.6.1.1.1."""

from collections.abc import Iterator

from cxrviewer.reading.elements import Elements, text, texts
from cxrviewer.reading.eligibility import LATERAL_POSITIONS
from cxrviewer.reading.validator.finding import HeaderFinding, tag_name, warn

FRONTAL_POSITIONS = frozenset({"PA", "AP"})
LATERALITIES = frozenset({"", "R", "L", "U", "B"})
AXES = ({"R", "L"}, {"A", "P"}, {"H", "F"})
MIRRORED_REMEDY = "Look for the side marker before you name a side."


def check_orientation(dataset: Elements) -> Iterator[HeaderFinding]:
    yield from _check_laterality(dataset)
    directions = tuple(value.upper() for value in texts(dataset, "PatientOrientation"))
    if not any(directions):
        return
    name = tag_name("PatientOrientation")
    if len(directions) != 2 or not all(map(_is_direction, directions)):
        yield warn("orientation", f"{name} names no pair of directions of the body.")
        return
    row, column = directions
    if _axis(row) == _axis(column):
        yield warn("orientation", f"{name} names one direction of the body twice.")
        return
    yield from _check_view(text(dataset, "ViewPosition").upper(), row, column)


def _check_laterality(dataset: Elements) -> Iterator[HeaderFinding]:
    image, part = text(dataset, "ImageLaterality").upper(), text(dataset, "Laterality").upper()
    for keyword, value in (("ImageLaterality", image), ("Laterality", part)):
        if value not in LATERALITIES:
            yield warn("laterality", f"{tag_name(keyword)} is none of R, L, U and B.")
    if {image, part} == {"R", "L"}:
        yield warn(
            "laterality-contradiction",
            f"{tag_name('ImageLaterality')} contradicts {tag_name('Laterality')}.",
            MIRRORED_REMEDY,
        )


def _check_view(view: str, row: str, column: str) -> Iterator[HeaderFinding]:
    frontal = view in FRONTAL_POSITIONS
    expected = AXES[0] if frontal else AXES[1] if view in LATERAL_POSITIONS else None
    contradictory = expected is not None and AXES[2] not in map(_axis, (row, column))
    if contradictory or (expected and expected not in map(_axis, (row, column))):
        yield warn(
            "view-contradiction",
            f"{tag_name('PatientOrientation')} contradicts {tag_name('ViewPosition')}.",
            MIRRORED_REMEDY,
        )
    elif frontal and (row[0], column[0]) != ("L", "F"):
        yield warn(
            "turned",
            f"{tag_name('PatientOrientation')} says that the picture is stored turned or mirrored.",
            MIRRORED_REMEDY,
        )


def _is_direction(value: str) -> bool:
    """Say whether ``value`` is one to three letters, each of another axis."""
    axes = [next((i for i, axis in enumerate(AXES) if char in axis), -1) for char in value]
    return 0 < len(axes) <= len(AXES) and -1 not in axes and len(set(axes)) == len(axes)


def _axis(direction: str) -> set[str]:
    return next(axis for axis in AXES if direction[0] in axis)
