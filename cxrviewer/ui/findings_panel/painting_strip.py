"""Says that the picture is painted, with the way back."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from cxrviewer.app.session import Session
from cxrviewer.ui.plain_text import PlainLabel, plain_tip


class PaintingStrip(QWidget):
    """Hidden while the active pane shows its radiograph as it is; one line, to leave room."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.words = PlainLabel(role="warning")
        self.back = QPushButton(self.tr("Restore"))
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 2, 10, 4)
        line.addWidget(self.words, 1)
        line.addWidget(self.back)
        self.back.clicked.connect(session.painting.restore)
        session.painting.changed.connect(self._follow)
        session.picture_changed.connect(self._follow)
        self._follow()

    def _follow(self, _: object = None) -> None:
        state = self._session.painting.state
        self.setVisible(state.radiograph is not None and state.pane == self._session.active.number)
        told = self.tr(
            "The second score is that of the painted picture. Filled with the middle grey around "
            "the place where each stroke began. Reports and tables hold the radiograph only."
        )
        self.words.setText(self.tr("Painted - not the radiograph"))
        self.setToolTip(plain_tip(state.failure or told))
        if state.failure:
            self.words.setText(state.failure)
