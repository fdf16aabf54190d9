"""Rows of the Findings menu: what the models say."""

from cxrviewer.ui.actions.spec import ActionSpec, Menu, mark

ROWS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "heatmap",
        Menu.FINDINGS,
        mark("&Heatmap"),
        ("G",),
        "heatmap",
        mark("Model attention for the chosen finding; hold the key to peek"),
        checkable=True,
        held=True,
        toolbar=True,
    ),
    ActionSpec(
        "mask",
        Menu.FINDINGS,
        mark("&Lung mask"),
        ("M",),
        "lungs",
        mark("Lung fields as the model sees them"),
        checkable=True,
        toolbar=True,
    ),
    ActionSpec("next_finding", Menu.FINDINGS, mark("&Next finding"), ("J",), group=1),
    ActionSpec("previous_finding", Menu.FINDINGS, mark("&Previous finding"), ("K",), group=1),
    ActionSpec(
        "analyse_again",
        Menu.FINDINGS,
        mark("&Run again"),
        ("F5",),
        "again",
        mark("Ask the models about this radiograph again"),
        group=2,
        toolbar=True,
    ),
    ActionSpec("cancel", Menu.FINDINGS, mark("&Cancel analysis"), ("Esc",), "cancel", group=2),
    ActionSpec(
        "model_input",
        Menu.FINDINGS,
        mark("What the model &saw…"),
        ("Ctrl+Shift+I",),
        "radiograph",
        mark("The exact tensor of each model, and how it was made"),
        group=3,
    ),
    ActionSpec(
        "cover",
        Menu.FINDINGS,
        mark("Co&ver corners and markers…"),
        ("Ctrl+Shift+K",),
        tip=mark("What becomes of the scores when parts without lungs are covered"),
        group=3,
    ),
    ActionSpec("model_card", Menu.FINDINGS, mark("&Model card…"), ("Ctrl+I",), "card", group=3),
)
