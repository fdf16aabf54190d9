"""Says that the picture is painted, with the way back."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from cxrviewer.app.session import Session
from cxrviewer.ui.plain_text import PlainLabel


class PaintingStrip(QWidget):
    """Hidden while the active pane shows its radiograph as it is."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.words = PlainLabel(role="warning")
        self.back = QPushButton(self.tr("Show the radiograph again"))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 2, 10, 8)
        column.addWidget(PlainLabel(self.tr("PAINTED - NOT THE RADIOGRAPH"), role="title"))
        column.addWidget(self.words)
        column.addWidget(self.back)
        self.back.clicked.connect(session.painting.restore)
        session.painting.changed.connect(self._follow)
        session.picture_changed.connect(self._follow)
        self._follow()

    def _follow(self, _: object = None) -> None:
        state = self._session.painting.state
        self.setVisible(state.radiograph is not None and state.pane == self._session.active.number)
        if state.failure:
            self.words.setText(state.failure)
        else:
            self.words.setText(
                self.tr(
                    "The second score is that of the painted picture. Filled with the middle grey "
                    "around the place where each stroke began. Reports and tables hold the "
                    "radiograph only."
                )
            )
