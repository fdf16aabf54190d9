"""A column that scrolls where the screen is too low for it, and is never too narrow for it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from cxrviewer.ui.override import override


class TallArea(QScrollArea):
    """Shows ``content``, which has a layout, as high as it needs to be at the width of now."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        layout = content.layout()
        if layout is None:
            raise ValueError("the content has no layout")
        self._content = content
        self._layout = layout
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    def _fit(self) -> None:
        needed = self._layout.totalMinimumHeightForWidth(self.viewport().width())
        if needed >= 0 and needed != self._content.minimumHeight():
            self._content.setMinimumHeight(needed)
        self.updateGeometry()

    @override
    def minimumSizeHint(self) -> QSize:
        needed = self._layout.totalMinimumSize().width()
        return QSize(needed + self.verticalScrollBar().sizeHint().width(), 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # QScrollArea watches its content.
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)
