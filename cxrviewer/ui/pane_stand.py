"""Where the panes stand: in the main window, or in a window of their own on another screen."""

from PySide6.QtCore import QByteArray, QRect, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from cxrviewer.ui.dropped_paths import accept_files, take_dropped
from cxrviewer.ui.override import override
from cxrviewer.ui.plain_text import PlainLabel

# On a single screen the window begins with this share of it.
SHARE = 0.7


class PaneStand(QStackedWidget):
    """Shows the panes, or where they have gone.

    ``detached_changed`` tells whether the panes have a window of their own, ``dropped`` of the
    paths that were dropped on that window.
    """

    detached_changed = Signal(bool)
    dropped = Signal(object)

    def __init__(self, panes: QWidget, title: str) -> None:
        super().__init__()
        self._panes = panes
        self._title = title
        self.window_of_panes: ImageWindow | None = None
        self.back = QPushButton(self.tr("Bring the image back"))
        self.back.clicked.connect(self.attach)
        self._geometry = QByteArray()
        self.addWidget(panes)
        self.addWidget(self._make_note())

    @property
    def detached(self) -> bool:
        return self.window_of_panes is not None

    @property
    def geometry_to_keep(self) -> QByteArray:
        """Where the window of the panes is, or was last."""
        if self.window_of_panes is not None:
            self._geometry = self.window_of_panes.saveGeometry()
        return self._geometry

    def remember(self, geometry: QByteArray) -> None:
        """Open the window there the next time."""
        self._geometry = geometry

    def switch(self) -> None:
        if self.detached:
            self.attach()
        else:
            self.detach()

    def detach(self) -> None:
        """Move the panes to a window of their own, on another screen where there is one."""
        if self.detached:
            return
        window = ImageWindow(self._title, self.window().actions())
        window.closed.connect(self.attach)
        window.dropped.connect(self.dropped)
        self.removeWidget(self._panes)
        window.take(self._panes)
        self.window_of_panes = window
        if self._geometry.isEmpty() or not window.restoreGeometry(self._geometry):
            self._place(window)
        window.show()
        self.detached_changed.emit(True)

    def attach(self) -> None:
        """Bring the panes back; their window is closed."""
        window, self.window_of_panes = self.window_of_panes, None
        if window is None:
            return
        self._geometry = window.saveGeometry()
        self.insertWidget(0, self._panes)
        self.setCurrentIndex(0)
        self._panes.show()
        window.close()
        window.deleteLater()
        self.detached_changed.emit(False)

    def _place(self, window: QWidget) -> None:
        own = self.window().screen()
        others = [screen for screen in QGuiApplication.screens() if screen is not own]
        if others:
            window.setGeometry(others[0].availableGeometry())
            return
        room = own.availableGeometry()
        size = room.size() * SHARE
        window.setGeometry(QRect(room.center() - QRect(room.topLeft(), size).center(), size))

    def _make_note(self) -> QWidget:
        note = QWidget()
        column = QVBoxLayout(note)
        words = PlainLabel(self.tr("The image is in a window of its own."), role="heading")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(words)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return note


class ImageWindow(QWidget):
    """A top-level window that has the main window's keys and nothing else."""

    closed = Signal()
    dropped = Signal(object)

    def __init__(self, title: str, actions: list[QAction]) -> None:
        super().__init__()
        # The title names no patient: it shows in task switchers and in screen sharing.
        self.setWindowTitle(title)
        self.setAcceptDrops(True)
        self.addActions(actions)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def take(self, panes: QWidget) -> None:
        self._column.addWidget(panes)
        panes.show()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.closed.emit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_files(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit(take_dropped(event))
