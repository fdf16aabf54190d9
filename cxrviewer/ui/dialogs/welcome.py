"""What a person accepts before the first use: the research-use statement."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from cxrviewer import RESEARCH_USE_STATEMENT
from cxrviewer.ui.actions.table import translated
from cxrviewer.ui.icons import icon_pixmap
from cxrviewer.ui.plain_text import PlainLabel
from cxrviewer.ui.theme import colour

SIGN_SIDE = 40


class WelcomeDialog(QDialog):
    """Accepted only after the box is ticked; everything else refuses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Before you begin"))
        self.agreed = QCheckBox(self.tr("I have read this, and I use cxrviewer in that way only."))
        self.buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.accept_button = self.buttons.addButton(self.tr("&Begin"), role.AcceptRole)
        self.accept_button.setProperty("primary", True)
        self.accept_button.setEnabled(False)
        self.refuse_button = self.buttons.addButton(self.tr("&Quit"), role.RejectRole)
        self.agreed.toggled.connect(self.accept_button.setEnabled)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        self.agreed.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(12)
        column.addLayout(self._head())
        for words in self._words():
            column.addWidget(PlainLabel(words))
        column.addSpacing(4)
        column.addWidget(self.agreed)
        column.addWidget(self.buttons)
        self.setMinimumWidth(540)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        sign = QLabel()
        sign.setPixmap(icon_pixmap("warning", colour("warning"), SIGN_SIDE))
        line.addWidget(sign)
        line.addWidget(PlainLabel(translated(RESEARCH_USE_STATEMENT), role="strong"), 1)
        return line

    def _words(self) -> tuple[str, ...]:
        return (
            self.tr(
                "The models are wrong often enough to do harm. A score below an operating point "
                "does not mean that a disease is absent, and a heatmap shows where a model looked, "
                "not where a disease is."
            ),
            self.tr(
                "Radiographs, scores and reports stay on this computer. Whoever opens files of "
                "patients answers for their protection."
            ),
            self.tr("There is no warranty of any kind; see Help, About for the licence."),
        )
