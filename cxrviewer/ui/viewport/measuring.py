"""Draws, chooses and drags measurements with the mouse."""

from collections.abc import Callable
from dataclasses import dataclass
from math import dist

from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QMouseEvent

from cxrviewer.app.measurements import ImageMeasurements
from cxrviewer.app.pane import Pane
from cxrviewer.domain.measurement import Measurement, MeasurementKind, Point, within_reach
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.strokes import Stroke, distance_to, handles, shifted, strokes, with_handle
from cxrviewer.ui.viewport.framing import Framing
from cxrviewer.ui.viewport.measurement_layer import MeasurementLayer

# How near the mouse has to come, in screen pixels, and how far a drag is no click any more.
NEAR_HANDLE, NEAR_LINE, DRAGGED = 9.0, 6.0, 5.0
LEAST_POLYGON = 3
DRAWING_KEYS = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(slots=True)
class _Draft:
    """What is half made. ``pressed`` is where the button went down, None while it is up."""

    kind: MeasurementKind
    points: Stroke
    pressed: Point | None


@dataclass(slots=True)
class _Hold:
    """A drag of one that is there. ``handle`` None moves all of it."""

    item: Measurement
    handle: int | None
    origin: Point
    now: Measurement


class Measuring:
    """One pane's part. Each method of the mouse returns whether it took the event."""

    def __init__(
        self, pane: Pane, framing: Framing, layer: MeasurementLayer, floor: Callable[[], float]
    ) -> None:
        """``floor`` tells how far down the view there is room for labels."""
        self._pane = pane
        self._book = pane.measurements
        self._framing = framing
        self._layer = layer
        self._floor = floor
        self._draft: _Draft | None = None
        self._hold: _Hold | None = None
        self._scale = 1.0
        self._book.changed.connect(self._follow)
        self._book.tool_changed.connect(self._follow_tool)

    @property
    def busy(self) -> bool:
        """Return whether there is something half made, or a tool that waits for its first click."""
        return self._draft is not None or self._hold is not None or self._book.tool is not None

    def show(self) -> None:
        """Draw all measurements of the pane's radiograph."""
        radiograph = self._pane.radiograph
        if radiograph is None:
            self._layer.clear()
            return
        moving = self._hold.now if self._hold is not None else None
        state = self._book.of(radiograph.key)
        self._scale = self._framing.placement.scale
        self._layer.show(radiograph, self._book, state, scale=self._scale, moving=moving)
        if self._draft is not None:
            self._layer.show_draft(radiograph, self._book, self._draft.kind, self._draft.points)
        self._place_labels()

    def place(self) -> None:
        """Follow another zoom: arrow heads are as large on the screen at each."""
        radiograph = self._pane.radiograph
        if radiograph is None:
            return
        items = self._book.of(radiograph.key).items
        arrows = any(item.kind is MeasurementKind.ARROW for item in items)
        if arrows and self._framing.placement.scale != self._scale:
            self.show()
        else:
            self._place_labels()

    def _place_labels(self) -> None:
        room = QSizeF(self._framing.size[1], self._floor())
        for label in self._layer.labels.values():
            label.keep_within(self._framing.screen_point((label.x(), label.y())), room)

    def open(self) -> None:
        """Take up another radiograph."""
        self.give_up()
        if self._pane.radiograph is not None:
            self._book.refresh(self._pane.radiograph.key)
        self.show()

    def give_up(self) -> None:
        """Drop what is half made and put the tool away."""
        self._draft = self._hold = None
        self._layer.hide_draft()
        self._book.take_tool(None)
        self.show()

    def press(self, event: QMouseEvent) -> bool:
        radiograph = self._pane.radiograph
        if event.button() is not Qt.MouseButton.LeftButton or radiograph is None:
            return False
        at = _point(event.position())
        if self._draft is None and self._book.tool is None:
            return self._take_hold(radiograph, at)
        self._press_draft(radiograph, at)
        return True

    def move(self, position: QPointF) -> bool:
        radiograph = self._pane.radiograph
        at = self._pixel_at(_point(position))
        if radiograph is None or at is None:
            return False
        if self._hold is not None:
            self._drag(self._hold, at)
            return True
        if self._draft is not None:
            points = (*self._draft.points, at)
            self._layer.show_draft(radiograph, self._book, self._draft.kind, points)
            return self._draft.pressed is not None
        return False

    def release(self, event: QMouseEvent) -> bool:
        radiograph = self._pane.radiograph
        if event.button() is not Qt.MouseButton.LeftButton or radiograph is None:
            return False
        if self._hold is not None:
            hold, self._hold = self._hold, None
            self._book.change(radiograph.key, hold.now)
            self.show()
            return True
        draft = self._draft
        if draft is None or draft.pressed is None:
            return False
        at = _point(event.position())
        was_drag, draft.pressed = dist(at, draft.pressed) > DRAGGED, None
        if was_drag and draft.kind is not MeasurementKind.POLYGON:
            self._add_point(radiograph, draft, at)
        return True

    def double_click(self, event: QMouseEvent) -> bool:
        """End a polygon; a double click is no wish to fit while something is drawn."""
        radiograph, draft = self._pane.radiograph, self._draft
        if radiograph is None or not self.busy:
            return draft is not None
        if draft is not None and draft.kind is MeasurementKind.POLYGON:
            self._end_polygon(radiograph, draft)
            return True
        return self.press(event)

    def wants(self, key: int) -> bool:
        """Return whether ``key`` is about what is being drawn."""
        return key in DRAWING_KEYS and self.busy

    def obey(self, key: int) -> None:
        """Esc gives up, Enter ends a polygon."""
        radiograph, draft = self._pane.radiograph, self._draft
        if key == Qt.Key.Key_Escape:
            self.give_up()
        elif radiograph is not None and draft is not None:
            self._end_polygon(radiograph, draft)

    def _press_draft(self, radiograph: Radiograph, at: Point) -> None:
        if self._draft is None:
            assert self._book.tool is not None
            self._draft = _Draft(self._book.tool, (), at)
        draft = self._draft
        draft.pressed = at
        closing = draft.kind is MeasurementKind.POLYGON and len(draft.points) >= LEAST_POLYGON
        if closing and dist(self._framing.screen_point(draft.points[0]), at) <= NEAR_HANDLE:
            self._end_polygon(radiograph, draft)
        else:
            self._add_point(radiograph, draft, at)

    def _add_point(self, radiograph: Radiograph, draft: _Draft, at: Point) -> None:
        point = self._pixel_at(at)
        if point is None:
            return
        if draft.points and dist(self._framing.screen_point(draft.points[-1]), at) < 1.0:
            # The second press of a double click, or a click without a move: no line has no length.
            return
        draft.points = (*draft.points, point)
        if len(draft.points) == draft.kind.points:
            self._end(radiograph, draft)
        else:
            self._layer.show_draft(radiograph, self._book, draft.kind, draft.points)

    def _end_polygon(self, radiograph: Radiograph, draft: _Draft) -> None:
        """End ``draft`` where it is a polygon that has an inside."""
        if draft.kind is MeasurementKind.POLYGON and len(draft.points) >= LEAST_POLYGON:
            self._end(radiograph, draft)

    def _end(self, radiograph: Radiograph, draft: _Draft) -> None:
        self._draft = None
        self._layer.hide_draft()
        self._book.take_tool(None)
        item = self._book.add(radiograph.key, draft.kind, draft.points)
        if item.kind is MeasurementKind.TEXT:
            self._book.name_wanted.emit(radiograph.key, item)

    def _take_hold(self, radiograph: Radiograph, at: Point) -> bool:
        """Begin to drag what lies below the mouse, the chosen one first."""
        state = self._book.of(radiograph.key)
        chosen = [item for item in state.items if item.uid == state.chosen]
        items = [*chosen, *reversed(state.items)]
        found = self._handle_at(items, at) or self._line_at(items, at)
        self._book.choose(radiograph.key, found[0].uid if found is not None else "")
        if found is None:
            return False
        item, handle = found
        self._hold = _Hold(item, handle, self._pixel_at(at) or (0.0, 0.0), item)
        return True

    def _pixel_at(self, at: Point) -> Point | None:
        """Return what lies there; far beside a tiny radiograph the farthest that can be drawn."""
        pixel = self._framing.pixel_at(*at)
        return within_reach(pixel) if pixel is not None else None

    def _handle_at(self, items: list[Measurement], at: Point) -> tuple[Measurement, int] | None:
        for item in items:
            for number, place in enumerate(handles(item)):
                if dist(self._framing.screen_point(place), at) <= NEAR_HANDLE:
                    return item, number
        return None

    def _line_at(self, items: list[Measurement], at: Point) -> tuple[Measurement, None] | None:
        for item in items:
            lines = tuple(
                tuple(self._framing.screen_point(point) for point in line)
                for line in strokes(item.kind, item.points)
            )
            if distance_to(lines, at) <= NEAR_LINE or self._is_on_label(item, at):
                return item, None
        return None

    def _is_on_label(self, item: Measurement, at: Point) -> bool:
        label = self._layer.labels.get(item.uid)
        if label is None:
            return False
        x, y = self._framing.screen_point((label.pos().x(), label.pos().y()))
        return bool(label.area.contains(QPointF(at[0] - x, at[1] - y)))

    def _drag(self, hold: _Hold, at: Point) -> None:
        if hold.handle is not None:
            hold.now = with_handle(hold.item, hold.handle, at)
        else:
            hold.now = shifted(hold.item, at[0] - hold.origin[0], at[1] - hold.origin[1])
        self.show()

    def _follow(self, state: ImageMeasurements) -> None:
        if self._pane.shows(state.key):
            self.show()

    def _follow_tool(self, tool: MeasurementKind | None) -> None:
        if self._draft is not None and tool is not self._draft.kind:
            self._draft = None
            self._layer.hide_draft()


def _point(position: QPointF) -> Point:
    return position.x(), position.y()
