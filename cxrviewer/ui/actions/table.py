"""The rows of all menus joined, and their texts."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from cxrviewer.ui.actions import about, edit, file, findings, image, layout, tools, view
from cxrviewer.ui.actions.spec import ActionSpec, mark

CONTEXT = "actions"

ACTIONS: tuple[ActionSpec, ...] = (
    *file.ROWS,
    *edit.ROWS,
    *image.ROWS,
    *tools.ROWS,
    *layout.ROWS,
    *findings.ROWS,
    *view.ROWS,
    *about.ROWS,
)

PRESET_KEYS = tuple("0123456")

# What the mouse does, for the help page beside the keys.
MOUSE: tuple[tuple[str, str], ...] = (
    (mark("Left drag"), mark("Window: right is wider, down is brighter")),
    (mark("Middle drag"), mark("Pan")),
    (mark("Right drag"), mark("Zoom about the cursor: up is closer")),
    (mark("Ctrl + wheel"), mark("Zoom about the cursor")),
    (mark("Wheel"), mark("Previous or next image")),
    (mark("Double click"), mark("Fit to window")),
    (mark("Drop"), mark("Open folders and files")),
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
    yield " ".join(PRESET_KEYS), translated(mark("Window presets, computed from the radiograph"))
