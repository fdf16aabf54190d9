"""Which keys the actions have: those of the table, but for what a person changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from psygnal import Signal
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence

from cxrviewer.ui.actions.spec import ActionSpec
from cxrviewer.ui.actions.table import ACTIONS, plain_text, translated

Keys = tuple[str, ...]

SPECS: Mapping[str, ActionSpec] = MappingProxyType({spec.name: spec for spec in ACTIONS})
MOST_KEYS = 4
# Lists, sliders and buttons cannot be used from the keyboard without these.
KEPT_FREE = frozenset(
    ("Tab", "Shift+Tab", "Backtab", "Return", "Enter", "Up", "Down", "Left", "Right", "Backspace")
)


class KeyRefusedError(ValueError):
    """A key cannot be given to an action; the message is for the person."""


@dataclass(frozen=True, slots=True)
class Keymap:
    """``changed`` holds only what differs from the table. No key ever means two things."""

    changed: Mapping[str, Keys] = field(default_factory=dict)

    def keys(self, name: str) -> Keys:
        """Return the keys of an action in Qt's portable form."""
        return self.changed.get(name, SPECS[name].keys)

    def owner(self, key: str) -> ActionSpec | None:
        """Return the action that has ``key``, in Qt's portable form."""
        return next((spec for spec in ACTIONS if key in self.keys(spec.name)), None)

    def with_keys(self, name: str, keys: Keys) -> "Keymap":
        """Return the map in which ``name`` has just ``keys``.

        Raises KeyRefusedError for a key that another action has, or that cannot be used.
        """
        for key in keys:
            _refuse_unusable(SPECS[name], key)
            owner = self.owner(key)
            if owner is not None and owner.name != name:
                raise KeyRefusedError(
                    translated("{0} belongs to “{1}”. Change that one first.").format(
                        native_text((key,)), plain_text(owner)
                    )
                )
        others = {other: held for other, held in self.changed.items() if other != name}
        return Keymap(others if keys == SPECS[name].keys else {**others, name: keys})

    def reset(self, name: str) -> "Keymap":
        """Return the map in which ``name`` has the table's keys again; raises as with_keys does."""
        return self.with_keys(name, SPECS[name].keys)


class KeyBindings:
    """The map in use. Everything that shows or obeys keys follows ``changed``."""

    changed = Signal(Keymap)

    def __init__(self, keymap: Keymap | None = None) -> None:
        self._keymap = keymap or Keymap()

    @property
    def keymap(self) -> Keymap:
        return self._keymap

    def use(self, keymap: Keymap) -> None:
        if keymap != self._keymap:
            self._keymap = keymap
            self.changed.emit(keymap)


def read_keymap(stored: Mapping[str, object]) -> tuple[Keymap, tuple[str, ...]]:
    """Return the map that the preferences hold, and the actions whose stored keys are nonsense.

    An action that this version does not have is passed over.
    """
    wanted = {name: _stored_keys(keys) for name, keys in stored.items() if name in SPECS}
    refused = [name for name, keys in wanted.items() if keys is None]
    # All at once, so that two actions may have exchanged their keys.
    keymap = Keymap({name: keys for name, keys in wanted.items() if keys is not None})
    for name in tuple(keymap.changed):
        try:
            keymap = keymap.with_keys(name, keymap.keys(name))
        except KeyRefusedError:
            refused.append(name)
            rest = {other: keys for other, keys in keymap.changed.items() if other != name}
            keymap = Keymap(rest)
    # Dropping one brings its table's keys back, which another may have taken.
    return (keymap, tuple(refused)) if _sound(keymap) else (Keymap(), tuple(wanted))


def native_text(keys: Keys) -> str:
    """Return keys as this platform writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(key).toString(native) for key in keys)


def portable(key: str) -> str:
    """Return ``key`` as Qt spells it, empty where Qt does not know it or it is several strokes."""
    sequence = QKeySequence(key)
    if sequence.count() != 1 or first_stroke(key).key() == Qt.Key.Key_unknown:
        return ""
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


def first_stroke(key: str) -> QKeyCombination:
    """Return key and modifiers of ``key``, which must not be empty."""
    stroke: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index]  # not in Qt's stubs
    return stroke


def _refuse_unusable(spec: ActionSpec, key: str) -> None:
    if not portable(key):
        raise KeyRefusedError(translated("This key cannot be used."))
    if key in KEPT_FREE:
        raise KeyRefusedError(
            translated("{0} is needed in lists and dialogs.").format(native_text((key,)))
        )
    if spec.held and first_stroke(key).keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        raise KeyRefusedError(translated("A key that is held goes without Ctrl, Shift and Alt."))


def _stored_keys(stored: object) -> Keys | None:
    """Return what is usable of one entry of the preferences, or None."""
    if not isinstance(stored, (list, tuple)) or len(stored) > MOST_KEYS:
        return None
    keys = tuple(portable(key) if isinstance(key, str) else "" for key in stored)
    return keys if all(keys) else None


def _sound(keymap: Keymap) -> bool:
    keys = [key for spec in ACTIONS for key in keymap.keys(spec.name)]
    return len(keys) == len(set(keys))
