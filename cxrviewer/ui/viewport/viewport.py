"""The viewport: binds to a pane, has its picture painted, and hands the mouse on."""

from math import floor

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsView, QWidget

from cxrviewer.app.agreements import AgreementKey
from cxrviewer.app.analysis_state import AnalysisState
from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.painting import PaintingState
from cxrviewer.app.pane import Pane
from cxrviewer.app.picture import Loading, Picture
from cxrviewer.app.tools import Tool, ToolState
from cxrviewer.domain.measurement import MeasurementKind
from cxrviewer.domain.presentation import PresentationState
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.ui.override import override
from cxrviewer.ui.theme import image_colour
from cxrviewer.ui.viewport.annotation_layer import AnnotationLayer
from cxrviewer.ui.viewport.cover import Cover
from cxrviewer.ui.viewport.framing import Framing
from cxrviewer.ui.viewport.layers import shrink_for
from cxrviewer.ui.viewport.loupe import Loupe
from cxrviewer.ui.viewport.measuring import Measuring
from cxrviewer.ui.viewport.mouse import Mouse
from cxrviewer.ui.viewport.overlay_texts import OverlayTexts
from cxrviewer.ui.viewport.stage import Stage
from cxrviewer.ui.viewport.texts import CursorValue

CURSORS = {
    Tool.WINDOW: Qt.CursorShape.ArrowCursor,
    Tool.ZOOM: Qt.CursorShape.SizeVerCursor,
    Tool.PAN: Qt.CursorShape.OpenHandCursor,
    Tool.ERASE: Qt.CursorShape.CrossCursor,
}


class Viewport(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """One pane's radiograph. The scene is in screen units; the stage carries the placement.

    ``moved`` tells of a placement that was chosen here, with this viewport; ``touched`` of the
    mouse or the wheel, before they do anything; ``menu_wanted`` carries the place on the screen;
    ``painted`` tells that another radiograph is on the screen.
    """

    moved = Signal(object)
    resized = Signal()
    touched = Signal()
    double_clicked = Signal()
    menu_wanted = Signal(QPoint)
    painted = Signal()

    def __init__(self, pane: Pane, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, background="#000000")
        self.pane = pane
        self.framing = Framing(pane, self)
        self._stage = Stage(self.scene())
        self._presentation: PresentationState | None = None
        self.texts = OverlayTexts(self.scene())
        self._unpainted = False
        self._cursor: QPointF | None = None
        self.loupe = Loupe(self.scene())
        self._frame = self.scene().addRect(QRectF(), QPen(image_colour("accent")))
        self._frame.setZValue(15)
        self._frame.hide()
        self._mouse = Mouse(pane, self)
        layer = self._stage.measurements
        self.measuring = Measuring(pane, self.framing, layer, lambda: self.texts.floor)
        self._set_up()
        self.framing.placed.connect(self._follow_placement)
        self.framing.moved.connect(self._tell_moved)
        self.sigDeviceRangeChanged.connect(self._follow_size)
        pane.picture_changed.connect(self._follow_picture)
        pane.display_changed.connect(self._follow_display)
        pane.analysis_changed.connect(self._follow_analysis)
        pane.painting.changed.connect(self._follow_painting)
        pane.agreements.changed.connect(self._follow_agreement)
        pane.measurements.tool_changed.connect(self._follow_tool)
        pane.tools.changed.connect(self._follow_tool)
        self._follow_tool(pane.tools.state)

    @property
    def annotations(self) -> AnnotationLayer:
        return self._stage.annotations

    @property
    def cover(self) -> Cover:
        """What a comparison shows in place of the radiograph."""
        return self._stage.cover

    def follow_cover(self) -> None:
        """Explain the colours of a heatmap only while it is to be seen."""
        if self.pane.display is not None:
            self._paint_overlays(self.pane.display)

    @property
    def heatmap_drawn(self) -> bool:
        return self._stage.heatmap.visible

    @property
    def agreement_drawn(self) -> bool:
        return self._stage.agreement.visible

    @property
    def mask_drawn(self) -> bool:
        return self._stage.mask.visible

    def show_frame(self, frame: QRectF | None) -> None:
        """Draw a frame, in the view's own units, or none."""
        self._frame.setVisible(frame is not None)
        if frame is not None:
            self._frame.setRect(frame)

    def want_menu(self, position: QPointF) -> None:
        self.menu_wanted.emit(self.viewport().mapToGlobal(position.toPoint()))

    def _set_up(self) -> None:
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Radiograph"))
        # What is dropped here is for the window.
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)

    def _follow_size(self, _view: object, _range: object) -> None:
        height, width = self.framing.size
        self.texts.place(width, height)
        self.framing.follow_size()
        self.resized.emit()

    def _follow_style(self) -> None:
        """Write everything anew, for texts may have another size."""
        self.texts.follow_style()
        self.measuring.show()
        if self.pane.radiograph is not None:
            self._stage.annotate(self._presentation, self.pane.radiograph)

    def _follow_picture(self, picture: Picture) -> None:
        self._mouse.forget_drag()
        self.texts.show_instance(picture.instance)
        self._unpainted = picture.loading is Loading.LOADED
        if self._unpainted:
            self.framing.open(picture.instance.path if picture.instance else None)
            self.measuring.open()
            return
        self._presentation = None
        self.framing.forget_area()
        self.measuring.give_up()
        self._stage.clear()
        self.loupe.put_away()
        self.texts.clear_image(loading=picture.loading is Loading.LOADING)

    def _follow_display(self, display: DisplayState) -> None:
        radiograph = self.pane.radiograph
        if radiograph is None:
            return
        self._follow_presentation(radiograph, display)
        self.framing.follow_orientation()
        self._paint_picture(radiograph, display)
        self._paint_overlays(display)
        self.texts.show_image(radiograph, display, self.framing.magnification)
        self._show_loupe()

    def _follow_presentation(self, radiograph: Radiograph, display: DisplayState) -> None:
        """Draw the state's annotations and show its area when another state is applied."""
        if display.presentation is self._presentation:
            return
        self._presentation = display.presentation
        self._stage.annotate(self._presentation, radiograph)
        self.framing.show_area(display.area(radiograph))

    def _follow_analysis(self, _: AnalysisState) -> None:
        if self.pane.display is not None:
            self._paint_overlays(self.pane.display)

    def _follow_painting(self, _: PaintingState) -> None:
        self.texts.show_painted(on=self.pane.painted is not None)
        if self.pane.display is not None and self.pane.radiograph is not None:
            self._paint_picture(self.pane.radiograph, self.pane.display)
            self._paint_overlays(self.pane.display)
            self._show_cursor()

    def _follow_agreement(self, _: AgreementKey) -> None:
        if self.pane.display is not None:
            self._paint_overlays(self.pane.display)

    def _paint_picture(self, radiograph: Radiograph, display: DisplayState) -> None:
        shrink = shrink_for(self.framing.magnification)
        self._stage.paint(self.pane.painted or radiograph, display.look(radiograph, shrink=shrink))

    def _paint_overlays(self, display: DisplayState) -> None:
        analysis = self.pane.painted_analysis or self.pane.analysis
        grid = self._stage.paint_overlays(analysis, display, self.pane.agreed)
        self.texts.show_colour_bar(None if self.cover.visible else grid, display.heatmap_style)
        self.texts.show_bundles(self.pane.analysis)

    def _tell_moved(self) -> None:
        self.moved.emit(self)

    def _follow_placement(self) -> None:
        radiograph, display = self.pane.radiograph, self.pane.display
        if radiograph is not None and display is not None:
            self._stage.place(self.framing.to_display(radiograph), self.framing.placement)
            self._paint_picture(radiograph, display)
            self.texts.show_image(radiograph, display, self.framing.magnification)
            self.measuring.place()
            self._show_cursor()

    def _show_cursor(self) -> None:
        self._show_loupe()
        self.texts.show_cursor(self._value_at_cursor())

    def _value_at_cursor(self) -> CursorValue | None:
        radiograph, place = self.pane.radiograph, self._cursor
        if radiograph is None or place is None or self.cover.visible:
            return None
        pixel = self.framing.pixel_at(place.x(), place.y())
        if pixel is None:
            return None
        row, column = floor(pixel[1]), floor(pixel[0])
        if not (0 <= row < radiograph.rows and 0 <= column < radiograph.columns):
            return None
        value = (self.pane.painted or radiograph).value_at(row, column)
        return CursorValue(row, column, value)

    def _show_loupe(self) -> None:
        radiograph, display, place = self.pane.radiograph, self.pane.display, self._cursor
        on = self.pane.tools.state.magnifying and not self.cover.visible
        if on and radiograph is not None and display is not None and place is not None:
            self.loupe.show_at(
                place, self.pane.painted or radiograph, display, self._stage.transform
            )
        else:
            self.loupe.put_away()

    def _follow_tool(self, _: ToolState | MeasurementKind | None) -> None:
        """Show by the cursor what a press would do."""
        state = self.pane.tools.state
        drawing = self.pane.measurements.tool is not None and not state.panning
        shape = Qt.CursorShape.CrossCursor if drawing else CURSORS[state.left]
        self.viewport().setCursor(shape)
        self._show_loupe()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._unpainted:
            self._unpainted = False
            self.painted.emit()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.touched.emit()
        # What covers the radiograph is not measured.
        first = self.cover.visible or self._mouse.goes_first(event)
        if first or not self.measuring.press(event):
            self._mouse.press(event)
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._cursor = event.position()
        if self._mouse.dragging or not self.measuring.move(event.position()):
            self._mouse.move(event.position(), event.modifiers())
        self._show_cursor()
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._mouse.dragging or not self.measuring.release(event):
            self._mouse.release(event)
        event.accept()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and not self.measuring.double_click(event):
            self.double_clicked.emit()
        event.accept()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.touched.emit()
        self._mouse.turn_wheel(event)
        event.accept()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # The mouse asks for the menu by a click of the right button, which may become a zoom.
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            self.menu_wanted.emit(event.globalPos())
        event.accept()

    @override
    def leaveEvent(self, event: object) -> None:
        self._cursor = None
        self._show_cursor()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._follow_style()

    @override
    def event(self, event: QEvent) -> bool:
        # Before the window's shortcuts: Esc gives up what is half made, and only then an analysis.
        early = event.type() is QEvent.Type.ShortcutOverride
        if early and isinstance(event, QKeyEvent) and self.measuring.wants(event.key()):
            event.accept()
            return True
        return bool(super().event(event))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.measuring.wants(event.key()):
            self.measuring.obey(event.key())
            event.accept()
            return
        # QGraphicsView would scroll; the window's shortcuts are to have every key.
        event.ignore()

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()
