"""What stands in a file, element by element, for a person to look at."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TagRow:
    """One element, item or chunk. ``depth`` is 0 at the top; deeper rows belong to the row above.

    ``value`` is how it reads, ``raw`` its first bytes in hexadecimal, ``length`` all its bytes.
    Texts are as in the file, unescaped.
    """

    depth: int
    tag: str
    name: str
    vr: str
    value: str
    raw: str
    length: int


@dataclass(frozen=True, slots=True)
class TagPage:
    """Rows from ``offset`` on. ``more`` follow; ``capped``: they are not told."""

    offset: int
    rows: tuple[TagRow, ...]
    more: bool
    capped: bool
