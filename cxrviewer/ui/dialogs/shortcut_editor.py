"""The editor of keys: every action, found by its name or key, and what its key is to be."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cxrviewer.ui.actions.keymap import (
    SPECS,
    Keymap,
    KeyRefusedError,
    Keys,
    native_text,
    portable,
)
from cxrviewer.ui.actions.spec import ActionSpec
from cxrviewer.ui.actions.table import ACTIONS, plain_text, translated
from cxrviewer.ui.dialogs.frame import resize_for_texts, text_table
from cxrviewer.ui.plain_text import PlainLabel

KEY_COLUMN = 2


class ShortcutEditor(QDialog):
    """Edits a copy; ``keymap`` is what the person wants once the dialog is accepted."""

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Shortcuts"))
        resize_for_texts(self, 660, 620)
        self.keymap = keymap
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search for an action or a key"))
        self.search.setAccessibleName(self.tr("Search for an action or a key"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.table = self._make_table()
        self.recorder = _one_stroke_recorder(self.tr("New key"))
        self.recorder.editingFinished.connect(self._take_recorded)
        self.remove = QPushButton(self.tr("&No key"))
        self.remove.clicked.connect(self._remove_key)
        self.reset = QPushButton(self.tr("&Reset"))
        self.reset.clicked.connect(self._reset)
        self.reset_all = QPushButton(self.tr("Reset &all"))
        self.reset_all.clicked.connect(self._reset_all)
        self.message = PlainLabel(role="warning")
        self._lay_out()
        self._show_keys()
        self.table.itemSelectionChanged.connect(self._follow_selection)
        self.choose(ACTIONS[0].name)

    @property
    def chosen(self) -> ActionSpec:
        """Return the action whose row is chosen."""
        return ACTIONS[max(self.table.currentRow(), 0)]

    def choose(self, name: str) -> None:
        self.table.selectRow(ACTIONS.index(SPECS[name]))

    def give(self, keys: Keys) -> None:
        """Give the chosen action ``keys``, or say why it cannot have them."""
        try:
            self._use(self.keymap.with_keys(self.chosen.name, keys))
        except KeyRefusedError as error:
            self.message.setText(str(error))

    def _make_table(self) -> QTableWidget:
        headings = (self.tr("Action"), self.tr("Menu"), self.tr("Key"))
        rows = [(plain_text(spec), translated(spec.menu).replace("&", ""), "") for spec in ACTIONS]
        table = text_table(headings, rows, self.tr("Actions and their keys"))
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        return table

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(PlainLabel(self.tr("New key")))
        row.addWidget(self.recorder, 1)
        for button in (self.remove, self.reset, self.reset_all):
            button.setAutoDefault(False)
            row.addWidget(button)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.message)
        hint = self.tr("The mouse is fixed; Help lists what it does. Changed keys are in bold.")
        column.addWidget(PlainLabel(hint, role="dim"))
        column.addWidget(buttons)

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        cell = self.table.item(row, column)
        assert cell is not None, "text_table fills every cell"
        return cell

    def _show_keys(self) -> None:
        for row, spec in enumerate(ACTIONS):
            item = self._cell(row, KEY_COLUMN)
            held = " " + self.tr("(tap or hold)") if spec.held else ""
            keys = native_text(self.keymap.keys(spec.name))
            item.setText(keys + held if keys else "")
            font = item.font()
            font.setBold(spec.name in self.keymap.changed)
            item.setFont(font)

    def _use(self, keymap: Keymap) -> None:
        self.keymap = keymap
        self.message.setText("")
        self._show_keys()
        self._filter(self.search.text())
        self._follow_selection()

    def _filter(self, text: str) -> None:
        """Show the rows that hold every word of ``text``."""
        words = text.casefold().split()
        for row in range(self.table.rowCount()):
            cells = (self._cell(row, column).text() for column in range(KEY_COLUMN + 1))
            line = " ".join(cells).casefold()
            self.table.setRowHidden(row, not all(word in line for word in words))

    def _follow_selection(self) -> None:
        self.message.setText("")
        self.recorder.clear()
        self.remove.setEnabled(bool(self.keymap.keys(self.chosen.name)))
        self.reset.setEnabled(self.chosen.name in self.keymap.changed)
        self.reset_all.setEnabled(bool(self.keymap.changed))

    def _take_recorded(self) -> None:
        sequence = self.recorder.keySequence()
        if not sequence.isEmpty():
            text = sequence.toString(QKeySequence.SequenceFormat.PortableText)
            self.give((portable(text) or text,))
            self.recorder.clear()

    def _remove_key(self) -> None:
        self.give(())

    def _reset(self) -> None:
        self.give(self.chosen.keys)

    def _reset_all(self) -> None:
        self._use(Keymap())


def _one_stroke_recorder(name: str) -> QKeySequenceEdit:
    recorder = QKeySequenceEdit()
    recorder.setAccessibleName(name)
    recorder.setMaximumSequenceLength(1)
    recorder.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return recorder
