"""A bar to bring to the width of a bank card, which says how large the screen really is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSlider, QVBoxLayout, QWidget

from cxrviewer.ui.plain_text import PlainLabel
from cxrviewer.ui.screen_size import LEAST_PER_MM, MOST_PER_MM

CARD_MM = 85.60
"""Width of a card of the size ID-1, ISO/IEC 7810."""
BAR_HEIGHT = 26
USUAL_PER_MM = 3.8


class CardRuler(QWidget):
    """``changed`` tells that a person has moved the bar; until then nothing is known."""

    changed = Signal()

    def __init__(self, per_mm: float | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.touched = False
        self.bar = QFrame()
        self.bar.setFrameShape(QFrame.Shape.Box)
        self.bar.setFixedHeight(BAR_HEIGHT)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(LEAST_PER_MM * CARD_MM), round(MOST_PER_MM * CARD_MM / 2))
        self.slider.setAccessibleName(self.tr("Width of a bank card on this screen"))
        self.slider.setValue(round((per_mm or USUAL_PER_MM) * CARD_MM))
        self.bar.setFixedWidth(self.slider.value())
        hint = self.tr("Hold a bank card to the screen and make the bar as wide (85.60 mm).")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.slider)
        column.addWidget(PlainLabel(hint, role="dim"))
        self.slider.valueChanged.connect(self._move)

    @property
    def per_mm(self) -> float:
        """Units of the window per mm, by where the bar is."""
        return self.slider.value() / CARD_MM

    def _move(self, width: int) -> None:
        self.touched = True
        self.bar.setFixedWidth(width)
        self.changed.emit()
