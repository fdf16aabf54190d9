"""The reader's own words, and the way to the report."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from cxrviewer.app.picture import Loading, Picture
from cxrviewer.app.session import Session
from cxrviewer.ui.icons import icon


class ImpressionEditor(QWidget):
    """Edits the impression of the current study; it is kept with the study, not with the image.

    ``export`` stands where the panel puts it, outside of what scrolls.
    """

    export_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(self.tr("Your impression, as it will stand in the report"))
        self.text.setAccessibleName(self.tr("Impression"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(92)
        self.export = QPushButton(icon("report", role="on_accent"), self.tr("Export PDF report…"))
        self.export.setProperty("primary", True)
        self.export.clicked.connect(self.export_wanted)
        self.text.textChanged.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)
        session.picture_changed.connect(self._follow)
        self._follow(session.picture)

    def _keep(self) -> None:
        self._session.set_impression(self.text.toPlainText())

    def _follow(self, picture: Picture) -> None:
        loaded = picture.loading is Loading.LOADED
        self.setEnabled(loaded)
        self.export.setEnabled(loaded)
        if self.text.toPlainText() != self._session.impression:
            blocker = QSignalBlocker(self.text)
            self.text.setPlainText(self._session.impression)
            del blocker
