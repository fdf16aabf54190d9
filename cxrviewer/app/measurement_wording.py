"""What a measurement says beside its lines, in its row and on paper; plain text."""

from cxrviewer.app.measurements import Measurements
from cxrviewer.app.ratio_proposal import AP, UNKNOWN_VIEW
from cxrviewer.domain.errors import printable
from cxrviewer.domain.measurement import MeasuredFigure, Measurement, MeasurementKind, Outcome
from cxrviewer.domain.radiograph import Radiograph

LONGER_KINDS = {
    MeasurementKind.COBB: "Cobb angle",
    MeasurementKind.CARDIOTHORACIC: "cardiothoracic ratio",
}
PROPOSED = "proposed from the lung fields, not checked"


def title(item: Measurement) -> str:
    """Return the person's name for it, or what it is."""
    return printable(item.name) if item.name else LONGER_KINDS.get(item.kind, item.kind.value)


def label_lines(item: Measurement, outcome: Outcome) -> tuple[str, ...]:
    """Return what stands beside the lines on the screen."""
    if item.kind.is_note:
        return tuple(printable(line) for line in item.name.splitlines())
    name = (printable(item.name),) if item.name else ()
    if item.kind.is_region:
        return (*name, *_in_pairs(outcome), *_referred(outcome))
    return (*name, *(_one(outcome, item),), *_referred(outcome))


def value_text(outcome: Outcome) -> str:
    """Return all quantities in one line."""
    first, *rest = outcome.quantities or (None,)
    if first is None:
        return ""
    named = first.name in ("mean", "area")
    texts = [f"{first.name} {first.text}" if named else first.text]
    return ", ".join(
        [*texts, *(f"{quantity.name} {quantity.text}" for quantity in rest if quantity)]
    )


def remark(item: Measurement, outcome: Outcome, radiograph: Radiograph) -> str:
    """Return what millimetres refer to, and what has to be known with a ratio."""
    said = [outcome.label] if outcome.label else []
    if item.kind is MeasurementKind.CARDIOTHORACIC:
        view = radiograph.instance.view_position.strip().upper()
        if view != "PA":
            said.append(AP if view.startswith("AP") else UNKNOWN_VIEW)
        if item.proposed:
            said.append(PROPOSED)
    return "; ".join(said)


def measured_figures(book: Measurements, radiograph: Radiograph) -> tuple[MeasuredFigure, ...]:
    """Return what a report says of everything that is drawn on ``radiograph``."""
    figures = []
    for item in book.of(radiograph.key).items:
        outcome = book.outcome(radiograph, item)
        said = remark(item, outcome, radiograph)
        figures.append(MeasuredFigure(item, title(item), value_text(outcome), said))
    return tuple(figures)


def _one(outcome: Outcome, item: Measurement) -> str:
    if item.kind is not MeasurementKind.CARDIOTHORACIC or not outcome.quantities:
        return outcome.text
    ratio, heart, thorax = outcome.quantities
    doubt = " (proposed)" if item.proposed else ""
    return f"CTR {ratio.text}{doubt}: {heart.text} / {thorax.text}"


def _in_pairs(outcome: Outcome) -> tuple[str, ...]:
    """Return two quantities in each line."""
    texts = [f"{quantity.name} {quantity.text}" for quantity in outcome.quantities]
    return tuple("  ".join(texts[n : n + 2]) for n in range(0, len(texts), 2))


def _referred(outcome: Outcome) -> tuple[str, ...]:
    return (outcome.label,) if outcome.label else ()
