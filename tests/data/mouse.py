"""Mouse and wheel as a person moves them, sent straight to the viewport."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsView

NONE = Qt.KeyboardModifier.NoModifier


def mouse(
    view: QGraphicsView,
    kind: QEvent.Type,
    at: tuple[float, float],
    button: Qt.MouseButton,
    modifiers: Qt.KeyboardModifier = NONE,
) -> None:
    target = view.viewport()
    place = QPointF(*at)
    moving = kind is QEvent.Type.MouseMove
    event = QMouseEvent(
        kind,
        place,
        QPointF(target.mapToGlobal(place.toPoint())),
        Qt.MouseButton.NoButton if moving else button,
        Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button,
        modifiers,
    )
    QApplication.sendEvent(target, event)


def drag(
    view: QGraphicsView,
    button: Qt.MouseButton,
    start: tuple[float, float],
    end: tuple[float, float],
    modifiers: Qt.KeyboardModifier = NONE,
) -> None:
    """Press at ``start``, move in five steps to ``end``, release."""
    mouse(view, QEvent.Type.MouseButtonPress, start, button, modifiers)
    for step in range(1, 6):
        share = step / 5
        at = tuple(a + (b - a) * share for a, b in zip(start, end, strict=True))
        mouse(view, QEvent.Type.MouseMove, (at[0], at[1]), button, modifiers)
    mouse(view, QEvent.Type.MouseButtonRelease, end, button, modifiers)


def hover(view: QGraphicsView, at: tuple[float, float]) -> None:
    mouse(view, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton)


def wheel(
    view: QGraphicsView,
    angle: int,
    *,
    at: tuple[float, float] = (100.0, 100.0),
    modifiers: Qt.KeyboardModifier = NONE,
) -> None:
    target = view.viewport()
    place = QPointF(*at)
    event = QWheelEvent(
        place,
        QPointF(target.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, event)
