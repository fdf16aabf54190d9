"""The reader's verdicts in a report: what was said, and whether before or after the scores."""

from collections.abc import Mapping
from datetime import UTC, datetime

from cxrviewer.domain.verdict import Verdict, Word
from cxrviewer.report.lettering import QUIET, Style, wrap_shortly
from cxrviewer.report.sheet import LEFT, WIDTH, Sheet
from cxrviewer.report.wording import pathology_text

CELL, HEAD = Style(7.7), Style(6.8, colour=QUIET)
# Where columns begin and how wide they are, as shares of the page's width.
COLUMNS = (
    ("Pathology", 0.005, 0.17),
    ("Verdict", 0.18, 0.18),
    ("Given", 0.365, 0.445),
    ("Words of the reader", 0.815, 0.185),
)
MOST_LINES = 4


def add_verdicts(sheet: Sheet, verdicts: Mapping[str, Verdict]) -> None:
    """Write a row per verdict, by name; nothing where there is none."""
    if not verdicts:
        return
    sheet.heading("Verdicts of the reader", room=3 * CELL.leading)
    _add_row(sheet, tuple(title for title, _, _ in COLUMNS), HEAD)
    for label in sorted(verdicts, key=str.casefold):
        verdict = verdicts[label]
        texts = (pathology_text(label), said_text(verdict), given_text(verdict), verdict.note)
        _add_row(sheet, texts, CELL)
    sheet.space(5)


def said_text(verdict: Verdict) -> str:
    """Return the verdict with what it answers."""
    if verdict.word in (Word.AGREE, Word.DISAGREE):
        return f"{verdict.word.value} (shown: {verdict.shown})"
    return verdict.word.value


def given_text(verdict: Verdict) -> str:
    """Return when it was said, and whether a score had been seen by then."""
    made = datetime.fromtimestamp(verdict.made, UTC).strftime("%Y-%m-%d %H:%M UTC")
    seen = "scores were hidden until the verdict" if verdict.scores_hidden else "scores were shown"
    return f"{made}, {seen}"


def _add_row(sheet: Sheet, texts: tuple[str, ...], style: Style) -> None:
    cells = [
        wrap_shortly(text, share * WIDTH - 4, style, most=MOST_LINES)
        for text, (_, _, share) in zip(texts, COLUMNS, strict=True)
    ]
    height = max(len(lines) for lines in cells) * style.leading + 2
    sheet.need(height)
    for lines, (_, place, share) in zip(cells, COLUMNS, strict=True):
        at = (LEFT + place * WIDTH, sheet.y - style.size)
        sheet.lines(lines, at, style, width=share * WIDTH - 4)
    sheet.space(height)
