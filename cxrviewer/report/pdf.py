"""One study's report as a PDF file: complete or not there, the same content the same bytes."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

import cxrviewer
from cxrviewer.domain.errors import ExportError
from cxrviewer.report.atomic import write_bytes_atomically
from cxrviewer.report.blocks import (
    BLUE,
    BLUE_EDGE,
    add_band,
    add_doubts,
    add_identity,
    add_impression,
    add_left_out,
    add_models,
    add_pictures,
    add_warnings,
    demo_warning,
)
from cxrviewer.report.content import RadiographPage, ReportContent
from cxrviewer.report.fonts import REGULAR
from cxrviewer.report.lettering import QUIET, Colour, Style, draw_line, shorten
from cxrviewer.report.measured import add_measurements
from cxrviewer.report.pictures import make_pictures
from cxrviewer.report.scores import add_scores
from cxrviewer.report.sheet import (
    LEFT,
    MM,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    WIDTH,
    Sheet,
    draw_box,
    draw_rule,
)
from cxrviewer.report.verdicts import add_verdicts
from cxrviewer.report.wording import SYNTHETIC_WARNING, day_text, subject_text

TITLE = "Chest radiograph: model analysis report"
NAVY: Colour = (0.09, 0.16, 0.28)
WHITE: Colour = (1.0, 1.0, 1.0)

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


class ExportCancelledError(ExportError):
    """The person cancelled; nothing was written."""


def export_pdf(
    content: ReportContent,
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> None:
    """Write the report; an older file of that name stays whole until the new one is complete.

    ``progress`` is told shares of 1. Raises ExportCancelledError when ``cancelled`` answers True
    between two steps, and ExportError where the file cannot be written.
    """
    sheet = Sheet()
    steps = len(content.pages) + 1
    for number, page in enumerate(content.pages):
        _check(cancelled, path)
        if number:
            sheet.new_page()
        _add_radiograph(sheet, content, page)
        _tell(progress, (number + 1) / (steps + 1))
    add_left_out(sheet, content.left_out)
    add_impression(sheet, content)
    add_models(sheet, content)
    _check(cancelled, path)
    document = _render(sheet, content)
    _tell(progress, steps / (steps + 1))
    _check(cancelled, path)
    write_bytes_atomically(path, document)
    _tell(progress, 1.0)


def _add_radiograph(sheet: Sheet, content: ReportContent, page: RadiographPage) -> None:
    add_identity(sheet, content, page)
    if page.radiograph.instance.synthetic:
        add_band(sheet, SYNTHETIC_WARNING, fill=BLUE, edge=BLUE_EDGE)
    if warning := demo_warning(page):
        add_band(sheet, warning)
    add_doubts(sheet, page)
    add_pictures(sheet, page, make_pictures(page))
    add_measurements(sheet, page.measurements)
    add_scores(sheet, page)
    add_verdicts(sheet, page.verdicts)
    add_warnings(sheet, page)


def _render(sheet: Sheet, content: ReportContent) -> bytes:
    """Return the finished document. Its metadata holds nothing about the patient."""
    target = BytesIO()
    canvas = Canvas(
        target, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, lang="en", initialFontName=REGULAR
    )
    canvas.setTitle(TITLE)
    canvas.setAuthor("cxrviewer")
    canvas.setSubject(cxrviewer.RESEARCH_USE_STATEMENT)
    canvas.setCreator(f"cxrviewer {cxrviewer.__version__}")
    sheet.replay(canvas, lambda page, number, count: _draw_frame(page, content, number, count))
    canvas.save()
    return target.getvalue()


def _draw_frame(canvas: Canvas, content: ReportContent, number: int, count: int) -> None:
    """Draw what stands on every page: title, purpose, whose report it is, page number."""
    draw_box(canvas, (0, PAGE_HEIGHT - 15 * MM, PAGE_WIDTH, 15 * MM), fill=NAVY)
    draw_line(canvas, TITLE, (LEFT, PAGE_HEIGHT - 9.6 * MM), Style(13, bold=True, colour=WHITE))
    version = f"cxrviewer {cxrviewer.__version__}"
    at = (RIGHT, PAGE_HEIGHT - 9.4 * MM)
    draw_line(canvas, version, at, Style(8, colour=(0.78, 0.84, 0.93)), align="right")
    statement = Style(8.2, bold=True, colour=(0.60, 0.12, 0.08))
    draw_line(canvas, cxrviewer.RESEARCH_USE_STATEMENT, (LEFT, PAGE_HEIGHT - 20.5 * MM), statement)
    small = Style(7.4, colour=QUIET)
    whose = shorten(_whose(content), WIDTH, small)
    draw_line(canvas, whose, (LEFT, PAGE_HEIGHT - 25.2 * MM), small)
    draw_rule(canvas, PAGE_HEIGHT - 27.6 * MM)
    draw_rule(canvas, 14 * MM)
    made = f"Created {content.created.isoformat(sep=' ', timespec='seconds')}"
    draw_line(canvas, made, (LEFT, 10 * MM), small)
    draw_line(canvas, f"Page {number} of {count}", (RIGHT, 10 * MM), small, align="right")


def _whose(content: ReportContent) -> str:
    subject = subject_text(content.pages[0].radiograph.instance)
    parts = (subject, content.patient.patient_id, day_text(content.study.date))
    return "  \N{MIDDLE DOT}  ".join(part for part in parts if part)


def _check(cancelled: Cancelled | None, path: Path) -> None:
    if cancelled is not None and cancelled():
        raise ExportCancelledError(
            "the export was cancelled; nothing was written.", remedy="Export it again.", path=path
        )


def _tell(progress: Progress | None, share: float) -> None:
    if progress is not None:
        progress(share)
