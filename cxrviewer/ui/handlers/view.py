"""The window itself, and what stands about the program."""

from PySide6.QtWidgets import QMainWindow

from cxrviewer.app.session import Session
from cxrviewer.ui.dialogs.about import AboutDialog
from cxrviewer.ui.dialogs.getting_started import GettingStartedDialog
from cxrviewer.ui.dialogs.refused_files import RefusedFilesDialog
from cxrviewer.ui.dialogs.shelf import DialogShelf
from cxrviewer.ui.dialogs.shortcuts import ShortcutsDialog
from cxrviewer.ui.handlers.area import Actions, Handlers
from cxrviewer.ui.handlers.preferences import PreferencesEditor
from cxrviewer.ui.pane_stand import PaneStand


class ViewArea:
    """Full screen, and the dialogs to read. All of it can be used at any time."""

    def __init__(
        self,
        window: QMainWindow,
        session: Session,
        preferences: PreferencesEditor,
        shelf: DialogShelf,
        *,
        stand: PaneStand,
    ) -> None:
        self._window = window
        self._stand = stand
        self.handlers: Handlers = {
            "image_window": stand.switch,
            "full_screen": self._switch_full_screen,
            "refused": lambda: shelf.show(RefusedFilesDialog(session, window)),
            "getting_started": lambda: shelf.show(
                GettingStartedDialog(preferences.bindings.keymap, window)
            ),
            "shortcuts": lambda: shelf.show(ShortcutsDialog(preferences.bindings.keymap, window)),
            "edit_shortcuts": preferences.edit_shortcuts,
            "about": lambda: shelf.show(AboutDialog(window)),
        }

    def follow(self, actions: Actions) -> None:
        self._stand.detached_changed.connect(actions["image_window"].setChecked)
        actions["image_window"].setChecked(self._stand.detached)
        actions["full_screen"].setChecked(self._window.isFullScreen())

    def _switch_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()
