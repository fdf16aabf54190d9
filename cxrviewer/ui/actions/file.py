"""Rows of the File menu: opening, writing, preferences."""

from cxrviewer.ui.actions.spec import ActionSpec, Menu, mark

ROWS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "open_folder",
        Menu.FILE,
        mark("Open &folder…"),
        ("Ctrl+O",),
        "folder",
        mark("Open every radiograph below a folder"),
        toolbar=True,
    ),
    ActionSpec("open_files", Menu.FILE, mark("Open fi&les…"), ("Ctrl+Shift+O",), "file"),
    ActionSpec("recent", Menu.FILE, mark("&Recent folders")),
    ActionSpec(
        "watch_folders",
        Menu.FILE,
        mark("&Watch opened folders"),
        tip=mark("New files of opened folders appear by themselves"),
        checkable=True,
    ),
    ActionSpec(
        "export_report",
        Menu.FILE,
        mark("&Export PDF report…"),
        ("Ctrl+E",),
        "report",
        mark("Write the report of the current study"),
        group=1,
        toolbar=True,
    ),
    ActionSpec("preferences", Menu.FILE, mark("&Preferences…"), ("Ctrl+,",), "gear", group=2),
    ActionSpec("quit", Menu.FILE, mark("&Quit"), ("Ctrl+Q",), group=3),
)
