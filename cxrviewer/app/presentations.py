"""Presentation states that a scan found, and what applying one means."""

from dataclasses import replace
from pathlib import Path

from cxrviewer.app.display_state import DisplayState
from cxrviewer.domain.presentation import UPRIGHT, PresentationState
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance
from cxrviewer.imaging.presentation import state_voi

MOST_PER_IMAGE = 100


class PresentationBook:
    """Which states are for which image, in the order of their arrival."""

    def __init__(self) -> None:
        self._by_image: dict[tuple[str, str], list[PresentationState]] = {}
        self._paths: set[Path] = set()

    def add(self, state: PresentationState) -> bool:
        """Take in ``state``; False where its file is known already."""
        if state.path in self._paths:
            return False
        self._paths.add(state.path)
        for image in state.images:
            known = self._by_image.setdefault((state.study_uid, image), [])
            if len(known) < MOST_PER_IMAGE:
                known.append(state)
        return True

    def of(self, instance: Instance) -> tuple[PresentationState, ...]:
        """Return the states for ``instance``: of its study, and naming it."""
        return tuple(self._by_image.get((instance.study.uid, instance.sop_uid), ()))


def with_presentation(
    display: DisplayState, radiograph: Radiograph, state: PresentationState
) -> DisplayState:
    """Return ``display`` as ``state`` wants it; window and polarity stay free to change."""
    return replace(
        display,
        voi=state_voi(radiograph, state),
        # The state's polarity is absolute, the display's is relative to the file's.
        inverted=state.inverse != radiograph.inverted,
        presentation=state,
        turned=UPRIGHT,
        shutter_shown=True,
        planes_shown=True,
    )
