"""Rows of the View menu: the window itself."""

from cxrviewer.ui.actions.spec import ActionSpec, Menu, mark

ROWS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "histogram",
        Menu.VIEW,
        mark("&Histogram"),
        ("Shift+H",),
        tip=mark("The radiograph's values and the window over them, to be dragged"),
        checkable=True,
    ),
    ActionSpec(
        "image_window",
        Menu.VIEW,
        mark("Image in its own &window"),
        ("F12",),
        tip=mark("Move the panes to a second monitor, and back"),
        checkable=True,
    ),
    ActionSpec("full_screen", Menu.VIEW, mark("F&ull screen"), ("F11",), checkable=True),
    ActionSpec("theme_dark", Menu.VIEW, mark("&Dark window"), group=1, checkable=True),
    ActionSpec("theme_light", Menu.VIEW, mark("&Light window"), group=1, checkable=True),
    ActionSpec(
        "theme_system",
        Menu.VIEW,
        mark("Window as the s&ystem"),
        tip=mark("Dark or light as the system is; the image stays on black"),
        group=1,
        checkable=True,
    ),
    ActionSpec("larger_texts", Menu.VIEW, mark("Lar&ger texts"), ("Ctrl++", "Ctrl+="), group=2),
    ActionSpec("smaller_texts", Menu.VIEW, mark("S&maller texts"), ("Ctrl+-",), group=2),
    ActionSpec(
        "tags",
        Menu.VIEW,
        mark("DICOM &tags…"),
        ("Ctrl+T",),
        tip=mark("Everything that stands in the file of the current image"),
        group=3,
    ),
    ActionSpec("refused", Menu.VIEW, mark("&Refused files…"), (), "warning", group=3),
)
