"""Values as the text of CSV cells, and back.

Spreadsheets run a cell that begins with = + - or @ as a formula, and file names and patient
identifiers are text from strangers: such cells get an apostrophe in front.
"""

import re
from pathlib import Path

from cxrviewer.domain.errors import printable

_RISKY = re.compile(r"'*[=+\-@]")
_GUARDED = re.compile(r"'+[=+\-@]")


def text_cell(text: str | Path) -> str:
    """Return ``text`` printable and never a formula."""
    shown = printable(text)
    return f"'{shown}" if _RISKY.match(shown) else shown


def cell_text(cell: str) -> str:
    """Return the printable text that text_cell was given."""
    return cell[1:] if _GUARDED.match(cell) else cell


def number_cell(value: float | None, *, decimals: int) -> str:
    """Return a plain decimal number; empty where nothing was evaluated."""
    return "" if value is None else f"{value:.{decimals}f}"


def count_cell(value: int | None) -> str:
    return "" if value is None else str(value)


def flag_cell(value: bool | None) -> str:
    """Return 1, 0, or empty where there is nothing to say."""
    return "" if value is None else str(int(value))
