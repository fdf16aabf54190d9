"""What a mouse drag means, from the button that began it."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, Qt

from cxrviewer.app.display_state import dragged_window
from cxrviewer.domain.radiograph import Window
from cxrviewer.ui.viewport.placement import Placement

ZOOM_PER_PIXEL = 1.006
ZOOM_PER_NOTCH = 1.15
NOTCH = 120


class Tool(Enum):
    """The tool that a mouse button holds."""

    WINDOW = Qt.MouseButton.LeftButton
    PAN = Qt.MouseButton.MiddleButton
    ZOOM = Qt.MouseButton.RightButton


@dataclass(frozen=True, slots=True)
class Drag:
    """A drag under way. Everything follows from its start, so that a drag back undoes itself."""

    tool: Tool
    origin: QPointF
    placement: Placement
    window: Window
    white_is_low: bool

    def window_at(self, position: QPointF, *, switched: bool) -> Window:
        """``switched`` turns both directions round, as some viewers have them."""
        offset = position - self.origin
        sign = -1.0 if switched else 1.0
        return dragged_window(
            self.window,
            right=sign * offset.x(),
            down=sign * offset.y(),
            white_is_low=self.white_is_low,
        )

    def placement_at(self, position: QPointF) -> Placement:
        offset = position - self.origin
        if self.tool is Tool.PAN:
            return self.placement.panned(offset.x(), offset.y())
        factor = ZOOM_PER_PIXEL ** -offset.y()
        return self.placement.zoomed(factor, self.origin.x(), self.origin.y())


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
