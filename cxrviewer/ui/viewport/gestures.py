"""What a mouse drag means, from the button that began it, and how a wheel counts."""

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt

from cxrviewer.app.display_state import dragged_window
from cxrviewer.app.pane import Pane
from cxrviewer.domain.radiograph import Radiograph, Window
from cxrviewer.imaging.voi import region_window
from cxrviewer.ui.viewport.framing import Framing

ZOOM_PER_PIXEL = 1.006
ZOOM_PER_NOTCH = 1.15
NOTCH = 120
# What moves less was meant as a click.
CLICK_PIXELS = 3.0
FAST, SLOW = 2.5, 0.25

Modifiers = Qt.KeyboardModifier


class Gesture(Protocol):
    """A drag under way; ``finish`` ends it where the button is let go."""

    def move(self, position: QPointF, modifiers: Modifiers) -> None: ...

    def finish(self, position: QPointF) -> None: ...

    def cancel(self) -> None: ...


class Surface(Protocol):
    """The part of a viewport that gestures move, and what they show on it."""

    @property
    def framing(self) -> Framing: ...

    def show_frame(self, frame: QRectF | None) -> None: ...

    def want_menu(self, position: QPointF) -> None: ...


def speed_of(modifiers: Modifiers) -> float:
    """Return how fast a window is dragged: Ctrl for far, Shift for fine."""
    if modifiers & Modifiers.ControlModifier:
        return FAST
    return SLOW if modifiers & Modifiers.ShiftModifier else 1.0


class WindowDrag:
    """Right is wider, down is brighter. At one speed a drag back undoes itself."""

    def __init__(
        self, pane: Pane, start: Window, *, white_is_low: bool, at: QPointF, speed: float
    ) -> None:
        self._pane = pane
        self._origin = at
        self._start = self._shown = start
        self._first_width = start.width
        self._white_is_low = white_is_low
        self._speed = speed

    def move(self, position: QPointF, modifiers: Modifiers) -> None:
        display = self._pane.display
        if display is None:
            return
        if speed_of(modifiers) != self._speed:
            # From here on at another speed: what was reached stays.
            self._speed = speed_of(modifiers)
            self._origin, self._start = position, self._shown
        preferences = self._pane.preferences
        sign = -1.0 if preferences.switch_window_drag else 1.0
        reach = sign * self._speed * preferences.window_sensitivity
        offset = (position - self._origin) * (reach * self._first_width / self._start.width)
        self._shown = dragged_window(
            self._start, right=offset.x(), down=offset.y(), white_is_low=self._white_is_low
        )
        self._pane.change_display(replace(display, voi=self._shown))

    def finish(self, position: QPointF) -> None:
        """Everything was done while it moved."""

    def cancel(self) -> None:
        """What was reached stays."""


class PanDrag:
    """The picture goes with the cursor."""

    def __init__(self, view: Surface, origin: QPointF) -> None:
        self._view = view
        self._origin = origin
        self._start = view.framing.placement

    def move(self, position: QPointF, modifiers: Modifiers) -> None:
        offset = position - self._origin
        self._view.framing.place(self._start.panned(offset.x(), offset.y()))

    def finish(self, position: QPointF) -> None:
        """Everything was done while it moved."""

    def cancel(self) -> None:
        """What was reached stays."""


class ZoomDrag:
    """Up is closer; what was under the cursor at the start stays. ``menu``: a click asks for it."""

    def __init__(self, view: Surface, origin: QPointF, *, menu: bool) -> None:
        self._view = view
        self._origin = origin
        self._start = view.framing.placement
        self._menu = menu
        self._moved = False

    def move(self, position: QPointF, modifiers: Modifiers) -> None:
        offset = position - self._origin
        self._moved = self._moved or offset.manhattanLength() > CLICK_PIXELS
        if self._moved:
            factor = ZOOM_PER_PIXEL ** -offset.y()
            self._view.framing.place(self._start.zoomed(factor, self._origin.x(), self._origin.y()))

    def finish(self, position: QPointF) -> None:
        if self._menu and not self._moved:
            self._view.want_menu(position)

    def cancel(self) -> None:
        self._moved = True


class RegionDrag:
    """Draws a frame, and windows for what is inside it."""

    def __init__(self, pane: Pane, view: Surface, origin: QPointF) -> None:
        self._pane = pane
        self._view = view
        self._origin = origin

    def move(self, position: QPointF, modifiers: Modifiers) -> None:
        self._view.show_frame(QRectF(self._origin, position).normalized())

    def finish(self, position: QPointF) -> None:
        self._view.show_frame(None)
        radiograph, display = self._pane.radiograph, self._pane.display
        first = self._view.framing.pixel_at(self._origin.x(), self._origin.y())
        last = self._view.framing.pixel_at(position.x(), position.y())
        if radiograph is None or display is None or first is None or last is None:
            return
        window = region_window(radiograph, first, last)
        if window is not None:
            self._pane.change_display(replace(display, voi=window))

    def cancel(self) -> None:
        self._view.show_frame(None)


class EraseDrag:
    """Paints where it goes, also outside the picture, where nothing is to be seen of it."""

    def __init__(self, pane: Pane, view: Surface, radiograph: Radiograph, origin: QPointF) -> None:
        self._pane = pane
        self._view = view
        first = view.framing.pixel_at(origin.x(), origin.y())
        inside = first is not None and (
            0 <= first[0] < radiograph.columns and 0 <= first[1] < radiograph.rows
        )
        self._began = inside
        if first is not None and inside:
            pane.painting.begin_stroke(pane.number, radiograph, first)

    def move(self, position: QPointF, modifiers: Modifiers) -> None:
        point = self._view.framing.pixel_at(position.x(), position.y())
        if self._began and point is not None:
            self._pane.painting.stroke_to(point)

    def finish(self, position: QPointF) -> None:
        """Everything was painted while it moved."""

    def cancel(self) -> None:
        """What was painted stays."""


class WheelSteps:
    """Whole notches out of the wheel's angles; fine wheels and touch pads send small parts."""

    def __init__(self) -> None:
        self._rest = 0

    def add(self, angle: int) -> int:
        """Return how many notches are complete; positive is away from the person."""
        if angle * self._rest < 0:
            self._rest = 0
        self._rest += angle
        notches = int(self._rest / NOTCH)
        self._rest -= notches * NOTCH
        return notches
