"""Elements that come twice, out of order or behind the pixels, PS3.5 7.1 and 7.4."""

from collections.abc import Iterator

from pydicom.datadict import dictionary_description, dictionary_has_tag

from cxrviewer.reading.validator.finding import HeaderFinding, refuse, tag_number, warn
from cxrviewer.reading.validator.walk import IDENTITY_TAGS, Layout

MOST_NAMED = 3


def check_layout(layout: Layout) -> Iterator[HeaderFinding]:
    for tag in sorted(layout.conflicting):
        what = "whose picture this is" if tag in IDENTITY_TAGS else "what its pixels mean"
        code = "duplicate-identity" if tag in IDENTITY_TAGS else "duplicate-meaning"
        yield refuse(
            code,
            f"{_name(tag)} stands in the file more than once with different values: "
            f"{what} cannot be known.",
        )
    harmless = sorted(layout.repeated - layout.conflicting)
    if harmless:
        names = _names(harmless)
        yield warn("duplicate", f"The file repeats elements: {names}; the last one is used.")
    elif layout.unordered:
        yield warn("order", "The elements of the file do not stand in ascending order.")
    if layout.nested:
        # Whose picture it is comes first.
        tags = sorted(layout.nested, key=lambda tag: (tag not in IDENTITY_TAGS, tag))
        yield warn(
            "duplicate-nested",
            f"A sequence of the file repeats elements in one item: {_names(tags)}; the last one "
            "is used.",
        )
    if layout.after_pixels is not None:
        yield warn(
            "after-pixels",
            f"Elements follow the pixels that do not belong there, {_name(layout.after_pixels)} "
            "first; they are not read.",
        )


def _names(tags: list[int]) -> str:
    more = f" and {len(tags) - MOST_NAMED} more" if len(tags) > MOST_NAMED else ""
    return ", ".join(_name(tag) for tag in tags[:MOST_NAMED]) + more


def _name(tag: int) -> str:
    if dictionary_has_tag(tag):
        return f"{dictionary_description(tag)} {tag_number(tag)}"
    return f"an element {tag_number(tag)}"
