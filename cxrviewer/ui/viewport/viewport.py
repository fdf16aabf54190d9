"""The viewport: binds to the session, paints its picture, and turns the mouse into changes."""

from dataclasses import replace
from math import floor

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsView, QWidget

from cxrviewer.app.analysis_state import AnalysisState
from cxrviewer.app.display_state import DisplayState
from cxrviewer.app.picture import Loading, Picture
from cxrviewer.app.session import Session
from cxrviewer.domain.analysis import AttentionGrid
from cxrviewer.domain.presentation import UPRIGHT, Orientation, PresentationState
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.orientation import Affine, display_size, to_display
from cxrviewer.imaging.voi import nearest_window
from cxrviewer.ui.override import override
from cxrviewer.ui.viewport.annotation_layer import AnnotationLayer
from cxrviewer.ui.viewport.gestures import ZOOM_PER_NOTCH, Drag, Tool, WheelSteps
from cxrviewer.ui.viewport.layers import OverlayLayer, PictureLayer, shrink_for
from cxrviewer.ui.viewport.overlay_texts import OverlayTexts
from cxrviewer.ui.viewport.placement import Placement
from cxrviewer.ui.viewport.texts import CursorValue


class Viewport(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph has no types
    """One radiograph. The scene is in screen units; ``_stage`` carries the picture's placement."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, background="#000000")
        self._session = session
        self._stage = QGraphicsRectItem()
        self._stage.setFlag(QGraphicsRectItem.GraphicsItemFlag.ItemHasNoContents)
        self.scene().addItem(self._stage)
        self._picture = PictureLayer(self._stage)
        self._mask = OverlayLayer(self._stage, depth=1)
        self._heatmap = OverlayLayer(self._stage, depth=2)
        self.annotations = AnnotationLayer(self._stage, depth=3)
        self._presentation: PresentationState | None = None
        self.texts = OverlayTexts(self.scene())
        self._placement = Placement(1.0, 0.0, 0.0)
        self._fitted = True
        self._size = (1, 1)
        self._drag: Drag | None = None
        self._cursor: QPointF | None = None
        self._wheel = WheelSteps()
        self._set_up()
        self.sigDeviceRangeChanged.connect(self._follow_size)
        session.picture_changed.connect(self._follow_picture)
        session.display_changed.connect(self._follow_display)
        session.analysis_changed.connect(self._follow_analysis)

    @property
    def placement(self) -> Placement:
        return self._placement

    @property
    def heatmap_drawn(self) -> bool:
        return self._heatmap.visible

    @property
    def mask_drawn(self) -> bool:
        return self._mask.visible

    def fit(self) -> None:
        """Show the whole radiograph, also after the window changes its size."""
        self._fitted = True
        radiograph = self._session.radiograph
        if radiograph is not None:
            size = display_size(_size_of(radiograph), radiograph.aspect, self._orientation)
            self._place(Placement.fitted(size, self._view_size()))

    def one_to_one(self) -> None:
        """Show one pixel of the radiograph on one physical pixel of the screen."""
        self._fitted = False
        factor = 1.0 / self.devicePixelRatioF() / self._placement.scale
        height, width = self._view_size()
        self._place(self._placement.zoomed(factor, width / 2.0, height / 2.0))

    def zoom(self, factor: float, x: float, y: float) -> None:
        self._fitted = False
        self._place(self._placement.zoomed(factor, x, y))

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

    def _view_size(self) -> tuple[int, int]:
        return self.viewport().height(), self.viewport().width()

    @property
    def _orientation(self) -> Orientation:
        display = self._session.display
        return UPRIGHT if display is None else display.orientation

    def _to_display(self, radiograph: Radiograph) -> Affine:
        return to_display(_size_of(radiograph), radiograph.aspect, self._orientation)

    def _zoom_factor(self) -> float:
        return self._placement.scale * float(self.devicePixelRatioF())

    def _follow_size(self, _view: object, _range: object) -> None:
        old, self._size = self._size, self._view_size()
        height, width = self._size
        self.texts.place(width, height)
        if self._fitted:
            self.fit()
        else:
            self._place(self._placement.recentred(old, self._size))

    def _follow_picture(self, picture: Picture) -> None:
        self._drag = None
        self.texts.show_instance(picture.instance)
        if picture.loading is Loading.LOADED:
            self.fit()
            return
        self.annotations.clear()
        self._presentation = None
        self._picture.clear()
        self._heatmap.clear()
        self._mask.clear()
        self.texts.clear_image(loading=picture.loading is Loading.LOADING)

    def _follow_display(self, display: DisplayState) -> None:
        radiograph = self._session.radiograph
        if radiograph is None:
            return
        self._follow_presentation(display)
        self._paint_picture(radiograph, display)
        self._paint_overlays(display)
        self.texts.show_image(radiograph, display, self._zoom_factor())

    def _follow_presentation(self, display: DisplayState) -> None:
        """Turn the picture and draw the state's annotations when another state is applied."""
        if display.presentation is self._presentation:
            return
        turned = display.orientation != (
            UPRIGHT if self._presentation is None else self._presentation.orientation
        )
        self._presentation = display.presentation
        if turned:
            self.fit()
        self._draw_annotations()

    def _draw_annotations(self) -> None:
        radiograph = self._session.radiograph
        if self._presentation is None or radiograph is None:
            self.annotations.clear()
        else:
            self.annotations.show(self._presentation, _size_of(radiograph))

    def _follow_analysis(self, _: AnalysisState) -> None:
        if self._session.display is not None:
            self._paint_overlays(self._session.display)

    def _paint_picture(self, radiograph: Radiograph, display: DisplayState) -> None:
        shrink = shrink_for(self._zoom_factor())
        self._picture.show(radiograph, display.look(radiograph, shrink=shrink))

    def _paint_overlays(self, display: DisplayState) -> None:
        analysis = self._session.analysis
        grid = self._chosen_grid(display)
        if grid is not None and display.heatmap_visible:
            self._heatmap.show_heatmap(grid, display.heatmap_opacity)
            self.texts.show_colour_bar(grid)
        else:
            self._heatmap.hide()
            self.texts.hide_colour_bar()
        mask = analysis.lung_mask if analysis is not None else None
        if mask is not None and display.mask_shown:
            self._mask.show_mask(mask, display.mask_opacity)
        else:
            self._mask.hide()
        self.texts.show_bundles(self._session)

    def _chosen_grid(self, display: DisplayState) -> AttentionGrid | None:
        analysis, key = self._session.analysis, display.chosen
        if analysis is None or key is None:
            return None
        for grid in analysis.attention:
            if (grid.pathology, grid.bundle) == (key.pathology, key.bundle):
                return grid
        return None

    def _place(self, placement: Placement) -> None:
        self._placement = placement
        radiograph, display = self._session.radiograph, self._session.display
        if radiograph is not None and display is not None:
            self._turn_stage(self._to_display(radiograph), placement)
            self._paint_picture(radiograph, display)
            self.texts.show_image(radiograph, display, self._zoom_factor())
            self._show_cursor()

    def _turn_stage(self, there: Affine, placement: Placement) -> None:
        turned = QTransform(there.xx, there.yx, there.xy, there.yy, there.dx, there.dy)
        scale = placement.scale
        placed = QTransform(scale, 0, 0, scale, placement.left, placement.top)
        self._stage.setTransform(turned * placed)

    def _begin_drag(self, event: QMouseEvent) -> None:
        radiograph, display = self._session.radiograph, self._session.display
        if radiograph is None or display is None or self._drag is not None:
            return
        self._drag = Drag(
            Tool(event.button()),
            event.position(),
            self._placement,
            nearest_window(radiograph, display.voi),
            white_is_low=radiograph.inverted != display.inverted,
        )

    def _move_drag(self, drag: Drag, position: QPointF) -> None:
        display = self._session.display
        if display is None:
            return
        if drag.tool is Tool.WINDOW:
            switched = self._session.preferences.switch_window_drag
            window = drag.window_at(position, switched=switched)
            self._session.change_display(replace(display, voi=window))
            return
        self._fitted = False
        self._place(drag.placement_at(position))

    def _show_cursor(self) -> None:
        radiograph = self._session.radiograph
        if radiograph is None or self._cursor is None:
            self.texts.show_cursor(None)
            return
        back = self._to_display(radiograph).inverse()
        x, y = back.apply(*self._placement.point_at(self._cursor.x(), self._cursor.y()))
        row, column = floor(y), floor(x)
        if 0 <= row < radiograph.rows and 0 <= column < radiograph.columns:
            value = radiograph.value_at(row, column)
            self.texts.show_cursor(CursorValue(row, column, value))
        else:
            self.texts.show_cursor(None)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() in {tool.value for tool in Tool}:
            self._begin_drag(event)
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._cursor = event.position()
        if self._drag is not None:
            self._move_drag(self._drag, event.position())
        self._show_cursor()
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None and event.button() is self._drag.tool.value:
            self._drag = None
        event.accept()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.fit()
        event.accept()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        angle = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._wheel = WheelSteps()
            factor = ZOOM_PER_NOTCH ** (angle / 120.0)
            self.zoom(factor, event.position().x(), event.position().y())
        elif notches := self._wheel.add(angle):
            self._session.step(-notches)
        event.accept()

    @override
    def leaveEvent(self, event: object) -> None:
        self._cursor = None
        self._show_cursor()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # QGraphicsView would scroll; the window's shortcuts are to have every key.
        event.ignore()

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()


def _size_of(radiograph: Radiograph) -> tuple[int, int]:
    return radiograph.rows, radiograph.columns
