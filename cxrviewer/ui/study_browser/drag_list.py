"""A list whose rows can be dragged away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from cxrviewer.ui.override import override


class DragList(QListView):
    """Tells when a drag is over, wherever it ended."""

    drag_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    @override
    def startDrag(self, supported: Qt.DropAction) -> None:
        super().startDrag(supported)
        self.drag_ended.emit()
