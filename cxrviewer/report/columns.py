"""Tables of short texts on a report's page."""

from collections.abc import Iterable
from dataclasses import dataclass

from cxrviewer.report.lettering import QUIET, Style, wrap_shortly
from cxrviewer.report.sheet import LEFT, WIDTH, Sheet

CELL, HEAD = Style(7.7), Style(6.8, colour=QUIET)
MARGIN = 4


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column begins and how wide it is, as shares of the page's width."""

    title: str
    place: float
    share: float


def add_table(
    sheet: Sheet,
    title: str,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[str, ...]],
    *,
    most_lines: int,
) -> None:
    """Write a heading and ``rows``; a cell is cut after ``most_lines``."""
    sheet.heading(title, room=3 * CELL.leading)
    _add_row(sheet, columns, tuple(column.title for column in columns), HEAD, most_lines)
    for row in rows:
        _add_row(sheet, columns, row, CELL, most_lines)


def _add_row(
    sheet: Sheet, columns: tuple[Column, ...], texts: tuple[str, ...], style: Style, most: int
) -> None:
    cells = [
        wrap_shortly(text, column.share * WIDTH - MARGIN, style, most=most)
        for text, column in zip(texts, columns, strict=True)
    ]
    height = max(len(lines) for lines in cells) * style.leading + 2
    sheet.need(height)
    for lines, column in zip(cells, columns, strict=True):
        at = (LEFT + column.place * WIDTH, sheet.y - style.size)
        sheet.lines(lines, at, style, width=column.share * WIDTH - MARGIN)
    sheet.space(height)
