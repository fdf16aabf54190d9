"""The reader's verdicts in a report: what was said, and whether before or after the scores."""

from collections.abc import Mapping
from datetime import UTC, datetime

from cxrviewer.domain.verdict import Verdict, Word
from cxrviewer.report.columns import Column, add_table
from cxrviewer.report.sheet import Sheet
from cxrviewer.report.wording import pathology_text

COLUMNS = (
    Column("Pathology", 0.005, 0.17),
    Column("Verdict", 0.18, 0.18),
    Column("Given", 0.365, 0.445),
    Column("Words of the reader", 0.815, 0.185),
)
MOST_LINES = 4


def add_verdicts(sheet: Sheet, verdicts: Mapping[str, Verdict]) -> None:
    """Write a row per verdict, by name; nothing where there is none."""
    if not verdicts:
        return
    named = sorted(verdicts.items(), key=lambda item: item[0].casefold())
    rows = ((pathology_text(label), said_text(v), given_text(v), v.note) for label, v in named)
    add_table(sheet, "Verdicts of the reader", COLUMNS, rows, most_lines=MOST_LINES)
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
