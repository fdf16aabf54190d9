"""What the mouse does to the radiograph below it."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from cxrviewer.app.pane import Pane
from cxrviewer.app.tools import Tool
from cxrviewer.imaging.voi import nearest_window
from cxrviewer.ui.viewport.gestures import (
    ZOOM_PER_NOTCH,
    EraseDrag,
    Gesture,
    Modifiers,
    PanDrag,
    RegionDrag,
    Surface,
    WheelSteps,
    WindowDrag,
    ZoomDrag,
    speed_of,
)

REGION = Modifiers.ControlModifier | Modifiers.ShiftModifier


class Mouse:
    """Drags and wheel over one pane. A drag ends only with the button that began it."""

    def __init__(self, pane: Pane, view: Surface) -> None:
        self._pane = pane
        self._view = view
        self._drag: Gesture | None = None
        self._button = Qt.MouseButton.NoButton
        self._wheel = WheelSteps()

    @property
    def dragging(self) -> bool:
        return self._drag is not None

    def goes_first(self, event: QMouseEvent) -> bool:
        """Return whether a press is for the display even where it could draw a measurement."""
        return self._pane.tools.state.panning or event.modifiers() & REGION == REGION

    def forget_drag(self) -> None:
        """End the drag under way: what it began with is no longer there."""
        if self._drag is not None:
            self._drag.cancel()
        self._drag = None

    def press(self, event: QMouseEvent) -> None:
        if self._drag is None:
            self._drag = self._gesture(event)
            self._button = event.button()

    def move(self, position: QPointF, modifiers: Modifiers) -> None:
        if self._drag is not None:
            self._drag.move(position, modifiers)

    def release(self, event: QMouseEvent) -> None:
        if self._drag is not None and event.button() is self._button:
            drag, self._drag = self._drag, None
            drag.finish(event.position())

    def turn_wheel(self, event: QWheelEvent) -> None:
        """Page, or zoom while Ctrl is held."""
        angle = event.angleDelta().y()
        if event.modifiers() & Modifiers.ControlModifier:
            self._wheel = WheelSteps()
            factor = ZOOM_PER_NOTCH ** (angle / 120.0)
            self._view.framing.zoom(factor, event.position().x(), event.position().y())
        elif notches := self._wheel.add(angle):
            self._pane.step(-notches)

    def _gesture(self, event: QMouseEvent) -> Gesture | None:
        """Return what a press begins; None where there is no radiograph to do it to."""
        origin, button = event.position(), event.button()
        if self._pane.display is None:
            return None
        if button is Qt.MouseButton.MiddleButton:
            return PanDrag(self._view, origin)
        if button is Qt.MouseButton.RightButton:
            return ZoomDrag(self._view, origin, menu=True)
        if button is not Qt.MouseButton.LeftButton:
            return None
        if event.modifiers() & REGION == REGION:
            return RegionDrag(self._pane, self._view, origin)
        return self._left_gesture(origin, event.modifiers())

    def _left_gesture(self, origin: QPointF, modifiers: Modifiers) -> Gesture | None:
        tool = self._pane.tools.state.left
        if tool is Tool.PAN:
            return PanDrag(self._view, origin)
        if tool is Tool.ZOOM:
            return ZoomDrag(self._view, origin, menu=False)
        radiograph, display = self._pane.radiograph, self._pane.display
        if radiograph is None or display is None:
            return None
        if tool is Tool.ERASE:
            return EraseDrag(self._pane, self._view, radiograph, origin)
        return WindowDrag(
            self._pane,
            nearest_window(radiograph, display.voi),
            white_is_low=radiograph.inverted != display.inverted,
            at=origin,
            speed=speed_of(modifiers),
        )
