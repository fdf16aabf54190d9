"""The middle of the window: the viewport, or what stands in its place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from cxrviewer.app.picture import Loading, Picture
from cxrviewer.app.session import Session
from cxrviewer.ui.plain_text import PlainLabel, one_line
from cxrviewer.ui.theme import colour, icon, icon_pixmap
from cxrviewer.ui.viewport.viewport import Viewport


class ViewportArea(QWidget):
    """Shows the viewport while there is an instance; otherwise says what to do."""

    open_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.viewport = Viewport(session.active)
        self.empty = _Message("radiograph", "faint")
        self.empty.say(
            self.tr("Open a folder with chest radiographs"),
            self.tr("Drop folders or files here, or press Ctrl+O. DICOM, PNG and JPEG are read."),
        )
        self.empty.add_button(self.tr("Open folder…")).clicked.connect(self.open_wanted)
        self.failure = _Message("error", "error")
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        for page in (self.empty, self.viewport, self.failure):
            self._stack.addWidget(page)
        session.picture_changed.connect(self._follow)
        self._follow(session.picture)

    def _follow(self, picture: Picture) -> None:
        if picture.loading is Loading.EMPTY:
            self._stack.setCurrentWidget(self.empty)
        elif picture.failure is not None:
            failure = picture.failure
            self.failure.say(failure.cause, f"{failure.remedy}\n\n{failure.subject}")
            self._stack.setCurrentWidget(self.failure)
        else:
            self._stack.setCurrentWidget(self.viewport)


class _Message(QWidget):
    """A symbol, a heading and some words in the middle of black."""

    def __init__(self, symbol: str, tint: str) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(self.backgroundRole(), Qt.GlobalColor.black)
        self.setPalette(palette)
        picture = QLabel()
        picture.setPixmap(icon_pixmap(symbol, colour(tint), 72))
        self.heading = PlainLabel(role="heading")
        self.words = PlainLabel(role="dim")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(60, 40, 60, 40)
        self._column.setSpacing(10)
        self._column.addStretch(2)
        for widget in (picture, self.heading, self.words):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(widget)
        self._column.addStretch(3)

    def say(self, heading: str, words: str) -> None:
        self.heading.setText(one_line(heading))
        self.words.setText(words)

    def add_button(self, text: str) -> QPushButton:
        button = QPushButton(icon("folder"), text)
        button.setProperty("primary", True)
        self._column.insertSpacing(self._column.count() - 1, 8)
        self._column.insertWidget(
            self._column.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter
        )
        return button
