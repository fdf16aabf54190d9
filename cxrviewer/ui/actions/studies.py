"""Rows of the Studies menu: what is listed, in which order, and how it is marked."""

from cxrviewer.ui.actions.spec import ActionSpec, Menu, mark

ROWS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "search_studies",
        Menu.STUDIES,
        mark("&Search…"),
        ("Ctrl+F",),
        tip=mark("Search the studies as you type"),
    ),
    ActionSpec(
        "filter_studies",
        Menu.STUDIES,
        mark("&Filter"),
        ("Ctrl+Shift+F",),
        "filter",
        mark("Filter by modality, view, status, marks and date"),
        checkable=True,
    ),
    ActionSpec("show_all_studies", Menu.STUDIES, mark("Show &all"), ("Ctrl+Shift+A",)),
    ActionSpec("sort_studies", Menu.STUDIES, mark("So&rt by"), icon="sort", group=1),
    ActionSpec(
        "triage_order",
        Menu.STUDIES,
        mark("&Triage order"),
        ("Shift+T",),
        tip=mark("Studies with the highest score relative to its operating point first"),
        group=1,
        checkable=True,
    ),
    ActionSpec(
        "arrange_studies",
        Menu.STUDIES,
        mark("Arrange a&gain"),
        ("Shift+F5",),
        tip=mark("Filter and sort by the marks and scores of now"),
        group=1,
    ),
    ActionSpec(
        "mark_read",
        Menu.STUDIES,
        mark("&Read"),
        ("U",),
        tip=mark("Mark the study as read or unread"),
        group=2,
        checkable=True,
    ),
    ActionSpec(
        "flag_study",
        Menu.STUDIES,
        mark("F&lag"),
        ("Shift+F",),
        "flag",
        mark("Flag the study, or take the flag away"),
        group=2,
        checkable=True,
    ),
)
