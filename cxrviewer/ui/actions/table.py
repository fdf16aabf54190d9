"""The rows of all menus joined, and their texts."""

from PySide6.QtCore import QCoreApplication

from cxrviewer.ui.actions import (
    about,
    edit,
    file,
    findings,
    image,
    layout,
    presets,
    studies,
    tools,
    verdicts,
    view,
)
from cxrviewer.ui.actions.spec import ActionSpec, mark

CONTEXT = "actions"

ACTIONS: tuple[ActionSpec, ...] = (
    *file.ROWS,
    *edit.ROWS,
    *studies.ROWS,
    *image.ROWS,
    *presets.ROWS,
    *tools.ROWS,
    *layout.ROWS,
    *findings.ROWS,
    *verdicts.ROWS,
    *view.ROWS,
    *about.ROWS,
)

# What the mouse does, for the help page beside the keys.
MOUSE: tuple[tuple[str, str], ...] = (
    (mark("Left drag"), mark("The chosen tool; window: right is wider, down is brighter")),
    (mark("Left drag with Ctrl, Shift"), mark("Window: faster, finer")),
    (mark("Left drag with Ctrl + Shift"), mark("Window for the region in the frame")),
    (mark("Middle drag"), mark("Pan")),
    (mark("Right drag"), mark("Zoom about the cursor: up is closer")),
    (mark("Right click"), mark("Menu")),
    (mark("Ctrl + wheel"), mark("Zoom about the cursor")),
    (mark("Wheel"), mark("Previous or next image")),
    (mark("Double click"), mark("One pane full, and back; a single pane is fitted")),
    (mark("Click"), mark("Work in this pane")),
    (mark("Drag from the list"), mark("Show the image in a pane")),
    (mark("Drop"), mark("Open folders and files")),
)


def translated(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def plain_text(spec: ActionSpec) -> str:
    """Return the action's name without menu decoration."""
    return translated(spec.text).replace("&", "").rstrip("…")


def meaning(spec: ActionSpec) -> str:
    """Return what the action does, in more words than its name where there are any."""
    return (spec.tip and translated(spec.tip)) or plain_text(spec)
