"""The parts of a report page: whose it is, pictures, warnings, impression, models."""

from cxrviewer.domain.analysis import AttentionGrid, BundleStatus
from cxrviewer.imaging.attention import looks_elsewhere, share_outside_lungs
from cxrviewer.report.content import (
    LeftOut,
    RadiographPage,
    ReportContent,
    spacing_text,
)
from cxrviewer.report.lettering import QUIET, Colour, Style, wrap, wrap_shortly
from cxrviewer.report.pictures import Pictures, attention_of, colour_bar, lungs_of
from cxrviewer.report.sheet import HAIRLINE, LEFT, MM, RIGHT, WIDTH, Sheet
from cxrviewer.report.wording import (
    DEMO_WARNING,
    NOT_GIVEN,
    age_text,
    bundle_text,
    day_text,
    pathology_text,
    sex_text,
    study_day_text,
    subject_text,
    view_text,
)

LABEL = Style(6.6, colour=QUIET)
VALUE = Style(8.6)
NAME = Style(11.5, bold=True)
SMALL = Style(7.2, colour=QUIET)
BODY = Style(8.6)
AMBER: Colour = (1.0, 0.95, 0.82)
AMBER_EDGE: Colour = (0.86, 0.62, 0.12)
BLUE: Colour = (0.88, 0.94, 1.0)
BLUE_EDGE: Colour = (0.25, 0.5, 0.8)
PALE: Colour = (0.97, 0.975, 0.985)
GAP = 4 * MM
MOST_LINES = 4
TALLEST_PICTURE = 92 * MM


def add_identity(sheet: Sheet, content: ReportContent, page: RadiographPage) -> None:
    """Write whose radiograph this is and how it was made."""
    instance = page.radiograph.instance
    patient, study = instance.patient, instance.study
    name = wrap_shortly(subject_text(instance), WIDTH - 80, NAME, most=MOST_LINES)
    _add_count(sheet, content, page)
    sheet.write_lines(name, NAME, width=WIDTH - 80)
    sheet.space(2)
    size = f"{page.radiograph.columns} x {page.radiograph.rows} pixels"
    cells = (
        ("Patient ID", patient.patient_id),
        ("Birth date", day_text(patient.birth_date)),
        ("Sex", sex_text(patient)),
        ("Age at study", age_text(study.age)),
        ("Study date", study_day_text(study)),
        ("Study", study.description),
        ("Accession number", study.accession_number),
        ("Modality", instance.series.modality),
        ("View position", view_text(instance)),
        ("Body part", instance.body_part),
        ("Size", size),
        ("Pixel spacing", spacing_text(page.radiograph)),
    )
    for first in range(0, len(cells), 4):
        _add_row(sheet, cells[first : first + 4])
    sheet.rule(sheet.y)
    sheet.space(6)


def _add_count(sheet: Sheet, content: ReportContent, page: RadiographPage) -> None:
    """Say which radiograph of the study this is, where there are several."""
    count = len(content.pages)
    listed = count + len(content.left_out)
    if listed > 1:
        text = f"Radiograph {content.pages.index(page) + 1} of {count}"
        if listed > count:
            text += f" in this report; the study has {listed} images"
        sheet.line(text, (RIGHT, sheet.y - NAME.size), SMALL, align="right")


def _add_row(sheet: Sheet, cells: tuple[tuple[str, str], ...]) -> None:
    """Write labels with their values below them, as high as the longest value."""
    width = WIDTH / len(cells)
    values = [
        wrap_shortly(value or NOT_GIVEN, width - 8, VALUE, most=MOST_LINES) for _, value in cells
    ]
    height = LABEL.leading + max(len(lines) for lines in values) * VALUE.leading + 3
    sheet.need(height)
    for number, ((label, _), lines) in enumerate(zip(cells, values, strict=True)):
        left = LEFT + number * width
        sheet.line(label, (left, sheet.y - LABEL.size), LABEL)
        base = sheet.y - LABEL.leading - VALUE.size
        sheet.lines(lines, (left, base), VALUE, width=width - 8)
    sheet.space(height)


def add_band(sheet: Sheet, text: str, *, fill: Colour = AMBER, edge: Colour = AMBER_EDGE) -> None:
    """Write ``text`` in a coloured band across the page."""
    style = Style(8.2, bold=True)
    lines = wrap(text, WIDTH - 16, style)
    height = len(lines) * style.leading + 6
    sheet.need(height)
    bottom = sheet.y - height
    sheet.box((LEFT, bottom, WIDTH, height), fill=fill)
    sheet.box((LEFT, bottom, 3, height), fill=edge)
    sheet.lines(lines, (LEFT + 10, sheet.y - 3 - style.size), style, width=WIDTH - 16)
    sheet.space(height + 4)


def demo_warning(page: RadiographPage) -> str:
    """Return the sentence about weak models that spoke of this page; empty where none did."""
    analysis = page.analysis
    if analysis is None:
        return ""
    weak = {f.bundle for f in analysis.findings if f.bundle.status is BundleStatus.DEMO}
    names = ", ".join(sorted(bundle.name for bundle in weak))
    return f"{names}: {DEMO_WARNING}" if names else ""


def add_doubts(sheet: Sheet, page: RadiographPage) -> None:
    """Say in a band, before any score, why the scores may mean nothing, and who wanted them."""
    if not page.doubts:
        return
    told = "Scores are printed because they were asked for all the same."
    if page.scores_withheld:
        told = "Scores and model attention are withheld."
    add_band(sheet, " ".join(("Input check:", *page.doubts, told)))


def add_pictures(sheet: Sheet, page: RadiographPage, pictures: Pictures) -> None:
    """Place the radiograph, and beside it the same with overlays, captions and colour bar."""
    width = (WIDTH - GAP) / 2
    height = min(width * pictures.aspect, TALLEST_PICTURE)
    shown_width = height / pictures.aspect
    captions = (_window_caption(page), _overlay_caption(page))
    lines = [wrap(caption, width, SMALL) for caption in captions]
    below = max(len(part) for part in lines) * SMALL.leading + 26
    sheet.need(height + below)
    top = sheet.y
    for number, picture in enumerate((pictures.plain, pictures.overlaid)):
        left = LEFT + number * (width + GAP)
        if picture is None:
            _add_empty(sheet, (left, top - height, width, height))
        else:
            sheet.box((left, top - height, width, height), fill=(0, 0, 0))
            inset = (width - shown_width) / 2
            sheet.picture(picture, (left + inset, top - height, shown_width, height))
        base = top - height - 4 - SMALL.size
        sheet.lines(lines[number], (left, base), SMALL, width=width)
    sheet.space(height + 4 + max(len(part) for part in lines) * SMALL.leading)
    _add_colour_bar(sheet, page, left=LEFT + width + GAP, width=width)
    sheet.space(4)


def _add_empty(sheet: Sheet, box: tuple[float, float, float, float]) -> None:
    left, bottom, width, height = box
    sheet.box(box, fill=PALE, stroke=HAIRLINE)
    middle = (left + width / 2, bottom + height / 2)
    sheet.line("No overlay: nothing was evaluated or chosen.", middle, SMALL, align="center")


def _window_caption(page: RadiographPage) -> str:
    voi = page.voi
    center, width = getattr(voi, "center", None), getattr(voi, "width", None)
    window = "VOI LUT" if center is None else f"window {center:g} / {width:g}"
    turned = ", inverted" if page.invert else ""
    turned += ", MIRRORED" if page.orientation.flipped else ""
    uid = page.radiograph.instance.sop_uid
    named = f" SOP Instance UID {uid}" if uid else ""
    return f"Radiograph, {window}{turned}.{named}"


def _overlay_caption(page: RadiographPage) -> str:
    grid, lungs = attention_of(page), lungs_of(page)
    parts = []
    if grid is not None:
        parts.append(
            f"Model attention for {pathology_text(grid.pathology)} ({bundle_text(grid.bundle)}), "
            f"opacity {page.heatmap_opacity:.0%}. It shows what raised the score, not where "
            "disease is."
        )
        parts.append(_outside_sentence(page, grid))
    if lungs is not None:
        parts.append(f"Lung fields outlined ({bundle_text(lungs.bundle)}).")
    return " ".join(part for part in parts if part)


def _outside_sentence(page: RadiographPage, grid: AttentionGrid) -> str:
    """Say how much of the attention lies beside the lungs, and that this is much."""
    mask = page.analysis.lung_mask if page.analysis is not None else None
    share = share_outside_lungs(grid, mask) if mask is not None else None
    if share is None or mask is None:
        return ""
    told = (
        f"{share:.0%} of the attention lies outside the lungs; spread evenly it would be "
        f"{1.0 - mask.fraction:.0%}."
    )
    if looks_elsewhere(share, mask):
        told += " The model did not look at the lungs: distrust this score."
    return told


def _add_colour_bar(sheet: Sheet, page: RadiographPage, *, left: float, width: float) -> None:
    """Draw the heatmap's colours with both ends of their absolute scale."""
    grid = attention_of(page)
    if grid is None:
        return
    bar = width * 0.42
    base = sheet.y - 12
    sheet.line("0", (left, base + 1), SMALL)
    sheet.picture(colour_bar(page.heatmap_style.colours), (left + 8, base, bar, 7))
    text = f"{grid.scale:.3g}  share in the logit, absolute scale"
    sheet.line(text, (left + bar + 12, base + 1), SMALL)
    sheet.space(16)


def add_warnings(sheet: Sheet, page: RadiographPage) -> None:
    """List what the reader must know about this radiograph."""
    if not page.warnings:
        return
    sheet.heading("About this radiograph", room=14)
    for warning in page.warnings:
        sheet.paragraph(f"\N{BULLET} {warning}", BODY)
    sheet.space(5)


def add_left_out(sheet: Sheet, left_out: tuple[LeftOut, ...]) -> None:
    """Name the images of the study that are on no page, and say why."""
    if not left_out:
        return
    sheet.heading("Images of the study that are not in this report", room=14)
    for image in left_out:
        sheet.paragraph(f"\N{BULLET} {image.name}: {image.reason}", BODY)
    sheet.space(5)


def add_impression(sheet: Sheet, content: ReportContent) -> None:
    """Write what the reader typed, and who it was."""
    sheet.heading("Impression of the reader", room=40)
    if content.impression.strip():
        sheet.paragraph(content.impression.strip(), Style(9.2))
    else:
        sheet.paragraph("No impression was entered.", Style(9.2, colour=QUIET))
    sheet.space(3)
    sheet.paragraph(f"Reader: {content.reader or NOT_GIVEN}", SMALL)
    sheet.space(7)


def add_models(sheet: Sheet, content: ReportContent) -> None:
    """Describe every model that was in use, and what computed its answers."""
    sheet.heading("Models", room=40)
    if not content.bundles:
        sheet.paragraph("No model was in use.", BODY)
    for provider in content.providers:
        sheet.paragraph(f"Scores computed by {provider}.", BODY)
    for bundle in content.bundles:
        identity = bundle.identity
        sheet.need(4 * BODY.leading)
        title = f"{bundle.title}: {identity.name} {identity.version}"
        sheet.line(f"status: {identity.status.value}", (RIGHT, sheet.y - 8.6), SMALL, align="right")
        sheet.paragraph(title, Style(8.6, bold=True), width=WIDTH - 90)
        sheet.paragraph(f"sha-256 of the manifest: {identity.checksum}", Style(6.8, colour=QUIET))
        sheet.paragraph(bundle.limits, Style(7.8))
        sheet.space(5)
