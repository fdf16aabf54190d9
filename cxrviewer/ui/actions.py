"""The one table of everything a person can do: menus, toolbar, shortcuts and help come from it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from cxrviewer.ui.theme import icon

CONTEXT = "actions"


class Menu(StrEnum):
    """Menus of the menu bar, in order."""

    FILE = "&File"
    IMAGE = "&Image"
    FINDINGS = "F&indings"
    VIEW = "&View"
    HELP = "&Help"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """``keys`` in Qt's portable form. ``held``: the key also means something while it is held.

    ``group`` separates the entries of one menu; ``toolbar`` puts the action on the toolbar too.
    """

    name: str
    menu: Menu
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    group: int = 0
    checkable: bool = False
    held: bool = False
    toolbar: bool = False


def _t(text: str) -> str:
    """Mark ``text`` for the translators; it is translated when it is shown."""
    return text


ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "open_folder",
        Menu.FILE,
        _t("Open &folder…"),
        ("Ctrl+O",),
        "folder",
        _t("Open every radiograph below a folder"),
        toolbar=True,
    ),
    ActionSpec("open_files", Menu.FILE, _t("Open fi&les…"), ("Ctrl+Shift+O",), "file"),
    ActionSpec(
        "export_report",
        Menu.FILE,
        _t("&Export PDF report…"),
        ("Ctrl+E",),
        "report",
        _t("Write the report of the current study"),
        group=1,
        toolbar=True,
    ),
    ActionSpec("preferences", Menu.FILE, _t("&Preferences…"), ("Ctrl+,",), "gear", group=2),
    ActionSpec("quit", Menu.FILE, _t("&Quit"), ("Ctrl+Q",), group=3),
    ActionSpec(
        "fit",
        Menu.IMAGE,
        _t("&Fit to window"),
        ("F",),
        "fit",
        _t("Show the whole radiograph"),
        toolbar=True,
    ),
    ActionSpec(
        "one_to_one",
        Menu.IMAGE,
        _t("&1:1"),
        ("X",),
        "one_to_one",
        _t("One pixel of the radiograph on one pixel of the screen"),
        toolbar=True,
    ),
    ActionSpec(
        "invert",
        Menu.IMAGE,
        _t("&Invert"),
        ("I",),
        "invert",
        _t("Exchange black and white"),
        group=1,
        checkable=True,
        toolbar=True,
    ),
    ActionSpec(
        "reset",
        Menu.IMAGE,
        _t("&Reset display"),
        ("Shift+R",),
        "reset",
        _t("Window, polarity, zoom and overlays as at the start"),
        group=1,
        toolbar=True,
    ),
    ActionSpec(
        "planes",
        Menu.IMAGE,
        _t("&Overlay planes"),
        ("Shift+O",),
        tip=_t("What the sender has drawn over the radiograph"),
        group=2,
        checkable=True,
    ),
    ActionSpec(
        "shutter",
        Menu.IMAGE,
        _t("Display &shutter"),
        ("Shift+S",),
        tip=_t("Hide what the sender does not count as picture"),
        group=2,
        checkable=True,
    ),
    ActionSpec("previous_image", Menu.IMAGE, _t("&Previous image"), ("PgUp",), "up", group=3),
    ActionSpec("next_image", Menu.IMAGE, _t("&Next image"), ("PgDown",), "down", group=3),
    ActionSpec("previous_study", Menu.IMAGE, _t("Pre&vious study"), ("P",), "previous", group=3),
    ActionSpec("next_study", Menu.IMAGE, _t("Ne&xt study"), ("N",), "next", group=3),
    ActionSpec(
        "heatmap",
        Menu.FINDINGS,
        _t("&Heatmap"),
        ("G",),
        "heatmap",
        _t("Model attention for the chosen finding; hold the key to peek"),
        checkable=True,
        held=True,
        toolbar=True,
    ),
    ActionSpec(
        "mask",
        Menu.FINDINGS,
        _t("&Lung mask"),
        ("M",),
        "lungs",
        _t("Lung fields as the model sees them"),
        checkable=True,
        toolbar=True,
    ),
    ActionSpec("next_finding", Menu.FINDINGS, _t("&Next finding"), ("J",), group=1),
    ActionSpec("previous_finding", Menu.FINDINGS, _t("&Previous finding"), ("K",), group=1),
    ActionSpec(
        "analyse_again",
        Menu.FINDINGS,
        _t("&Run again"),
        ("F5",),
        "again",
        _t("Ask the models about this radiograph again"),
        group=2,
        toolbar=True,
    ),
    ActionSpec("cancel", Menu.FINDINGS, _t("&Cancel analysis"), ("Esc",), "cancel", group=2),
    ActionSpec("model_card", Menu.FINDINGS, _t("&Model card…"), ("Ctrl+I",), "card", group=3),
    ActionSpec("full_screen", Menu.VIEW, _t("F&ull screen"), ("F11",), checkable=True),
    ActionSpec("refused", Menu.VIEW, _t("&Refused files…"), (), "warning", group=1),
    ActionSpec("shortcuts", Menu.HELP, _t("&Mouse and keys"), ("F1",), "help"),
    ActionSpec("about", Menu.HELP, _t("&About cxrviewer"), group=1),
)

PRESET_KEYS = tuple("0123456")

# What the mouse does, for the help page beside the keys.
MOUSE: tuple[tuple[str, str], ...] = (
    (_t("Left drag"), _t("Window: right is wider, down is brighter")),
    (_t("Middle drag"), _t("Pan")),
    (_t("Right drag"), _t("Zoom about the cursor: up is closer")),
    (_t("Ctrl + wheel"), _t("Zoom about the cursor")),
    (_t("Wheel"), _t("Previous or next image")),
    (_t("Double click"), _t("Fit to window")),
    (_t("Drop"), _t("Open folders and files")),
)


def translated(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def plain_text(spec: ActionSpec) -> str:
    """Return the action's name without menu decoration."""
    return translated(spec.text).replace("&", "").rstrip("…")


def shortcut_text(spec: ActionSpec) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(key).toString(native) for key in spec.keys)


def shortcut_rows() -> Iterator[tuple[str, str]]:
    """Yield (keys, meaning) of everything that has a key, for the help page."""
    for spec in ACTIONS:
        if spec.keys:
            yield shortcut_text(spec), (spec.tip and translated(spec.tip)) or plain_text(spec)
    yield " ".join(PRESET_KEYS), translated(_t("Window presets, computed from the radiograph"))


def make_actions(
    parent: QObject, handlers: Mapping[str, Callable[..., object]]
) -> dict[str, QAction]:
    """Return a QAction per row of the table. Raises KeyError where a row has no handler."""
    return {spec.name: _make_action(parent, spec, handlers[spec.name]) for spec in ACTIONS}


def _make_action(parent: QObject, spec: ActionSpec, handler: Callable[..., object]) -> QAction:
    text = translated(spec.text)
    if spec.held:
        # A QAction learns of a key's press only: the one who watches the release handles both.
        action = QAction(f"{text}\t{shortcut_text(spec)}", parent)
    else:
        action = QAction(text, parent)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
    if spec.icon:
        action.setIcon(icon(spec.icon))
    action.setObjectName(spec.name)
    action.setCheckable(spec.checkable)
    keys = f" ({shortcut_text(spec)})" if spec.keys else ""
    action.setToolTip((translated(spec.tip) if spec.tip else plain_text(spec)) + keys)
    action.triggered.connect(handler)
    return action
