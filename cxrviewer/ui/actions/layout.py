"""Rows of the Layout menu: how many radiographs are shown, and beside which."""

from cxrviewer.ui.actions.spec import ActionSpec, Menu, mark

ROWS: tuple[ActionSpec, ...] = (
    ActionSpec("layout_1x1", Menu.LAYOUT, mark("&One pane"), ("Ctrl+1",), checkable=True),
    ActionSpec("layout_1x2", Menu.LAYOUT, mark("&Two side by side"), ("Ctrl+2",), checkable=True),
    ActionSpec(
        "layout_2x1", Menu.LAYOUT, mark("Two, one a&bove the other"), ("Ctrl+3",), checkable=True
    ),
    ActionSpec("layout_2x2", Menu.LAYOUT, mark("&Four panes"), ("Ctrl+4",), checkable=True),
    ActionSpec(
        "next_pane",
        Menu.LAYOUT,
        mark("&Next pane"),
        ("F6",),
        tip=mark("Work in the next pane: list and keys are then about it"),
        group=1,
    ),
    ActionSpec("previous_pane", Menu.LAYOUT, mark("&Previous pane"), ("Shift+F6",), group=1),
    ActionSpec(
        "full_pane",
        Menu.LAYOUT,
        mark("Active pane f&ull"),
        ("Ctrl+Return",),
        tip=mark("The active pane in place of all, and back"),
        group=1,
        checkable=True,
    ),
    ActionSpec(
        "link_window",
        Menu.LAYOUT,
        mark("Link &window"),
        ("Ctrl+Alt+W",),
        tip=mark("Window all panes alike, each relative to its own automatic window"),
        group=2,
        checkable=True,
    ),
    ActionSpec(
        "link_zoom", Menu.LAYOUT, mark("Link &zoom"), ("Ctrl+Alt+Z",), group=2, checkable=True
    ),
    ActionSpec(
        "link_pan", Menu.LAYOUT, mark("Link p&an"), ("Ctrl+Alt+P",), group=2, checkable=True
    ),
    ActionSpec(
        "compare",
        Menu.LAYOUT,
        mark("&Compare with prior"),
        ("S",),
        "compare",
        mark("Put the same patient's last earlier frontal study beside this one"),
        group=3,
        toolbar=True,
    ),
    ActionSpec(
        "blink",
        Menu.LAYOUT,
        mark("Bl&ink"),
        ("L",),
        tip=mark("The earlier radiograph in place of the later one; hold the key to peek"),
        group=3,
        checkable=True,
        held=True,
    ),
    ActionSpec(
        "subtraction",
        Menu.LAYOUT,
        mark("&Subtraction"),
        ("Shift+L",),
        tip=mark("The later radiograph less the earlier one"),
        group=3,
        checkable=True,
    ),
    ActionSpec("end_comparison", Menu.LAYOUT, mark("&End comparison"), group=3),
)
