"""What the mouse does to the radiograph below it."""

from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from cxrviewer.app.pane import Pane
from cxrviewer.imaging.voi import nearest_window
from cxrviewer.ui.viewport.gestures import ZOOM_PER_NOTCH, Drag, Tool, WheelSteps
from cxrviewer.ui.viewport.placement import Placement


class Placeable(Protocol):
    """The part of a viewport that can be moved by hand."""

    @property
    def placement(self) -> Placement: ...

    def place(self, placement: Placement) -> None: ...

    def zoom(self, factor: float, x: float, y: float) -> None: ...


class Mouse:
    """Drags and wheel over one pane. A drag ends where it began only with its own button."""

    def __init__(self, pane: Pane, view: Placeable) -> None:
        self._pane = pane
        self._view = view
        self._drag: Drag | None = None
        self._wheel = WheelSteps()

    def forget_drag(self) -> None:
        """End the drag under way: what it began with is no longer there."""
        self._drag = None

    def press(self, event: QMouseEvent) -> None:
        radiograph, display = self._pane.radiograph, self._pane.display
        if event.button() not in {tool.value for tool in Tool} or self._drag is not None:
            return
        if radiograph is None or display is None:
            return
        self._drag = Drag(
            Tool(event.button()),
            event.position(),
            self._view.placement,
            nearest_window(radiograph, display.voi),
            white_is_low=radiograph.inverted != display.inverted,
        )

    def move(self, position: QPointF) -> None:
        display = self._pane.display
        if self._drag is None or display is None:
            return
        if self._drag.tool is Tool.WINDOW:
            switched = self._pane.preferences.switch_window_drag
            window = self._drag.window_at(position, switched=switched)
            self._pane.change_display(replace(display, voi=window))
        else:
            self._view.place(self._drag.placement_at(position))

    def release(self, event: QMouseEvent) -> None:
        if self._drag is not None and event.button() is self._drag.tool.value:
            self._drag = None

    def turn_wheel(self, event: QWheelEvent) -> None:
        """Page, or zoom while Ctrl is held."""
        angle = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._wheel = WheelSteps()
            factor = ZOOM_PER_NOTCH ** (angle / 120.0)
            self._view.zoom(factor, event.position().x(), event.position().y())
        elif notches := self._wheel.add(angle):
            self._pane.step(-notches)
