"""What panes do together: window, zoom, pan.

Values of two radiographs have no common unit, so a window is not copied: it is put where it
stands to the other radiograph's own automatic window as it does to its own. A preset, which is
made from a radiograph's own histogram, is made from the other's.
"""

from dataclasses import dataclass, replace

from cxrviewer.app.jobs import ByteCache
from cxrviewer.app.presets import preset_window
from cxrviewer.domain.radiograph import Radiograph, RadiographKey, Window
from cxrviewer.imaging.voi import auto_window

MOST_REMEMBERED = 64
LEAST_WIDTH = 1e-3


@dataclass(frozen=True, slots=True)
class Links:
    """What a change in the active pane does in the others."""

    window: bool = True
    zoom: bool = True
    pan: bool = True


class WindowLink:
    """Brings windows from one radiograph to another."""

    def __init__(self) -> None:
        self._automatic: ByteCache[RadiographKey, Window] = ByteCache(MOST_REMEMBERED, lambda _: 1)

    def carry(self, window: Window, source: Radiograph, target: Radiograph) -> Window:
        """Return the window for ``target`` that does to it what ``window`` does to ``source``."""
        preset = preset_window(target, window.explanation)
        if preset is not None:
            return preset
        here, there = self._auto(source), self._auto(target)
        offset = (window.center - here.center) / here.width
        if source.inverted != target.inverted:
            # What is dense has high values in the one and low values in the other.
            offset = -offset
        return replace(
            window,
            center=there.center + offset * there.width,
            width=max(window.width / here.width * there.width, LEAST_WIDTH),
            explanation="",
        )

    def _auto(self, radiograph: Radiograph) -> Window:
        known = self._automatic.get(radiograph.key)
        if known is None:
            known = auto_window(radiograph)
            self._automatic.put(radiograph.key, known)
        return known
