"""The window itself, and what stands about the program."""

from PySide6.QtWidgets import QMainWindow

from cxrviewer.app.session import Session
from cxrviewer.ui.dialogs.shelf import DialogShelf
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
        self._session = session
        self._preferences = preferences
        self._shelf = shelf
        self._stand = stand
        self.handlers: Handlers = {
            "image_window": stand.switch,
            "full_screen": self._switch_full_screen,
            "refused": self._show_refused_files,
            "getting_started": self._show_first_steps,
            "shortcuts": self._show_shortcuts,
            "edit_shortcuts": preferences.edit_shortcuts,
            "about": self._show_about,
        }

    def follow(self, actions: Actions) -> None:
        self._stand.detached_changed.connect(actions["image_window"].setChecked)
        actions["image_window"].setChecked(self._stand.detached)
        actions["full_screen"].setChecked(self._window.isFullScreen())

    def _show_refused_files(self) -> None:
        from cxrviewer.ui.dialogs.refused_files import RefusedFilesDialog  # noqa: PLC0415  (not before it is asked for)

        self._shelf.show(RefusedFilesDialog(self._session, self._window))

    def _show_first_steps(self) -> None:
        from cxrviewer.ui.dialogs.getting_started import GettingStartedDialog  # noqa: PLC0415  (not before it is asked for)

        self._shelf.show(GettingStartedDialog(self._preferences.bindings.keymap, self._window))

    def _show_shortcuts(self) -> None:
        from cxrviewer.ui.dialogs.shortcuts import ShortcutsDialog  # noqa: PLC0415  (not before it is asked for)

        self._shelf.show(ShortcutsDialog(self._preferences.bindings.keymap, self._window))

    def _show_about(self) -> None:
        from cxrviewer.ui.dialogs.about import AboutDialog  # noqa: PLC0415  (not before it is asked for)

        self._shelf.show(AboutDialog(self._window))

    def _switch_full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()
