"""How large a screen really is, as far as it says so."""

from collections.abc import Mapping

from PySide6.QtGui import QScreen

# From a projected picture to the finest of telephones.
LEAST_PER_MM, MOST_PER_MM = 1.0, 25.0
SQUARE_TOLERANCE = 0.1


def measured_per_mm(screen: QScreen, measured: Mapping[str, float]) -> float | None:
    """Return what a person has measured on the screen, else what it says itself."""
    return measured.get(screen.name()) or pixels_per_mm(screen)


def pixels_per_mm(screen: QScreen) -> float | None:
    """Return how many units of the window a screen has per mm; None where that is not credible."""
    size = screen.physicalSize()
    if size.isEmpty():
        return None
    across, down = screen.size().width() / size.width(), screen.size().height() / size.height()
    square = abs(across / down - 1.0) < SQUARE_TOLERANCE
    return across if square and LEAST_PER_MM <= across <= MOST_PER_MM else None
