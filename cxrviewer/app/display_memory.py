"""How each image was shown when the person left it."""

from dataclasses import replace
from pathlib import Path

from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.preferences import Preferences
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.voi import initial_voi


class DisplayMemory:
    """Window, polarity, orientation and what was asked of the findings belong to an image.

    The overlays go with the person to the next one; which finding they explain does not: the next
    image begins with its own highest score.
    """

    def __init__(self) -> None:
        self._kept: dict[Path, DisplayState] = {}
        self._last: DisplayState | None = None

    def keep(self, path: Path, display: DisplayState) -> None:
        self._kept[path] = self._last = replace(display, peeking=False)

    def get(self, path: Path) -> DisplayState | None:
        return self._kept.get(path)

    def first(self, radiograph: Radiograph, preferences: Preferences) -> DisplayState:
        """Return how ``radiograph`` comes up on the screen."""
        fresh = fresh_display(radiograph, preferences)
        kept = self._kept.get(radiograph.instance.path, fresh)
        if self._last is None:
            return fresh
        return replace(
            self._last,
            voi=kept.voi,
            inverted=kept.inverted,
            presentation=kept.presentation,
            turned=kept.turned,
            chosen=kept.chosen,
            scores_anyway=kept.scores_anyway,
        )


def fresh_display(radiograph: Radiograph, preferences: Preferences) -> DisplayState:
    """Return how a radiograph is shown that nobody has touched: as its sender wants it."""
    return DisplayState(
        initial_voi(radiograph),
        heatmap_opacity=preferences.heatmap_opacity,
        mask_opacity=preferences.mask_opacity,
    )
