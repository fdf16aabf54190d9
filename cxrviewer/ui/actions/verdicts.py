"""Rows of the Verdicts menu: what the reader says, and what becomes of it."""

from cxrviewer.ui.actions.spec import ActionSpec, Menu, mark

ROWS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "read_first",
        Menu.VERDICTS,
        mark("&Read first"),
        ("Ctrl+Shift+R",),
        "eye_off",
        mark("Hide scores and heatmaps until you have given a verdict on each label"),
        checkable=True,
        toolbar=True,
    ),
    ActionSpec(
        "verdict_yes",
        Menu.VERDICTS,
        mark("&Present, or agree"),
        ("Shift+P",),
        tip=mark("The label is present; where its score is shown: you agree with the model"),
        group=1,
    ),
    ActionSpec(
        "verdict_no",
        Menu.VERDICTS,
        mark("&Absent, or disagree"),
        ("Shift+N",),
        tip=mark("The label is absent; where its score is shown: you disagree with the model"),
        group=1,
    ),
    ActionSpec("verdict_unsure", Menu.VERDICTS, mark("&Unsure"), ("Shift+U",), group=1),
    ActionSpec(
        "verdict_rest_absent",
        Menu.VERDICTS,
        mark("All &others absent"),
        ("Ctrl+Shift+N",),
        tip=mark("Absent, for every label without a verdict"),
        group=1,
    ),
    ActionSpec(
        "reveal_scores",
        Menu.VERDICTS,
        mark("&Show the scores now"),
        tip=mark("Without verdicts; those that follow do not count as blind"),
        group=2,
    ),
    ActionSpec(
        "export_verdicts",
        Menu.VERDICTS,
        mark("&Export verdicts…"),
        tip=mark("Write the verdicts on the listed radiographs as a CSV file for training"),
        group=3,
    ),
    ActionSpec(
        "threshold_lab",
        Menu.VERDICTS,
        mark("&Threshold lab…"),
        ("Ctrl+Shift+L",),
        tip=mark("ROC and operating points on your own radiographs"),
        group=3,
    ),
)
