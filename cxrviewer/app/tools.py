"""What the left button does in every pane, and what is held or switched on beside it."""

from dataclasses import dataclass, replace
from enum import StrEnum

from psygnal import Signal


class Tool(StrEnum):
    """What a drag with the left button does."""

    WINDOW = "window"
    ZOOM = "zoom"
    PAN = "pan"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class ToolState:
    """``chosen`` is the left button's tool; while ``panning`` a key is held that makes it pan."""

    chosen: Tool = Tool.WINDOW
    panning: bool = False
    magnifying: bool = False

    @property
    def left(self) -> Tool:
        return Tool.PAN if self.panning else self.chosen


class ToolBox:
    """The tools in use; one for all panes."""

    changed = Signal(ToolState)

    def __init__(self) -> None:
        self.state = ToolState()

    def choose(self, tool: Tool) -> None:
        self._set(replace(self.state, chosen=tool))

    def pan(self, *, held: bool) -> None:
        self._set(replace(self.state, panning=held))

    def magnify(self, *, on: bool) -> None:
        self._set(replace(self.state, magnifying=on))

    def _set(self, state: ToolState) -> None:
        if state != self.state:
            self.state = state
            self.changed.emit(state)
