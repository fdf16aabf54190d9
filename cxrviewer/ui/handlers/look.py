"""How the window looks: light or dark, and how large its texts are."""

from dataclasses import replace
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from cxrviewer.app.preferences import TEXT_SIZES, Preferences, TextSize, Theme
from cxrviewer.ui.handlers.area import Actions, Handlers
from cxrviewer.ui.handlers.preferences import PreferencesEditor
from cxrviewer.ui.theme import outfit, wear

THEMES: tuple[Theme, ...] = ("dark", "light", "system")


class LookArea:
    """Dresses the application again whenever the preferences or the system ask for it."""

    def __init__(self, preferences: PreferencesEditor) -> None:
        self._preferences = preferences
        self.handlers: Handlers = {
            **{f"theme_{theme}": partial(self._choose, theme) for theme in THEMES},
            "larger_texts": partial(self._resize, 1),
            "smaller_texts": partial(self._resize, -1),
        }

    def follow(self, actions: Actions) -> None:
        self._actions = actions
        self._preferences.changed.connect(self._follow)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        self._mark(self._preferences.current)

    def _choose(self, theme: Theme) -> None:
        self._preferences.apply(replace(self._preferences.current, theme=theme))

    def _resize(self, steps: int) -> None:
        current = self._preferences.current
        place = TEXT_SIZES.index(current.text_size) + steps
        size: TextSize = TEXT_SIZES[min(max(place, 0), len(TEXT_SIZES) - 1)]
        self._preferences.apply(replace(current, text_size=size))

    def _follow(self, preferences: Preferences) -> None:
        dress(preferences)
        self._mark(preferences)

    def _follow_system(self) -> None:
        if self._preferences.current.theme == "system":
            dress(self._preferences.current)

    def _mark(self, preferences: Preferences) -> None:
        for theme in THEMES:
            self._actions[f"theme_{theme}"].setChecked(preferences.theme == theme)
        self._actions["larger_texts"].setEnabled(preferences.text_size != TEXT_SIZES[-1])
        self._actions["smaller_texts"].setEnabled(preferences.text_size != TEXT_SIZES[0])


def dress(preferences: Preferences) -> None:
    """Let the application wear what ``preferences`` ask for."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    wear(application, outfit(preferences.theme, preferences.text_size))
