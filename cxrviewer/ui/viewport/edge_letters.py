"""Patient Orientation at the edges of the viewport, PS3.3 C.7.6.1.1.1."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsScene

from cxrviewer.imaging.orientation import Edges
from cxrviewer.ui.viewport.annotations import BAR_HEIGHT, MARGIN, CornerText

# Clear of the badges above, the statement below and the colour bar at the right.
INSET = 28.0
BELOW_MIDDLE = BAR_HEIGHT / 2.0 + 30.0


class EdgeLetters:
    """One text at each edge; empty where the file does not say how the patient lies."""

    def __init__(self, scene: QGraphicsScene) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        self._top = CornerText(middle | Qt.AlignmentFlag.AlignTop)
        self._right = CornerText(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._bottom = CornerText(middle | Qt.AlignmentFlag.AlignBottom)
        self._left = CornerText(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        for item in (self._top, self._right, self._bottom, self._left):
            scene.addItem(item)

    @property
    def edges(self) -> Edges:
        """Return what stands at the edges."""
        items = (self._top, self._right, self._bottom, self._left)
        return Edges(*("".join(item.lines) for item in items))

    def show(self, edges: Edges) -> None:
        self._top.set_lines(_lines(edges.top))
        self._right.set_lines(_lines(edges.right))
        self._bottom.set_lines(_lines(edges.bottom))
        self._left.set_lines(_lines(edges.left))

    def place(self, width: float, height: float) -> None:
        self._top.setPos(width / 2.0, MARGIN + INSET)
        self._bottom.setPos(width / 2.0, height - MARGIN - INSET)
        self._left.setPos(MARGIN, height / 2.0 + BELOW_MIDDLE)
        self._right.setPos(width - MARGIN, height / 2.0 + BELOW_MIDDLE)


def _lines(letters: str) -> tuple[str, ...]:
    return (letters,) if letters else ()
