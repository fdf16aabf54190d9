"""The table of scores: one row per finding, with a bar and its operating point."""

from collections.abc import Callable
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from cxrviewer.domain.analysis import Finding, standing
from cxrviewer.report.content import RadiographPage
from cxrviewer.report.lettering import QUIET, Align, Colour, Style, shorten
from cxrviewer.report.sheet import LEFT, RIGHT, WIDTH, Sheet, draw_box
from cxrviewer.report.wording import bundle_text, pathology_text, verdict_text

ROW = 13.2
BAR_HEIGHT = 5.0
HEAD = Style(6.8, colour=QUIET)
CELL = Style(7.7)
STRONG = Style(7.7, bold=True)
TRACK: Colour = (0.90, 0.91, 0.93)
BELOW: Colour = (0.45, 0.56, 0.70)
ABOVE: Colour = (0.84, 0.42, 0.12)
TICK: Colour = (0.05, 0.05, 0.08)
STRIPE: Colour = (0.975, 0.98, 0.985)
WITHHELD = (
    "Withheld: the input check doubts that this radiograph is one that the models were made for."
)
HIDDEN = "Hidden: the reader reads first, and {0} labels have no verdict yet."


@dataclass(frozen=True, slots=True)
class Column:
    """``at`` and ``room`` are shares of the page's width: where text is aligned, how long it is."""

    title: str
    at: float
    room: float
    text: Callable[[Finding], str]
    align: Align = "left"


def add_scores(sheet: Sheet, page: RadiographPage) -> None:
    """Write the findings of a page, in the order in which the window begins."""
    analysis = page.analysis
    sheet.heading("Model scores", room=3 * ROW)
    if page.awaiting:
        sheet.paragraph(HIDDEN.format(len(page.awaiting)), Style(8.6, colour=QUIET))
        sheet.space(5)
        return
    if analysis is None or not analysis.findings:
        text = "No model gave a score for this radiograph."
        sheet.paragraph(text, Style(8.6, colour=QUIET))
        sheet.space(5)
        return
    if page.scores_withheld:
        sheet.paragraph(WITHHELD, Style(8.6, colour=QUIET))
        sheet.space(5)
        return
    findings = sorted(analysis.findings, key=standing)
    columns = _columns(findings)
    _add_head(sheet, columns)
    for number, finding in enumerate(findings):
        if sheet.need(ROW):
            _add_head(sheet, columns)
        _add_row(sheet, columns, finding, striped=number % 2 == 0)
    sheet.space(4)
    _add_notes(sheet, page, calibrated=any(f.probability is not None for f in findings))


def _columns(findings: list[Finding]) -> tuple[Column, ...]:
    """Return the columns; probabilities have one only where a model is calibrated."""
    columns = (
        Column("Pathology", 0.005, 0.19, lambda f: pathology_text(f.pathology)),
        Column("Score", 0.22, 0.06, lambda f: f"{f.score:.3f}", "right"),
        Column("Operating point", 0.515, 0.09, _threshold_text, "right"),
        Column("Sens. / spec.", 0.615, 0.1, _performance_text, "right"),
        Column("Score lies", 0.635, 0.195, verdict_text),
        Column("Model", 0.995, 0.16, lambda f: bundle_text(f.bundle), "right"),
    )
    if all(finding.probability is None for finding in findings):
        return columns
    return (*columns, Column("Probability", 0.32, 0.09, _probability_text, "right"))


def _add_head(sheet: Sheet, columns: tuple[Column, ...]) -> None:
    for column in columns:
        at = (LEFT + column.at * WIDTH, sheet.y - HEAD.size)
        sheet.line(column.title, at, HEAD, align=column.align)
    sheet.space(HEAD.leading + 1)
    sheet.rule(sheet.y)


def _add_row(sheet: Sheet, columns: tuple[Column, ...], finding: Finding, *, striped: bool) -> None:
    bottom = sheet.y - ROW
    if striped:
        sheet.box((LEFT, bottom, WIDTH, ROW), fill=STRIPE)
    style = STRONG if finding.above else CELL
    for column in columns:
        text = shorten(column.text(finding), column.room * WIDTH, style)
        at = (LEFT + column.at * WIDTH, bottom + 4)
        sheet.line(text, at, style, align=column.align)
    left = LEFT + 0.265 * WIDTH if len(columns) == 6 else LEFT + 0.335 * WIDTH
    width = LEFT + 0.42 * WIDTH - left
    sheet.add(lambda canvas: draw_bar(canvas, finding, (left, bottom + 4, width, BAR_HEIGHT)))
    sheet.space(ROW)


def draw_bar(canvas: Canvas, finding: Finding, box: tuple[float, float, float, float]) -> None:
    """Draw a score from 0 to 1 with a tick at its operating point."""
    left, bottom, width, height = box
    draw_box(canvas, box, fill=TRACK)
    colour = ABOVE if finding.above else BELOW
    draw_box(canvas, (left, bottom, width * min(max(finding.score, 0), 1), height), fill=colour)
    point = finding.operating_point
    if point is not None:
        tick = left + width * min(max(point.threshold, 0), 1)
        draw_box(canvas, (tick - 0.5, bottom - 1.6, 1, height + 3.2), fill=TICK)


def _add_notes(sheet: Sheet, page: RadiographPage, *, calibrated: bool) -> None:
    scores = "Scores are network outputs, not probabilities. " if not calibrated else ""
    text = (
        f"{scores}The tick on each bar is the operating point; sensitivity and specificity are "
        "those measured with it on the model's validation patients."
    )
    text += local_sentence(page)
    mask = page.analysis.lung_mask if page.analysis is not None else None
    if mask is not None:
        text += f" Lung fields take {mask.fraction:.1%} of the radiograph."
    sheet.paragraph(text, Style(7.0, colour=QUIET), width=RIGHT - LEFT)
    sheet.space(6)


def local_sentence(page: RadiographPage) -> str:
    """Return what stands behind operating points that are not the bundles' own."""
    findings = page.analysis.findings if page.analysis is not None else ()
    behind = "; ".join(
        f"{pathology_text(one.pathology)}: {one.operating_point.criterion}"
        for one in findings
        if one.local and one.operating_point is not None
    )
    return f" Operating points marked local are this place's own: {behind}." if behind else ""


def _threshold_text(finding: Finding) -> str:
    point = finding.operating_point
    if point is None:
        return "\N{EN DASH}"
    return f"{point.threshold:.3f} (local)" if finding.local else f"{point.threshold:.3f}"


def _performance_text(finding: Finding) -> str:
    point = finding.operating_point
    if point is None:
        return "\N{EN DASH}"
    return f"{point.sensitivity:.0%} / {point.specificity:.0%}"


def _probability_text(finding: Finding) -> str:
    return "\N{EN DASH}" if finding.probability is None else f"{finding.probability:.1%}"
