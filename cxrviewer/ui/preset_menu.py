"""The window presets of the shown radiograph, as a menu and as digit keys."""

from dataclasses import replace
from functools import partial

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from cxrviewer.app.picture import Loading, Picture
from cxrviewer.app.presets import Preset, presets_for
from cxrviewer.app.session import Session
from cxrviewer.domain.presentation import PresentationState
from cxrviewer.ui.actions.table import PRESET_KEYS
from cxrviewer.ui.plain_text import one_line
from cxrviewer.ui.theme import icon


class PresetMenu(QMenu):
    """Presets are computed when they are first asked for, not for every image paged through."""

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self.setTitle(self.tr("&Window presets"))
        self.setIcon(icon("contrast"))
        self._session = session
        self._presets: tuple[Preset, ...] | None = None
        for key in PRESET_KEYS:
            QShortcut(QKeySequence(key), window, partial(self.apply_key, key))
        self.aboutToShow.connect(self._fill)
        session.picture_changed.connect(self._follow)
        self._follow(session.picture)

    @property
    def presets(self) -> tuple[Preset, ...]:
        radiograph = self._session.radiograph
        if self._presets is None and radiograph is not None:
            self._presets = presets_for(radiograph)
        return self._presets or ()

    def apply_key(self, key: str) -> None:
        """Apply the preset of a digit; the digit of one that this radiograph lacks does nothing."""
        for preset in self.presets:
            if preset.key == key:
                self.apply(preset)

    def apply(self, preset: Preset) -> None:
        display = self._session.display
        if display is not None:
            self._session.change_display(replace(display, voi=preset.voi))

    def _follow(self, picture: Picture) -> None:
        self._presets = None
        self.setEnabled(picture.loading is Loading.LOADED)

    def _fill(self) -> None:
        self.clear()
        for preset in self.presets:
            name = one_line(preset.name).replace("&", "&&")
            action = QAction(f"{name}\t{preset.key}" if preset.key else name, self)
            action.triggered.connect(partial(self._apply_action, preset))
            self.addAction(action)
        self._add_presentations()

    def _add_presentations(self) -> None:
        """Offer the presentation states of the study that are for this image."""
        states = self._session.presentations
        if states:
            self.addSeparator()
        for number, state in enumerate(states, start=1):
            label = one_line(state.label) or self.tr("without a label, {0}").format(number)
            name = self.tr("State: {0}").format(label).replace("&", "&&")
            action = QAction(name, self)
            action.triggered.connect(partial(self._apply_state, state))
            self.addAction(action)

    def _apply_state(self, state: PresentationState, _checked: bool = False) -> None:
        if self._session.radiograph is not None:
            self._session.apply_presentation(state)

    def _apply_action(self, preset: Preset, _checked: bool = False) -> None:
        self.apply(preset)
