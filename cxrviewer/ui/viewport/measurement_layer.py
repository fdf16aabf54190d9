"""All measurements of one radiograph, as they are drawn over it."""

from PySide6.QtWidgets import QGraphicsItem

from cxrviewer.app.measurement_wording import label_lines
from cxrviewer.app.measurements import ImageMeasurements, Measurements
from cxrviewer.domain.measurement import Measurement, MeasurementKind, Outcome, Point, Quantity
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.measure import area, measure
from cxrviewer.imaging.strokes import Stroke, handles, strokes
from cxrviewer.ui.spoken import spoken
from cxrviewer.ui.viewport.measurement_items import Figure, Label, tint_of

# An arrow's head in screen pixels.
HEAD = 14.0
DRAFT_UID = "0" * 32


class MeasurementLayer:
    """Draws on ``ground``, whose coordinates are the radiograph's pixels."""

    def __init__(self, ground: QGraphicsItem, depth: int) -> None:
        self._ground = ground
        self._depth = depth
        self._figures: list[Figure] = []
        self._draft: Figure | None = None
        self.labels: dict[str, Label] = {}

    def clear(self) -> None:
        for figure in self._figures:
            figure.scene().removeItem(figure)
        self._figures.clear()
        self.labels.clear()
        self.hide_draft()

    def show(
        self,
        radiograph: Radiograph,
        book: Measurements,
        state: ImageMeasurements,
        *,
        scale: float,
        moving: Measurement | None = None,
    ) -> None:
        """Draw ``state`` anew; ``moving`` stands in the place of the one that is being dragged.

        ``scale`` is how many screen pixels a pixel of the radiograph is wide.
        """
        self.clear()
        for known in state.items:
            moved = moving is not None and moving.uid == known.uid
            item = moving if moving is not None and moved else known
            figure = self._add(item, scale, chosen=item.uid == state.chosen)
            if moved:
                outcome = quick_outcome(radiograph, book, item)
            else:
                outcome = book.outcome(radiograph, item)
            lines = label_lines(item, outcome, spoken)
            if lines:
                self.labels[item.uid] = figure.add_label(label_place(item), lines)
            self._figures.append(figure)

    def show_draft(
        self, radiograph: Radiograph, book: Measurements, kind: MeasurementKind, points: Stroke
    ) -> None:
        """Draw what is half made, with what it comes to so far."""
        self.hide_draft()
        figure = Figure(strokes(kind, points, head=HEAD), tint_of(chosen=True))
        figure.add_handles(points)
        figure.setZValue(self._depth + 1)
        figure.setParentItem(self._ground)
        item = _whole(kind, points)
        if item is not None:
            lines = label_lines(item, quick_outcome(radiograph, book, item), spoken)
            if lines:
                figure.add_label(label_place(item), lines)
        self._draft = figure

    def hide_draft(self) -> None:
        if self._draft is not None:
            self._draft.scene().removeItem(self._draft)
            self._draft = None

    @property
    def draft_shown(self) -> bool:
        return self._draft is not None

    def _add(self, item: Measurement, scale: float, *, chosen: bool) -> Figure:
        lines = strokes(item.kind, item.points, head=HEAD / scale)
        figure = Figure(lines, tint_of(chosen=chosen))
        if chosen or item.kind is MeasurementKind.CARDIOTHORACIC:
            figure.add_handles(handles(item))
        # The chosen one lies on the others, and its words with it.
        figure.setZValue(self._depth + 0.5 * chosen)
        figure.setParentItem(self._ground)
        return figure


def quick_outcome(radiograph: Radiograph, book: Measurements, item: Measurement) -> Outcome:
    """Return what ``item`` comes to; of a region the area alone, for its pixels take a while."""
    metric = book.metric(radiograph)
    if not item.kind.is_region:
        return measure(item, radiograph, metric)
    size = area(item.kind, item.points, metric)
    return Outcome((Quantity("area", size, f"{metric.unit}²"),), metric.label)


def label_place(item: Measurement) -> Point:
    """Return the handle whose right lower side is the freest: the last, or the vertex."""
    if item.kind is MeasurementKind.ANGLE:
        return item.points[1]
    if item.kind.is_region:
        xs, ys = [x for x, _ in item.points], [y for _, y in item.points]
        return max(xs), max(ys)
    return item.points[0] if item.kind is MeasurementKind.ARROW else item.points[-1]


def _whole(kind: MeasurementKind, points: Stroke) -> Measurement | None:
    try:
        return Measurement(DRAFT_UID, kind, points)
    except ValueError:
        return None
