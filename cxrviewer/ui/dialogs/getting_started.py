"""The page for the first quarter of an hour: what to do, with which key."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from cxrviewer.ui.actions.keymap import SPECS, Keymap, native_text
from cxrviewer.ui.actions.spec import mark
from cxrviewer.ui.actions.table import translated
from cxrviewer.ui.dialogs.frame import TextDialog
from cxrviewer.ui.plain_text import PlainLabel

# Heading and words; {name} stands for the keys of that row of the action table.
STEPS: tuple[tuple[str, str], ...] = (
    (
        mark("1. Open radiographs"),
        mark(
            "File, Open folder ({open_folder}), or drop folders and files on the window. DICOM, "
            "PNG and JPEG are read. No radiographs at hand? Start cxrviewer --demo for synthetic "
            "ones."
        ),
    ),
    (
        mark("2. Look"),
        mark(
            "Drag with the left button to window, with the right one to zoom, with the middle one "
            "to pan; {fit} fits the radiograph to its pane, {one_to_one} shows it 1:1, {invert} "
            "exchanges black and white, {reset} begins anew. {preset_auto} to {preset_full_range} "
            "are window presets. {previous_image} and {next_image} go through the list, "
            "{search_studies} searches it."
        ),
    ),
    (
        mark("3. Read the findings"),
        mark(
            "Each row is one finding of one model: its score, its operating point as a tick on the "
            "bar, and whether the score lies above or below. Below is not the same as healthy. "
            "Doubts of the input check stand first: the picture may be unlike everything that the "
            "model was trained on. {model_card} shows what a model was made from and how well it "
            "does."
        ),
    ),
    (
        mark("4. See where the model looked"),
        mark(
            "{heatmap} shows the model attention for the chosen finding, {mask} the lung mask; "
            "hold {heatmap} to peek. {next_finding} and {previous_finding} choose another finding. "
            "Attention outside the lungs is a reason to distrust a score."
        ),
    ),
    (
        mark("5. Measure and compare"),
        mark(
            "{measure_length} measures a length, {measure_angle} an angle, {measure_ellipse} the "
            "pixel values of a region, {propose_ratio} proposes the cardiothoracic ratio. "
            "{compare} puts the patient's earlier radiograph beside this one. {layout_1x2} and "
            "{layout_2x2} show several panes, {image_window} moves them to a second monitor."
        ),
    ),
    (
        mark("6. Keep the result"),
        mark(
            "Write your impression at the lower right and export the report with {export_report}. "
            "{mark_read} marks a study as read, {flag_study} flags it."
        ),
    ),
    (
        mark("All keys"),
        mark("{shortcuts} shows every key and what the mouse does; {edit_shortcuts} changes keys."),
    ),
)


class GettingStartedDialog(TextDialog):
    """Words that can be read one after the other, with the keys as they are now."""

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__("", parent, size=(640, 620))
        self.setWindowTitle(self.tr("Getting started"))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 6, 12, 6)
        column.setSpacing(6)
        for heading, words in _filled(keymap):
            column.addWidget(PlainLabel(heading, role="strong"))
            column.addWidget(PlainLabel(words))
            column.addSpacing(8)
        column.addStretch(1)
        self.page = QScrollArea()
        self.page.setWidget(page)
        self.page.setWidgetResizable(True)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.page.setAccessibleName(self.tr("Getting started"))
        self.column.addWidget(self.page, 1)
        self.finish()


def _filled(keymap: Keymap) -> Iterator[tuple[str, str]]:
    """Yield the steps with the keys of now; an action without a key is named by its menu."""
    keys = {name: native_text(keymap.keys(name)[:1]) or _place(name) for name in SPECS}
    for heading, words in STEPS:
        yield translated(heading), translated(words).format(**keys)


def _place(name: str) -> str:
    spec = SPECS[name]
    menu, text = translated(spec.menu.value), translated(spec.text)
    return f"{menu}, {text}".replace("&", "").rstrip("…")
