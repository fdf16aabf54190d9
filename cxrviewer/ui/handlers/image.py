"""How the radiograph is shown, and which."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication

from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.picture import Loading, Picture
from cxrviewer.app.session import Session
from cxrviewer.ui.handlers.area import Actions, Handlers
from cxrviewer.ui.screen_size import measured_per_mm
from cxrviewer.ui.viewport.pane_grid import PaneGrid

NEEDS_RADIOGRAPH = ("fit", "one_to_one", "real_size", "invert", "reset", "texts")


class ImageArea:
    """Zoom, polarity, what the sender lays over the picture, paging."""

    def __init__(self, session: Session, grid: PaneGrid) -> None:
        self._session = session
        self._grid = grid
        self.handlers: Handlers = {
            "fit": grid.fit,
            "one_to_one": grid.one_to_one,
            "real_size": self.show_real_size,
            "invert": partial(change_display, session, _inverted),
            "reset": self.reset,
            "texts": partial(change_display, session, _with_next_texts),
            "planes": partial(change_display, session, _with_planes_switched),
            "shutter": partial(change_display, session, _with_shutter_switched),
            "previous_image": lambda: session.active.step(-1),
            "next_image": lambda: session.active.step(1),
            "previous_frame": lambda: session.active.step_frame(-1),
            "next_frame": lambda: session.active.step_frame(1),
            "previous_study": lambda: session.active.step_study(-1),
            "next_study": lambda: session.active.step_study(1),
        }

    def follow(self, actions: Actions) -> None:
        self._actions = actions
        self._session.picture_changed.connect(self._follow_picture)
        self._session.display_changed.connect(self._follow_display)
        self._follow_picture(self._session.picture)

    def reset(self) -> None:
        self._session.panes.reset_display()
        self._grid.fit()

    def show_real_size(self) -> None:
        """Show the radiograph as large as it is, or tell why that cannot be."""
        radiograph = self._session.radiograph
        if radiograph is None:
            return
        measured = self._session.preferences.screens
        per_mm = measured_per_mm(self._grid.viewport.screen(), measured)
        if radiograph.spacing is None:
            cause = _tr("The file does not say how large a pixel is.")
            remedy = _tr("Use 1:1, which shows one pixel on one pixel of the screen.")
        elif per_mm is None:
            cause = _tr("The screen does not say how large it is.")
            remedy = _tr("Measure it in the preferences, or use 1:1.")
        else:
            self._grid.viewport.framing.show_scale(radiograph.spacing.column_mm * per_mm)
            return
        self._session.notify(Notice(Severity.NOTE, cause, remedy))

    def _follow_picture(self, picture: Picture) -> None:
        for name in NEEDS_RADIOGRAPH:
            self._actions[name].setEnabled(picture.loading is Loading.LOADED)
        last = 0 if picture.instance is None else picture.instance.frames - 1
        self._actions["previous_frame"].setEnabled(picture.frame > 0)
        self._actions["next_frame"].setEnabled(picture.frame < last)
        radiograph = picture.radiograph
        self._actions["planes"].setEnabled(bool(radiograph and radiograph.planes))
        self._actions["shutter"].setEnabled(bool(radiograph and radiograph.shutter))

    def _follow_display(self, display: DisplayState) -> None:
        self._actions["invert"].setChecked(display.inverted)
        self._actions["planes"].setChecked(display.planes_shown)
        self._actions["shutter"].setChecked(display.shutter_shown)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ImageArea", text)


def change_display(session: Session, change: Callable[[DisplayState], DisplayState]) -> None:
    """Apply ``change`` to what is shown; without a radiograph nothing happens."""
    if session.display is not None:
        session.active.change_display(change(session.display))


def _inverted(display: DisplayState) -> DisplayState:
    return replace(display, inverted=not display.inverted)


def _with_next_texts(display: DisplayState) -> DisplayState:
    return replace(display, texts=display.texts.following)


def _with_planes_switched(display: DisplayState) -> DisplayState:
    return replace(display, planes_shown=not display.planes_shown)


def _with_shutter_switched(display: DisplayState) -> DisplayState:
    return replace(display, shutter_shown=not display.shutter_shown)
