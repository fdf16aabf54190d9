"""How each image was shown when the person left it."""

from dataclasses import replace
from pathlib import Path

from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.preferences import Preferences
from cxrviewer.domain.radiograph import Radiograph, RegradedVoi
from cxrviewer.imaging.presentation import state_voi
from cxrviewer.imaging.voi import initial_voi


class DisplayMemory:
    """Window, polarity, orientation and what was asked of the findings belong to an image.

    The overlays go with the person to the next one; which finding they explain does not: the next
    image begins with its own leading finding.
    """

    def __init__(self) -> None:
        self._kept: dict[Path, DisplayState] = {}
        self._last: DisplayState | None = None

    def keep(self, path: Path, display: DisplayState) -> None:
        self._kept[path] = self._last = replace(display, peeking=False)

    def get(self, path: Path) -> DisplayState | None:
        return self._kept.get(path)

    def forget(self, path: Path) -> None:
        """Forget how a file's image was shown, because it is another one now."""
        self._kept.pop(path, None)

    def first(self, radiograph: Radiograph, preferences: Preferences) -> DisplayState:
        """Return how ``radiograph`` comes up on the screen."""
        fresh = fresh_display(radiograph, preferences)
        kept = _fitting(self._kept.get(radiograph.instance.path, fresh), radiograph) or fresh
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


def _fitting(kept: DisplayState, radiograph: Radiograph) -> DisplayState | None:
    """Return ``kept`` for this frame of its image; None where its state is not for the frame."""
    state = kept.presentation
    if state is None:
        return kept
    if not state.frames.holds(radiograph.instance.sop_uid, radiograph.frame):
        return None
    if isinstance(kept.voi, RegradedVoi):
        # Its values are those of the frame that it was made for.
        return replace(kept, voi=state_voi(radiograph, state))
    return kept


def fresh_display(radiograph: Radiograph, preferences: Preferences) -> DisplayState:
    """Return how a radiograph is shown that nobody has touched: as its sender wants it."""
    return DisplayState(
        initial_voi(radiograph),
        heatmap_opacity=preferences.heatmap_opacity,
        mask_opacity=preferences.mask_opacity,
        heatmap_style=preferences.heatmap_style,
    )
