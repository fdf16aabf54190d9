"""The window presets of the shown radiograph, as a menu and by their keys."""

from dataclasses import replace
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.picture import Loading, Picture
from cxrviewer.app.preferences import OwnPreset
from cxrviewer.app.presets import Preset, chosen_preset, own_preset, presets_for
from cxrviewer.app.session import Session
from cxrviewer.domain.presentation import PresentationState, SizeMode
from cxrviewer.imaging.presentation import state_area
from cxrviewer.ui.actions import presets as rows
from cxrviewer.ui.actions.keymap import KeyBindings, native_text
from cxrviewer.ui.handlers.area import Actions, Handlers
from cxrviewer.ui.handlers.preferences import PreferencesEditor
from cxrviewer.ui.icons import icon
from cxrviewer.ui.plain_text import one_line
from cxrviewer.ui.screen_size import pixels_per_mm

PREFIX = "preset_"
LONGEST_NAME = 40


class PresetMenu(QMenu):
    """Presets are computed when they are first asked for, not for every image paged through."""

    def __init__(
        self,
        session: Session,
        preferences: PreferencesEditor,
        bindings: KeyBindings,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.setTitle(self.tr("&Window presets"))
        self.setIcon(icon("contrast"))
        self._session = session
        self._preferences = preferences
        self._bindings = bindings
        self._presets: tuple[Preset, ...] | None = None
        self._removal: QMenu | None = None
        self.handlers: Handlers = {
            row.name: partial(self.apply_slot, row.name.removeprefix(PREFIX)) for row in rows.ROWS
        }
        self.aboutToShow.connect(self._fill)

    def follow(self, actions: Actions) -> None:
        self._actions = [actions[row.name] for row in rows.ROWS]
        self._session.picture_changed.connect(self._follow)
        self._follow(self._session.picture)

    @property
    def presets(self) -> tuple[Preset, ...]:
        radiograph = self._session.radiograph
        if self._presets is None and radiograph is not None:
            self._presets = presets_for(radiograph, self._preferences.current.own_presets)
        return self._presets or ()

    def apply_slot(self, slot: str) -> None:
        """Apply the preset of a key; the key of one that this radiograph lacks does nothing."""
        display = self._session.display
        preset = chosen_preset(self.presets, slot, display.voi) if display is not None else None
        if preset is not None:
            self.apply(preset)

    def apply(self, preset: Preset) -> None:
        display = self._session.display
        if display is not None:
            self._session.active.change_display(replace(display, voi=preset.voi))

    def keep_shown(self, name: str) -> None:
        """Save the window on screen as a preset; one of the same name is replaced."""
        radiograph, display = self._session.radiograph, self._session.display
        name = " ".join(name.split())[:LONGEST_NAME]
        if radiograph is None or display is None or not name:
            return
        fresh = own_preset(radiograph, display.voi, name)
        own = self._preferences.current.own_presets
        names = [preset.name for preset in own]
        if name in names:
            place = names.index(name)
            self._save((*own[:place], fresh, *own[place + 1 :]))
        else:
            self._save((*own, fresh))

    def remove(self, preset: OwnPreset) -> None:
        own = self._preferences.current.own_presets
        self._save(tuple(kept for kept in own if kept != preset))

    def _save(self, own: tuple[OwnPreset, ...]) -> None:
        self._preferences.apply(replace(self._preferences.current, own_presets=own))
        self._presets = None

    def _follow(self, picture: Picture) -> None:
        self._presets = None
        self.setEnabled(picture.loading is Loading.LOADED)
        for action in self._actions:
            action.setEnabled(picture.loading is Loading.LOADED)

    def _fill(self) -> None:
        self.clear()
        if self._removal is not None:
            # clear() deletes actions, and no menus.
            self._removal.deleteLater()
            self._removal = None
        keymap, told = self._bindings.keymap, set()
        for preset in self.presets:
            first = bool(preset.slot) and preset.slot not in told
            told.add(preset.slot)
            keys = native_text(keymap.keys(PREFIX + preset.slot)) if first else ""
            self._add(f"{_menu_text(preset.name)}\t{keys}", partial(self._apply_action, preset))
        self._add_presentations()
        self._add_own()

    def _add(self, text: str, run: "partial[None]") -> QAction:
        action = QAction(text.rstrip("\t"), self)
        action.triggered.connect(run)
        self.addAction(action)
        return action

    def _add_presentations(self) -> None:
        """Offer the presentation states of the study that are for this image."""
        states = self._session.presentations.of(self._session.active)
        if states:
            self.addSeparator()
        for number, state in enumerate(states, start=1):
            label = one_line(state.label) or self.tr("without a label, {0}").format(number)
            name = self.tr("State: {0}").format(label).replace("&", "&&")
            self._add(name, partial(self._apply_state, state))

    def _add_own(self) -> None:
        """Offer to keep the window on screen, and to give up what was kept."""
        self.addSeparator()
        self._add(self.tr("&Keep this window…"), partial(self._ask_name))
        own = self._preferences.current.own_presets
        if not own:
            return
        removal = self._removal = self.addMenu(self.tr("&Remove"))
        for preset in own:
            action = removal.addAction(_menu_text(preset.name))
            action.triggered.connect(partial(self._remove_action, preset))

    def _ask_name(self, _checked: bool = False) -> None:
        dialog = QInputDialog(self.window())
        dialog.setWindowTitle(self.tr("Keep this window"))
        dialog.setLabelText(self.tr("Name of the preset, for any radiograph:"))
        dialog.textValueSelected.connect(self.keep_shown)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _apply_state(self, state: PresentationState, _checked: bool = False) -> None:
        if self._session.radiograph is not None:
            self._session.presentations.apply(self._session.active, state)
            self._tell_size(state)

    def _tell_size(self, state: PresentationState) -> None:
        """Say where a state's true size cannot be kept."""
        radiograph = self._session.radiograph
        area = radiograph and state_area(radiograph, state)
        if not area or area.mode is not SizeMode.TRUE_SIZE:
            return
        if area.spacing is None or pixels_per_mm(self.screen()) is None:
            self._session.notify(
                Notice(
                    Severity.NOTE,
                    self.tr("The true size that the state asks for is not known here."),
                    self.tr("Its area is fitted to the window."),
                )
            )

    def _apply_action(self, preset: Preset, _checked: bool = False) -> None:
        self.apply(preset)

    def _remove_action(self, preset: OwnPreset, _checked: bool = False) -> None:
        self.remove(preset)


def _menu_text(name: str) -> str:
    return one_line(name).replace("&", "&&")
