"""The key that shows the heatmap while it is held, and switches it when tapped."""

import math
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from cxrviewer.app.pane import Pane
from cxrviewer.app.session import Session
from cxrviewer.ui.override import override

TAP_SECONDS = 0.3


class PeekKey(QObject):
    """Watches some widgets for the key. Text editors are not watched: there G is a letter.

    Pressing turns the heatmap over at once. Released within TAP_SECONDS it stays so, released
    later it goes back to what it was. What counts is when the finger moved, by the events' own
    time: a busy window takes them up late.
    """

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._pressed_at: float | None = None
        self._pane: Pane = session.active

    def watch(self, *widgets: QWidget) -> None:
        for widget in widgets:
            widget.installEventFilter(self)

    def press(self, seconds: float) -> None:
        """Begin a peek; where there is no heatmap the key does nothing."""
        pane = self._session.active
        display = pane.display if pane.analysis_state.has_heatmap else None
        if display is not None and self._pressed_at is None:
            self._pressed_at, self._pane = seconds, pane
            pane.change_display(replace(display, peeking=True))

    def release(self, seconds: float) -> None:
        """End the peek begun by ``press``, in its own pane."""
        if self._pressed_at is None:
            return
        tapped = seconds - self._pressed_at <= TAP_SECONDS
        self._pressed_at = None
        display = self._pane.display
        if display is not None:
            self._pane.change_display(display.with_peek_ended(toggle=tapped))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate:
            # The release would go to another window: whatever is held ends here, as a hold.
            self.release(math.inf)
            return False
        if isinstance(event, QKeyEvent) and _is_peek_key(event):
            if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                self.press(event.timestamp() / 1000)
            elif event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat():
                self.release(event.timestamp() / 1000)
            return event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        return False


def _is_peek_key(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_G and event.modifiers() == Qt.KeyboardModifier.NoModifier
