"""How words are written over a radiograph: to be read on black and on white."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter

TEXT_PIXELS = 12
SMALL_PIXELS = 11
RIM = QColor(0, 0, 0, 170)
RIM_OFFSETS = tuple(QPointF(x, y) for x, y in ((-1, 0), (1, 0), (0, -1), (0, 1), (1, 1)))


def text_font(scale: float, *, bold: bool = False, pixels: int = TEXT_PIXELS) -> QFont:
    """Return the font of ``pixels`` at the usual size of texts; ``scale`` enlarges it."""
    font = QFont()
    font.setPixelSize(round(pixels * scale))
    font.setBold(bold)
    return font


def outlined(painter: QPainter, baseline: QPointF, text: str, tint: QColor) -> None:
    """Draw ``text`` with a dark rim. Stroking its outlines would take milliseconds per line."""
    painter.setPen(RIM)
    for offset in RIM_OFFSETS:
        painter.drawText(baseline + offset, text)
    painter.setPen(tint)
    painter.drawText(baseline, text)
