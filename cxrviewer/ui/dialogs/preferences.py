"""The preferences."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from cxrviewer.app.preferences import TEXT_SIZES, Preferences
from cxrviewer.ui.dialogs.card_ruler import CardRuler
from cxrviewer.ui.dialogs.frame import resize_for_texts
from cxrviewer.ui.plain_text import PlainLabel
from cxrviewer.ui.screen_size import measured_per_mm
from cxrviewer.ui.tall_area import TallArea

Value = TypeVar("Value")


# With texts of the usual size.
WIDTH, HEIGHT = 540, 600


class PreferencesDialog(QDialog):
    """Edits a copy; ``chosen`` is what the person wants once the dialog is accepted."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Preferences"))
        self._before = preferences
        self.device = _choice(self._devices(), preferences.device)
        self.runtime = _choice(self._runtimes(), preferences.runtime)
        self.automatic = QCheckBox(self.tr("Analyse a radiograph as soon as it is shown"))
        self.automatic.setChecked(preferences.analyse_automatically)
        self.switched = QCheckBox(self.tr("Left drag: left is wider, up is brighter"))
        self.switched.setChecked(preferences.switch_window_drag)
        self.sensitivity = QDoubleSpinBox()
        self.sensitivity.setRange(0.1, 5.0)
        self.sensitivity.setSingleStep(0.1)
        self.sensitivity.setSuffix(self.tr(" times"))
        self.sensitivity.setValue(preferences.window_sensitivity)
        self.sensitivity.setToolTip(self.tr("How fast a drag changes the window; Ctrl is faster"))
        self.theme = _choice(self._themes(), preferences.theme)
        self.text_size = _choice({size: f"{size} %" for size in TEXT_SIZES}, preferences.text_size)
        self.language = _choice(self._languages(), preferences.language)
        self.feed = QLineEdit(preferences.update_feed)
        self.feed.setPlaceholderText(self.tr("Address of a version feed; empty: never ask"))
        self.feed.setToolTip(
            self.tr("Asked once a day for a version number; nothing is sent or downloaded")
        )
        self.card = CardRuler(measured_per_mm(self.screen(), preferences.screens))
        self.recent = QCheckBox(self.tr("Remember recent folders (names can tell of patients)"))
        self.recent.setChecked(preferences.remember_recent)
        self._lay_out()

    @property
    def chosen(self) -> Preferences:
        return replace(
            self._before,
            device=self.device.currentData(),
            runtime=self.runtime.currentData(),
            analyse_automatically=self.automatic.isChecked(),
            remember_recent=self.recent.isChecked(),
            recent_folders=self._before.recent_folders if self.recent.isChecked() else (),
            switch_window_drag=self.switched.isChecked(),
            window_sensitivity=self.sensitivity.value(),
            theme=self.theme.currentData(),
            text_size=self.text_size.currentData(),
            language=self.language.currentData(),
            update_feed=self.feed.text().strip(),
            screens=self._screens(),
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.addRow(self.tr("Window"), self.theme)
        form.addRow(self.tr("Size of texts"), self.text_size)
        form.addRow(self.tr("Language"), self.language)
        form.addRow(self.tr("Models run on"), self.device)
        form.addRow(self.tr("Models run with"), self.runtime)
        form.addRow("", self.automatic)
        form.addRow("", self.recent)
        form.addRow(self.tr("Mouse"), self.switched)
        form.addRow(self.tr("Window drag speed"), self.sensitivity)
        form.addRow(self.tr("Real size"), self.card)
        form.addRow(self.tr("Newer versions"), self.feed)
        _name_fields(form)
        hint = self.tr(
            "Another device or runtime opens the models again; --device and --runtime on the "
            "command line go first. TensorFlow must be installed separately, and the window may "
            "stutter while it loads."
        )
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(14)
        inner.addLayout(form)
        inner.addWidget(PlainLabel(hint, role="dim"))
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(14)
        # A small screen scrolls what a large one shows at once.
        column.addWidget(TallArea(content), 1)
        column.addWidget(buttons)
        resize_for_texts(self, WIDTH, HEIGHT)

    def _screens(self) -> dict[str, float]:
        """Add this screen to those that were measured, where the person has moved the bar."""
        measured = {self.screen().name(): self.card.per_mm} if self.card.touched else {}
        return {**self._before.screens, **measured}

    def _themes(self) -> dict[str, str]:
        return {
            "dark": self.tr("Dark"),
            "light": self.tr("Light; the image stays on black"),
            "system": self.tr("As the system"),
        }

    def _languages(self) -> dict[str, str]:
        # A language is called what it calls itself.
        return {"": self.tr("As the system"), "en": "English", "de": "Deutsch"}

    def _devices(self) -> dict[str, str]:
        return {
            "": self.tr("Best available"),
            "cpu": self.tr("Processor (CPU)"),
            "cuda": self.tr("NVIDIA GPU (CUDA)"),
            "dml": self.tr("GPU under Windows (DirectML)"),
            "coreml": self.tr("Apple (Core ML)"),
        }

    def _runtimes(self) -> dict[str, str]:
        return {
            "": self.tr("ONNX Runtime"),
            "tensorflow": self.tr("TensorFlow (reference)"),
        }


def _name_fields(form: QFormLayout) -> None:
    """Let every field be read out with the words that stand before it."""
    for row in range(form.rowCount()):
        item = form.itemAt(row, QFormLayout.ItemRole.LabelRole)
        label = item.widget() if item is not None else None
        field = label.buddy() if isinstance(label, QLabel) else None
        if isinstance(label, QLabel) and field is not None and not isinstance(field, QCheckBox):
            field.setAccessibleName(label.text())


def _choice(entries: Mapping[Value, str], chosen: Value) -> QComboBox:
    box = QComboBox()
    for value, name in entries.items():
        box.addItem(name, value)
    box.setCurrentIndex(box.findData(chosen))
    return box
