"""What a measurement says beside its lines, in its row and on paper; plain text.

``say`` puts the words of this program into the language of whoever asks.
"""

from collections.abc import Callable
from dataclasses import replace

from cxrviewer.app.measurements import Measurements
from cxrviewer.app.ratio_proposal import AP, UNKNOWN_VIEW
from cxrviewer.domain.errors import printable
from cxrviewer.domain.measurement import (
    MeasuredFigure,
    Measurement,
    MeasurementKind,
    Outcome,
    Quantity,
)
from cxrviewer.domain.radiograph import Radiograph

LONGER_KINDS = {
    MeasurementKind.COBB: "Cobb angle",
    MeasurementKind.CARDIOTHORACIC: "cardiothoracic ratio",
}
PROPOSED = "proposed from the lung fields, not checked"

Say = Callable[[str], str]


def title(item: Measurement, say: Say = str) -> str:
    """Return the person's name for it, or what it is."""
    return printable(item.name) if item.name else say(LONGER_KINDS.get(item.kind, item.kind.value))


def label_lines(item: Measurement, outcome: Outcome, say: Say = str) -> tuple[str, ...]:
    """Return what stands beside the lines on the screen."""
    if item.kind.is_note:
        return tuple(printable(line) for line in item.name.splitlines())
    name = (printable(item.name),) if item.name else ()
    if item.kind.is_region:
        return (*name, *_in_pairs(outcome, say), *_referred(outcome, say))
    return (*name, *(_one(outcome, item, say),), *_referred(outcome, say))


def value_text(outcome: Outcome, say: Say = str) -> str:
    """Return all quantities in one line."""
    first, *rest = outcome.quantities or (None,)
    if first is None:
        return ""
    named = first.name in ("mean", "area")
    texts = [_named(first, say) if named else _text(first, say)]
    return ", ".join([*texts, *(_named(quantity, say) for quantity in rest if quantity)])


def remark(item: Measurement, outcome: Outcome, radiograph: Radiograph, say: Say = str) -> str:
    """Return what millimetres refer to, and what has to be known with a ratio."""
    said = [say(outcome.label)] if outcome.label else []
    if item.kind is MeasurementKind.CARDIOTHORACIC:
        view = radiograph.instance.view_position.strip().upper()
        if view != "PA":
            said.append(say(AP if view.startswith("AP") else UNKNOWN_VIEW))
        if item.proposed:
            said.append(say(PROPOSED))
    return "; ".join(said)


def measured_figures(book: Measurements, radiograph: Radiograph) -> tuple[MeasuredFigure, ...]:
    """Return what a report says of everything that is drawn on ``radiograph``."""
    figures = []
    for item in book.of(radiograph.key).items:
        outcome = book.outcome(radiograph, item)
        said = remark(item, outcome, radiograph)
        figures.append(MeasuredFigure(item, title(item), value_text(outcome), said))
    return tuple(figures)


def _one(outcome: Outcome, item: Measurement, say: Say) -> str:
    if item.kind is not MeasurementKind.CARDIOTHORACIC or not outcome.quantities:
        return outcome.text
    ratio, heart, thorax = outcome.quantities
    doubt = f" ({say('proposed')})" if item.proposed else ""
    return f"{say('CTR')} {ratio.text}{doubt}: {heart.text} / {thorax.text}"


def _in_pairs(outcome: Outcome, say: Say) -> tuple[str, ...]:
    """Return two quantities in each line."""
    texts = [_named(quantity, say) for quantity in outcome.quantities]
    return tuple("  ".join(texts[n : n + 2]) for n in range(0, len(texts), 2))


def _named(quantity: Quantity, say: Say) -> str:
    return f"{say(quantity.name)} {_text(quantity, say)}"


def _text(quantity: Quantity, say: Say) -> str:
    """Return the number; of the units only pixels have a word."""
    worded = quantity.unit.isalpha() and len(quantity.unit) > len("mm")
    return replace(quantity, unit=say(quantity.unit)).text if worded else quantity.text


def _referred(outcome: Outcome, say: Say) -> tuple[str, ...]:
    return (say(outcome.label),) if outcome.label else ()
