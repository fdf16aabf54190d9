"""Patient Orientation at the edges of the viewport, PS3.3 C.7.6.1.1.1."""

from PySide6.QtCore import Qt

from cxrviewer.imaging.orientation import Edges
from cxrviewer.ui.viewport.corner_text import CornerText

MIDDLE = Qt.AlignmentFlag.AlignHCenter
TOP, BOTTOM = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom


class EdgeLetters:
    """One text at each edge; empty where the file does not say how the patient lies."""

    def __init__(self) -> None:
        self.top = CornerText(MIDDLE | TOP)
        self.right = CornerText(Qt.AlignmentFlag.AlignRight | TOP)
        self.bottom = CornerText(MIDDLE | BOTTOM)
        self.left = CornerText(Qt.AlignmentFlag.AlignLeft | TOP)
        self.items = (self.top, self.right, self.bottom, self.left)

    @property
    def edges(self) -> Edges:
        """Return what stands at the edges."""
        return Edges(*("".join(item.lines) for item in self.items))

    def show(self, edges: Edges) -> bool:
        """Show ``edges``, and return whether they are others than before."""
        texts = (edges.top, edges.right, edges.bottom, edges.left)
        changed = [
            item.set_lines((letters,) if letters else ())
            for item, letters in zip(self.items, texts, strict=True)
        ]
        return any(changed)
