"""The magnifier: a round piece of the radiograph, larger, below the cursor."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QGraphicsScene

from cxrviewer.app.display_state import DisplayState
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.display import Look, render_look
from cxrviewer.ui.override import override
from cxrviewer.ui.theme import image_colour
from cxrviewer.ui.viewport.painted_item import PaintedItem

RADIUS = 130.0
FACTOR = 2.5
CIRCLE = QRectF(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS)


class Loupe(PaintedItem):
    """Shows every pixel, whatever the zoom; overlays are left out, to look below them."""

    def __init__(self, scene: QGraphicsScene) -> None:
        super().__init__()
        self._radiograph: Radiograph | None = None
        self._look: Look | None = None
        self._image = QImage()
        self._there = QTransform()
        self.set_area(CIRCLE)
        self.setZValue(20)
        self.hide()
        scene.addItem(self)

    def show_at(
        self, place: QPointF, radiograph: Radiograph, display: DisplayState, there: QTransform
    ) -> None:
        """``there`` leads from the pixels to the view, ``place`` is in the view."""
        self._take(radiograph, display.look(radiograph))
        self._there = there * QTransform.fromTranslate(-place.x(), -place.y())
        self._there *= QTransform.fromScale(FACTOR, FACTOR)
        self.setPos(place)
        self.show()
        self.update()

    def put_away(self) -> None:
        """Hide, and give the enlarged picture's memory back."""
        self.hide()
        self._radiograph = self._look = None
        self._image = QImage()

    def _take(self, radiograph: Radiograph, look: Look) -> None:
        if radiograph is self._radiograph and look == self._look:
            return
        self._radiograph, self._look = radiograph, look
        grey = render_look(radiograph, look)
        rows, columns = grey.shape
        format_ = QImage.Format.Format_Grayscale8
        # The copy lets go of the array, which Qt would not keep alive.
        self._image = QImage(grey.data, columns, rows, columns, format_).copy()

    @override
    def draw(self, painter: QPainter) -> None:
        circle = QPainterPath()
        circle.addEllipse(CIRCLE)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(circle, Qt.GlobalColor.black)
        painter.save()
        painter.setClipPath(circle)
        painter.setTransform(self._there, True)
        back, _ = self._there.inverted()
        part = back.mapRect(CIRCLE).intersected(QRectF(self._image.rect()))
        painter.drawImage(part, self._image, part)
        painter.restore()
        painter.setPen(QPen(image_colour("accent"), 2.0))
        painter.drawEllipse(CIRCLE)
