"""Keys that mean something while they are held, and something else when they are tapped."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from cxrviewer.app.session import Session
from cxrviewer.ui.actions.keymap import KeyBindings, Keymap, first_stroke
from cxrviewer.ui.override import override

TAP_SECONDS = 0.3
KEY_EVENTS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class Hold(Protocol):
    """What a held key does. ``press`` says whether there is anything to do."""

    def press(self) -> bool: ...

    def release(self, *, tapped: bool) -> None: ...


class HeldKeys(QObject):
    """Watches some widgets for the keys of ``holds``, which are named as rows of the action table.

    Text editors are not watched: there a letter is a letter. A key released within TAP_SECONDS was
    tapped. What counts is when the finger moved, by the events' own time: a busy window takes them
    up late.
    """

    def __init__(self, bindings: KeyBindings, holds: Mapping[str, Hold], parent: QObject) -> None:
        super().__init__(parent)
        self._holds = holds
        self._keys: dict[Qt.Key, str] = {}
        # The name of what is held, and since when.
        self._held: tuple[str, float] | None = None
        bindings.changed.connect(self._follow)
        self._follow(bindings.keymap)

    def watch(self, *widgets: QWidget) -> None:
        for widget in widgets:
            widget.installEventFilter(self)

    def _follow(self, keymap: Keymap) -> None:
        self._release(math.inf)
        self._keys = {
            first_stroke(key).key(): name for name in self._holds for key in keymap.keys(name)
        }

    def _press(self, name: str, seconds: float) -> None:
        if self._held is None and self._holds[name].press():
            self._held = name, seconds

    def _release(self, seconds: float) -> None:
        if self._held is not None:
            (name, since), self._held = self._held, None
            self._holds[name].release(tapped=seconds - since <= TAP_SECONDS)

    def _take(self, event: QKeyEvent, name: str) -> None:
        if event.isAutoRepeat():
            return
        if event.type() == QEvent.Type.KeyPress:
            self._press(name, event.timestamp() / 1000)
        elif self._held is not None and self._held[0] == name:
            self._release(event.timestamp() / 1000)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate:
            # The release would go to another window: whatever is held ends here, as a hold.
            self._release(math.inf)
            return False
        if not isinstance(event, QKeyEvent) or event.type() not in KEY_EVENTS:
            return False
        name = self._keys.get(Qt.Key(event.key()))
        if name is None or not self._means(event, name):
            return False
        self._take(event, name)
        return True

    def _means(self, event: QKeyEvent, name: str) -> bool:
        """Return whether the key stands alone; who holds it may press Ctrl or Shift later."""
        held = self._held is not None and self._held[0] == name
        return held or event.modifiers() == Qt.KeyboardModifier.NoModifier


class HeatmapPeek:
    """Turns the heatmap over at once; tapped it stays so, held it goes back."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._pane = session.active

    def press(self) -> bool:
        """Begin a peek; where there is no heatmap the key does nothing."""
        self._pane = pane = self._session.active
        display = pane.display if pane.analysis_state.has_heatmap else None
        if display is not None:
            pane.change_display(replace(display, peeking=True))
        return display is not None

    def release(self, *, tapped: bool) -> None:
        """End the peek in its own pane."""
        display = self._pane.display
        if display is not None:
            self._pane.change_display(display.with_peek_ended(toggle=tapped))
