"""Line icons, drawn when they are shown, in the colours that the window wears then."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cxrviewer.domain.places import resources_folder
from cxrviewer.ui.override import override
from cxrviewer.ui.theme import colour


def icon(name: str, *, role: str = "text") -> QIcon:
    """Return the line icon ``name`` in the colour of ``role``, faint where disabled."""
    return QIcon(LineIconEngine(name, role))


def icon_pixmap(name: str, tint: QColor, side: int) -> QPixmap:
    """Return the icon drawn in ``tint``, ``side`` wide and as sharp as the sharpest screen."""
    ratio = QGuiApplication.instance().devicePixelRatio()  # type: ignore[union-attr]
    # A copy: the ratio belongs to a pixmap, and the drawn one is shared.
    pixmap = QPixmap(_drawn(name, tint.name(), round(side * ratio)))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


class LineIconEngine(QIconEngine):
    """Draws an icon in the colour of ``role`` for as many sizes and states as are looked at."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def _tint(self, mode: QIcon.Mode, state: QIcon.State) -> QColor:
        if mode is QIcon.Mode.Disabled:
            return colour("faint")
        return colour("accent" if state is QIcon.State.On else self._role)

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        side = min(size.width(), size.height())
        return QPixmap(_drawn(self._name, self._tint(mode, state).name(), side))

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(rect, self.pixmap(rect.size() * ratio, mode, state))

    @override
    def clone(self) -> QIconEngine:
        copy = LineIconEngine(self._name, self._role)
        # Qt owns what it is handed here, which PySide does not know: nobody else may let go of it.
        _COPIES.append(copy)
        return copy


_COPIES: list[LineIconEngine] = []


@cache
def _drawn(name: str, tint: str, side: int) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", tint).encode()))
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return pixmap


@cache
def _source(name: str) -> str:
    return (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
