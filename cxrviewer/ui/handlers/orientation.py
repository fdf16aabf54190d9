"""Turning and flipping the radiograph. Letters, overlays and report follow."""

from functools import partial

from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.picture import Loading, Picture
from cxrviewer.app.session import Session
from cxrviewer.domain.presentation import (
    FLIP_ACROSS,
    FLIP_DOWN,
    TURN_LEFT,
    TURN_RIGHT,
    Orientation,
)
from cxrviewer.ui.handlers.area import Actions, Handlers

TURNS = {
    "flip_across": FLIP_ACROSS,
    "flip_down": FLIP_DOWN,
    "turn_left": TURN_LEFT,
    "turn_right": TURN_RIGHT,
}


class OrientationArea:
    """A flip is checked while the picture is mirrored."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.handlers: Handlers = {
            name: partial(self._turn, orientation) for name, orientation in TURNS.items()
        }

    def follow(self, actions: Actions) -> None:
        self._actions = actions
        self._session.picture_changed.connect(self._follow_picture)
        self._session.display_changed.connect(self._follow_display)
        self._follow_picture(self._session.picture)

    def _turn(self, orientation: Orientation) -> None:
        display = self._session.display
        if display is not None:
            self._session.active.change_display(display.with_turn(orientation))

    def _follow_picture(self, picture: Picture) -> None:
        for name in TURNS:
            self._actions[name].setEnabled(picture.loading is Loading.LOADED)

    def _follow_display(self, display: DisplayState) -> None:
        self._actions["flip_across"].setChecked(display.orientation.flipped)
