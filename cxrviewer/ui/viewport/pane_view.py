"""One pane on the screen: the viewport, or what stands in its place, in a frame."""

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cxrviewer.app.pane import Pane
from cxrviewer.app.picture import Loading, Picture
from cxrviewer.domain.study import Instance
from cxrviewer.ui.icons import icon, icon_pixmap
from cxrviewer.ui.instance_mime import instance_in
from cxrviewer.ui.override import override
from cxrviewer.ui.plain_text import PlainLabel, one_line
from cxrviewer.ui.spoken import spoken
from cxrviewer.ui.theme import image_colour
from cxrviewer.ui.viewport.frame_bar import FrameBar
from cxrviewer.ui.viewport.viewport import Viewport

FRAME = 3
LEAST_SIDE = 120


class PaneView(QWidget):
    """Takes images that are dropped on it; whatever else is dropped is for the window.

    ``touched``: the person has begun to work here.
    """

    open_wanted = Signal()
    touched = Signal(object)

    def __init__(self, pane: Pane, instances: Iterable[Instance]) -> None:
        super().__init__()
        self.pane = pane
        self._instances = instances
        self._frame: bool | None = None
        self.viewport = Viewport(pane)
        self.viewport.touched.connect(self._touch)
        self.empty = _Message("radiograph", "faint")
        self._fill_empty()
        self.failure = _Message("error", "error")
        self._stack = QStackedWidget()
        for page in (self.empty, self.viewport, self.failure):
            self._stack.addWidget(page)
        self._room = QVBoxLayout(self)
        self._room.setSpacing(0)
        self._room.addWidget(self._stack, 1)
        self.frames = FrameBar(pane)
        self._room.addWidget(self.frames)
        # Panes are alike, whatever they show, and as small as the screen makes them.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setMinimumSize(LEAST_SIDE, LEAST_SIDE)
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Pane {0}").format(pane.number + 1))
        self.show_frame(active=None)
        pane.picture_changed.connect(self._follow)
        self._follow(pane.picture)

    @property
    def framed(self) -> bool:
        """Whether the frame says that this is the pane in which the person works."""
        return self._frame is True

    def show_frame(self, *, active: bool | None) -> None:
        """Draw a strong or a faint frame, or none where this is the only pane."""
        self._frame = active
        width = 0 if active is None else FRAME
        self._room.setContentsMargins(width, width, width, width)
        self.update()

    def _fill_empty(self) -> None:
        if self.pane.number > 0:
            self.empty.say(
                self.tr("Empty pane {0}").format(self.pane.number + 1),
                self.tr("Drag an image here, or choose one in the list while this pane is active."),
            )
            return
        self.empty.say(
            self.tr("Open a folder with chest radiographs"),
            self.tr("Drop folders or files here. DICOM, PNG and JPEG are read."),
        )
        self.empty.add_button(self.tr("Open folder…")).clicked.connect(self.open_wanted)

    def _touch(self) -> None:
        self.touched.emit(self.pane)

    def _follow(self, picture: Picture) -> None:
        if picture.loading is Loading.EMPTY:
            self._stack.setCurrentWidget(self.empty)
        elif picture.failure is not None:
            failure = picture.failure
            self.failure.say(
                spoken(failure.cause), f"{spoken(failure.remedy)}\n\n{failure.subject}"
            )
            self._stack.setCurrentWidget(self.failure)
        else:
            self._stack.setCurrentWidget(self.viewport)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # The active pane's frame is thick and the others' thin: its shape tells, not its colour.
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if self._frame is None:
            return
        width = FRAME if self._frame else 1
        half = width / 2.0
        pen = QPen(image_colour("accent" if self._frame else "line"), width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(QRectF(self.rect()).adjusted(half, half, -half, -half))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._touch()
        super().mousePressEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if instance_in(event.mimeData(), self._instances) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        instance = instance_in(event.mimeData(), self._instances)
        if instance is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self._touch()
        self.pane.select(instance)


class _Message(QWidget):
    """A symbol, a heading and some words in the middle of black."""

    def __init__(self, symbol: str, tint: str) -> None:
        super().__init__()
        self.setAutoFillBackground(True)
        self.setProperty("ground", "image")
        palette = self.palette()
        palette.setColor(self.backgroundRole(), Qt.GlobalColor.black)
        self.setPalette(palette)
        picture = QLabel()
        picture.setPixmap(icon_pixmap(symbol, image_colour(tint), 72))
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
        button = QPushButton(icon("folder", role="on_accent"), text)
        button.setProperty("primary", True)
        self._column.insertSpacing(self._column.count() - 1, 8)
        self._column.insertWidget(
            self._column.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter
        )
        return button
