"""The place over the main window where one dialog stands at a time."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget


class DialogShelf:
    """Opens dialogs over ``window``, which is their parent."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self._dialog: QDialog | None = None

    def show(self, dialog: QDialog) -> None:
        """Open ``dialog`` without stopping anything; a second one takes its place."""
        if self._dialog is not None:
            self._dialog.close()
        self._dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.destroyed.connect(partial(self._forget, dialog))
        dialog.open()

    def _forget(self, dialog: QDialog, _destroyed: object = None) -> None:
        if self._dialog is dialog:
            self._dialog = None
