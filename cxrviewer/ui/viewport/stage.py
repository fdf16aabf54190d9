"""The radiograph with what lies on it: painted in its own pixels, placed as a whole."""

from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsScene

from cxrviewer.app.display_state import DisplayState
from cxrviewer.domain.agreement import AgreedAttention
from cxrviewer.domain.analysis import Analysis, AttentionGrid
from cxrviewer.domain.presentation import PresentationState
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.display import Look
from cxrviewer.imaging.orientation import Affine
from cxrviewer.ui.viewport.annotation_layer import AnnotationLayer
from cxrviewer.ui.viewport.cover import Cover
from cxrviewer.ui.viewport.layers import AgreementLayer, ContourLayer, OverlayLayer
from cxrviewer.ui.viewport.measurement_layer import MeasurementLayer
from cxrviewer.ui.viewport.picture_layer import PictureLayer
from cxrviewer.ui.viewport.placement import Placement


class Stage:
    """The layers of one viewport. The scene is in screen units, the layers in pixels."""

    def __init__(self, scene: QGraphicsScene) -> None:
        self._ground = QGraphicsRectItem()
        self._ground.setFlag(QGraphicsRectItem.GraphicsItemFlag.ItemHasNoContents)
        scene.addItem(self._ground)
        self._picture = PictureLayer(self._ground)
        self.mask = OverlayLayer(self._ground, depth=1)
        self.heatmap = OverlayLayer(self._ground, depth=2)
        self.contour = ContourLayer(self._ground, depth=3, tint="contour")
        self.agreement = AgreementLayer(self._ground, depth=3.5)
        self.annotations = AnnotationLayer(self._ground, depth=4)
        self.measurements = MeasurementLayer(self._ground, depth=5)
        self.cover = Cover(self._ground, depth=6)

    def clear(self) -> None:
        self.annotations.clear()
        self.measurements.clear()
        self._picture.clear()
        self.cover.clear()
        self.heatmap.clear()
        self.contour.hide()
        self.agreement.hide()
        self.mask.clear()

    def place(self, there: Affine, placement: Placement) -> None:
        """``there`` leads from the pixels to display units, ``placement`` from there on."""
        turned = QTransform(there.xx, there.yx, there.xy, there.yy, there.dx, there.dy)
        scale = placement.scale
        placed = QTransform(scale, 0, 0, scale, placement.left, placement.top)
        self._ground.setTransform(turned * placed)

    @property
    def transform(self) -> QTransform:
        """The way from the pixels to the view."""
        return self._ground.transform()

    def paint(self, radiograph: Radiograph, look: Look) -> None:
        self._picture.show(radiograph, look)

    def annotate(self, state: PresentationState | None, radiograph: Radiograph) -> None:
        if state is None:
            self.annotations.clear()
        else:
            self.annotations.show(state, radiograph)

    def paint_overlays(
        self,
        analysis: Analysis | None,
        display: DisplayState,
        agreed: AgreedAttention | None = None,
    ) -> AttentionGrid | None:
        """Draw what ``display`` asks for, and return the attention that is drawn, if any."""
        grid = display.chosen_grid(analysis) if display.heatmap_visible else None
        if grid is not None:
            self.heatmap.show_heatmap(grid, display.heatmap_style, display.heatmap_opacity)
        else:
            self.heatmap.hide()
        if grid is not None and display.heatmap_style.contour:
            self.contour.show(grid, display.heatmap_style)
        else:
            self.contour.hide()
        if grid is not None and agreed is not None:
            box = grid.letterbox
            self.agreement.show(agreed, display.heatmap_style.floor, (box.rows, box.columns))
        else:
            self.agreement.hide()
        mask = analysis.lung_mask if analysis is not None else None
        if mask is not None and display.mask_shown:
            self.mask.show_mask(mask, display.mask_opacity)
        else:
            self.mask.hide()
        return grid
