"""What the left button does, and the magnifier."""

from functools import partial

from cxrviewer.app.measurements import Measurements
from cxrviewer.app.tools import Tool, ToolBox, ToolState
from cxrviewer.domain.measurement import MeasurementKind
from cxrviewer.ui.handlers.area import Actions, Handlers

TOOL_ACTIONS = {
    "tool_window": Tool.WINDOW,
    "tool_zoom": Tool.ZOOM,
    "tool_pan": Tool.PAN,
    "tool_erase": Tool.ERASE,
}


class ToolsArea:
    """Exactly one tool is checked, unless the left button draws measurements."""

    def __init__(self, tools: ToolBox, measurements: Measurements) -> None:
        self._tools = tools
        self._measurements = measurements
        self.handlers: Handlers = {
            **{name: partial(self._choose, tool) for name, tool in TOOL_ACTIONS.items()},
            "magnifier": self._switch_magnifier,
        }

    def follow(self, actions: Actions) -> None:
        self._actions = actions
        self._tools.changed.connect(self._follow_tools)
        self._measurements.tool_changed.connect(self._follow_drawing)
        self._check()

    def _choose(self, tool: Tool) -> None:
        self._measurements.take_tool(None)
        self._tools.choose(tool)
        # Choosing the chosen one again would uncheck it.
        self._check()

    def _switch_magnifier(self) -> None:
        self._tools.magnify(on=not self._tools.state.magnifying)

    def _follow_tools(self, _: ToolState) -> None:
        self._check()

    def _follow_drawing(self, _: MeasurementKind | None) -> None:
        self._check()

    def _check(self) -> None:
        state, drawing = self._tools.state, self._measurements.tool is not None
        for name, tool in TOOL_ACTIONS.items():
            self._actions[name].setChecked(state.chosen is tool and not drawing)
        self._actions["magnifier"].setChecked(state.magnifying)


class PanHold:
    """The left button pans while the key is held."""

    def __init__(self, tools: ToolBox) -> None:
        self._tools = tools

    def press(self) -> bool:
        self._tools.pan(held=True)
        return True

    def release(self, *, tapped: bool) -> None:
        del tapped
        self._tools.pan(held=False)


class MagnifierHold:
    """Switches the magnifier; tapped it stays so, held it goes back."""

    def __init__(self, tools: ToolBox) -> None:
        self._tools = tools

    def press(self) -> bool:
        self._tools.magnify(on=not self._tools.state.magnifying)
        return True

    def release(self, *, tapped: bool) -> None:
        if not tapped:
            self._tools.magnify(on=not self._tools.state.magnifying)
