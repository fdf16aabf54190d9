"""The key that shows the heatmap while it is held, and switches it when tapped."""

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from cxrviewer.app.session import Session
from cxrviewer.ui.override import override

TAP_SECONDS = 0.3


class PeekKey(QObject):
    """Watches some widgets for the key. Text editors are not watched: there G is a letter.

    Pressing turns the heatmap over at once. Released within TAP_SECONDS it stays so, released
    later it goes back to what it was.
    """

    def __init__(
        self, session: Session, parent: QObject, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._clock = clock
        self._pressed_at: float | None = None

    def watch(self, *widgets: QWidget) -> None:
        for widget in widgets:
            widget.installEventFilter(self)

    def press(self) -> None:
        display = self._session.display
        if display is not None and self._pressed_at is None:
            self._pressed_at = self._clock()
            self._session.change_display(replace(display, peeking=True))

    def release(self, *, tapped: bool | None = None) -> None:
        """End the peek; ``tapped`` overrides what the time says."""
        if self._pressed_at is None:
            return
        quick = self._clock() - self._pressed_at <= TAP_SECONDS
        self._pressed_at = None
        display = self._session.display
        if display is not None:
            toggle = quick if tapped is None else tapped
            self._session.change_display(display.with_peek_ended(toggle=toggle))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate:
            # The release would go to another window.
            self.release(tapped=False)
            return False
        if isinstance(event, QKeyEvent) and _is_peek_key(event):
            if event.type() == QEvent.Type.KeyPress and not event.isAutoRepeat():
                self.press()
            elif event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat():
                self.release()
            return event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        return False


def _is_peek_key(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_G and event.modifiers() == Qt.KeyboardModifier.NoModifier
