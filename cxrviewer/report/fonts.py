"""The report's embedded fonts, and which of them draws which character."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from cxrviewer.domain.errors import ExportError
from cxrviewer.domain.places import resources_folder
from cxrviewer.report.bidi import visual_order

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"
FALLBACKS = ("DejaVuSans", "DroidSansFallbackFull", "NanumGothicCoding")
FONT_SUFFIX = ".ttf"


@dataclass(frozen=True, slots=True)
class TextRun:
    """Characters that one font draws, in drawing order."""

    font: str
    text: str


def text_runs(text: str, *, bold: bool = False) -> tuple[TextRun, ...]:
    """Return one line of ``text`` cut where the font changes.

    What no font has is written as its code point, such as [U+0E01], rather than as an empty box.
    """
    main = BOLD if bold else REGULAR
    pieces = [_piece(char, main) for char in visual_order(printable_line(text))]
    runs = groupby(pieces, lambda piece: piece.font)
    return tuple(TextRun(font, "".join(piece.text for piece in group)) for font, group in runs)


def printable_line(text: str) -> str:
    """Return ``text`` composed, on one line, with control characters as code points."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        f"[U+{ord(char):04X}]" if unicodedata.category(char) in ("Cc", "Cs") else char
        for char in composed
    )


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line in points."""
    return sum(run_width(run, size) for run in text_runs(text, bold=bold))


def run_width(run: TextRun, size: float) -> float:
    return float(pdfmetrics.stringWidth(run.text, run.font, size))


@lru_cache(maxsize=65536)
def _piece(char: str, main: str) -> TextRun:
    for font in (main, *FALLBACKS):
        if ord(char) in _glyphs(font):
            return TextRun(font, char)
    return TextRun(main, f"[U+{ord(char):04X}]")


@cache
def _glyphs(font: str) -> frozenset[int]:
    """Register ``font`` with reportlab and return the code points that it draws.

    Called in the order of need, so that the large fonts are read only for text that wants them.
    """
    loaded = load_font(font)
    pdfmetrics.registerFont(loaded)
    return frozenset(loaded.face.charToGlyph)


def font_path(font: str) -> Path:
    return resources_folder() / "fonts" / f"{font}{FONT_SUFFIX}"


def load_font(font: str) -> TTFont:
    """Return one of the shipped fonts, or raise ExportError where its file is not usable."""
    path = font_path(font)
    try:
        return TTFont(font, str(path))
    except (OSError, TTFError) as error:
        raise ExportError(
            "a font of the report is missing or damaged.",
            remedy="Install the program again.",
            path=path,
        ) from error
