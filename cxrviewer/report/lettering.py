"""Lines of plain text on a PDF canvas: measured, wrapped, drawn. Nothing is read as markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reportlab.pdfgen.canvas import Canvas

from cxrviewer.report.bidi import reads_from_right
from cxrviewer.report.fonts import run_width, text_runs, width_of

Colour = tuple[float, float, float]
Align = Literal["left", "right", "center"]

INK: Colour = (0.10, 0.12, 0.16)
QUIET: Colour = (0.38, 0.42, 0.48)
LEADING = 1.32
LONGEST_LINE = 300
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

_BREAKABLE = re.compile(
    r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uac00-\ud7af"
    r"\uf900-\ufaff\uff00-\uffef]+|\s+"
)


@dataclass(frozen=True, slots=True)
class Style:
    """``size`` in points."""

    size: float
    bold: bool = False
    colour: Colour = INK

    @property
    def leading(self) -> float:
        """Return the distance between base lines in points."""
        return self.size * LEADING


def draw_line(
    canvas: Canvas, text: str, at: tuple[float, float], style: Style, *, align: Align = "left"
) -> None:
    """Draw one line whose base line begins, ends or is centred at ``at``."""
    runs = text_runs(text, bold=style.bold)
    widths = [run_width(run, style.size) for run in runs]
    x = at[0] - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * sum(widths)
    canvas.setFillColorRGB(*style.colour)
    for run, width in zip(runs, widths, strict=True):
        canvas.setFont(run.font, style.size)
        canvas.drawString(x, at[1], run.text)
        x += width


def draw_lines(
    canvas: Canvas, lines: tuple[str, ...], at: tuple[float, float], style: Style, *, width: float
) -> None:
    """Draw lines downwards from the base line ``at``; right-to-left lines end at ``width``."""
    for number, line in enumerate(lines):
        y = at[1] - number * style.leading
        if reads_from_right(line):
            draw_line(canvas, line, (at[0] + width, y), style, align="right")
        else:
            draw_line(canvas, line, (at[0], y), style)


def wrap(text: str, width: float, style: Style) -> tuple[str, ...]:
    """Return ``text`` as lines of at most ``width`` points; line ends in it are kept."""
    lines: list[str] = []
    for paragraph in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        lines += _wrap_paragraph(paragraph.expandtabs(4), width, style)
    return tuple(lines)


def shorten(text: str, width: float, style: Style) -> str:
    """Return ``text``, or as much of it as fits with an ellipsis."""
    if width_of(text, style.size, bold=style.bold) <= width:
        return text
    kept = text[:LONGEST_LINE]
    while kept and width_of(kept + ELLIPSIS, style.size, bold=style.bold) > width:
        kept = kept[:-1]
    return kept.rstrip() + ELLIPSIS


def wrap_shortly(text: str, width: float, style: Style, *, most: int) -> tuple[str, ...]:
    """Return ``text`` as at most ``most`` lines; an ellipsis shows that there is more."""
    lines = wrap(text[: most * LONGEST_LINE], width, style)
    if len(lines) <= most and len(text) <= most * LONGEST_LINE:
        return lines
    *kept, last = lines[:most]
    return (*kept, shorten(last + ELLIPSIS, width, style))


def _wrap_paragraph(text: str, width: float, style: Style) -> Iterator[str]:
    line, used = "", 0.0
    for piece in _pieces(text, width, style):
        size = width_of(piece, style.size, bold=style.bold)
        if line and used + size > width and not piece.isspace():
            yield line.rstrip()
            line, used = "", 0.0
        if line or not piece.isspace():
            line, used = line + piece, used + size
    yield line.rstrip()


def _pieces(text: str, width: float, style: Style) -> Iterator[str]:
    """Yield words, spaces and ideographs; what is wider than a line comes letter by letter."""
    for piece in _BREAKABLE.findall(text):
        if len(piece) > 1 and width_of(piece, style.size, bold=style.bold) > width:
            yield from piece
        else:
            yield piece
