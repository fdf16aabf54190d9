"""Presentation states that a scan found, and what applying one means."""

from dataclasses import replace
from pathlib import Path

from psygnal import Signal

from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.pane import Pane
from cxrviewer.domain.presentation import UPRIGHT, PresentationState
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.presentation import left_out, state_voi

MOST_PER_IMAGE = 100


class PresentationBook:
    """Which states are for which image, in the order of their arrival."""

    notice_added = Signal(Notice)

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

    def of(self, pane: Pane) -> tuple[PresentationState, ...]:
        """Return the states for the image in ``pane``: of its study, naming it and its frame."""
        image = pane.current
        if image is None:
            return ()
        frame = 0 if pane.radiograph is None else pane.radiograph.frame
        states = self._by_image.get((image.study.uid, image.sop_uid), ())
        return tuple(state for state in states if state.frames.holds(image.sop_uid, frame))

    def apply(self, pane: Pane, state: PresentationState) -> None:
        """Show the radiograph as ``state`` wants it. Raises ValueError where there is none."""
        if pane.radiograph is None or pane.display is None:
            raise ValueError("no radiograph is shown")
        pane.change_display(with_presentation(pane.display, pane.radiograph, state))
        for warning in left_out(pane.radiograph, state):
            remedy = "Compare with the state's own viewer."
            self.notice_added.emit(Notice(Severity.WARNING, warning, remedy))


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
