"""Which part of its radiograph a viewport shows, and at what size."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGraphicsView

from cxrviewer.app.pane import Pane
from cxrviewer.domain.presentation import UPRIGHT, DisplayedArea, Orientation
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.orientation import Affine, display_size, to_display
from cxrviewer.ui.screen_size import pixels_per_mm
from cxrviewer.ui.viewport.area_placement import place_area, wanted_scale
from cxrviewer.ui.viewport.placement import Placement


class Framing(QObject):
    """Chooses the placement: fitted until a person or another viewport wants another one.

    ``placed`` tells of each placement, so that it is drawn; ``moved`` follows on those that were
    chosen here.
    """

    placed = Signal()
    moved = Signal()

    def __init__(self, pane: Pane, view: QGraphicsView) -> None:
        super().__init__(view)
        self._pane = pane
        self._view = view
        self._placement = Placement(1.0, 0.0, 0.0)
        self._fitted = True
        self._size = (1, 1)
        self._path: Path | None = None
        self._turned = UPRIGHT
        self._area: DisplayedArea | None = None

    @property
    def placement(self) -> Placement:
        return self._placement

    @property
    def fitted(self) -> bool:
        return self._fitted

    @property
    def size(self) -> tuple[int, int]:
        """The view's height and width, in screen units."""
        return self._view.viewport().height(), self._view.viewport().width()

    @property
    def magnification(self) -> float:
        """Physical pixels of the screen per column of the radiograph."""
        return self._placement.scale * self._view.devicePixelRatioF()

    @property
    def middle(self) -> tuple[float, float]:
        """The point (x, y) of the radiograph, in pixels, in the middle of the view."""
        return self.pixel_at(*self._centre) or (0.0, 0.0)

    def whole(self) -> Placement:
        """Return the placement that shows all of the picture."""
        radiograph = self._pane.radiograph
        if radiograph is None:
            return Placement(1.0, 0.0, 0.0)
        size = display_size(_size_of(radiograph), self._aspect(radiograph), self._orientation)
        return Placement.fitted(size, self.size)

    def fit(self) -> None:
        """Show the whole radiograph, also after the window changes its size."""
        self._area = None
        self.fit_quietly()
        self.moved.emit()

    def fit_quietly(self) -> None:
        """Fit without telling: another viewport, or a new picture, asks for it."""
        self._fitted = True
        radiograph = self._pane.radiograph
        if radiograph is None:
            return
        if self._area is None:
            self._place(self.whole())
        else:
            there, scale = self.to_display(radiograph), self._area_scale(self._area)
            self._place(place_area(self._area, there, self.size, scale))

    def look_at(self, pixel: tuple[float, float], scale: float) -> None:
        """Follow another viewport: ``pixel`` (x, y) in the middle of the view, at ``scale``."""
        radiograph = self._pane.radiograph
        if radiograph is not None:
            self._fitted = False
            point = self.to_display(radiograph).apply(*pixel)
            placement = replace(self._placement, scale=scale)
            self._place(placement.with_point_at(point, self._centre))

    def one_to_one(self) -> None:
        """Show one pixel of the radiograph on one physical pixel of the screen."""
        self.show_scale(1.0 / self._view.devicePixelRatioF())

    def show_scale(self, scale: float) -> None:
        """Show ``scale`` units of the view per column; the middle stays."""
        self.zoom(scale / self._placement.scale, *self._centre)

    def zoom(self, factor: float, x: float, y: float) -> None:
        self.place(self._placement.zoomed(factor, x, y))

    def place(self, placement: Placement) -> None:
        """Show the radiograph there; its place is no longer the window's to choose."""
        self._fitted = False
        self._place(placement)
        self.moved.emit()

    def open(self, path: Path | None) -> None:
        """Fit the pane's new picture; another frame of the same image stays where it is."""
        self._turned = self._orientation
        before, self._path = self._path, path
        if self._fitted or before != path:
            self.fit_quietly()
        else:
            self._place(self._placement)

    def show_area(self, area: DisplayedArea | None) -> None:
        """Show what a presentation state asks for; None asks for all."""
        before, self._area = self._area, area
        if area is not before:
            self._turned = self._orientation
            self.fit_quietly()

    def forget_area(self) -> None:
        """What was shown is gone; the next picture is shown whole."""
        self._area = None

    def follow_size(self) -> None:
        """Fit again, or keep the middle, where the view has another size."""
        old, self._size = self._size, self.size
        if self._fitted:
            self.fit_quietly()
        else:
            self._place(self._placement.recentred(old, self._size))

    def follow_orientation(self) -> None:
        """Turn the picture with its display; what is in the middle of the view stays there."""
        before, self._turned = self._turned, self._orientation
        radiograph = self._pane.radiograph
        if radiograph is None or before == self._turned:
            return
        if self._fitted:
            self.fit_quietly()
            return
        old = to_display(_size_of(radiograph), self._aspect(radiograph), before).inverse()
        pixel = old.apply(*self._placement.point_at(*self._centre))
        point = self.to_display(radiograph).apply(*pixel)
        self._place(self._placement.with_point_at(point, self._centre))

    def to_display(self, radiograph: Radiograph) -> Affine:
        """Return the way from the pixels to display units, upright as it is shown."""
        return to_display(_size_of(radiograph), self._aspect(radiograph), self._orientation)

    def pixel_at(self, x: float, y: float) -> tuple[float, float] | None:
        """Return (x, y) of a point of the view, in pixels from the outer corner of the first.

        It may lie outside the radiograph; None where there is none.
        """
        radiograph = self._pane.radiograph
        if radiograph is None:
            return None
        return self.to_display(radiograph).inverse().apply(*self._placement.point_at(x, y))

    def screen_point(self, place: tuple[float, float]) -> tuple[float, float]:
        """Return where a point of the radiograph, in its pixels, lies on the view."""
        radiograph = self._pane.radiograph
        shown = place if radiograph is None else self.to_display(radiograph).apply(*place)
        return self._placement.view_point(*shown)

    @property
    def _centre(self) -> tuple[float, float]:
        height, width = self.size
        return width / 2.0, height / 2.0

    @property
    def _orientation(self) -> Orientation:
        display = self._pane.display
        return UPRIGHT if display is None else display.orientation

    def _aspect(self, radiograph: Radiograph) -> float:
        display = self._pane.display
        return radiograph.aspect if display is None else display.aspect(radiograph)

    def _area_scale(self, area: DisplayedArea) -> float | None:
        per_mm, ratio = pixels_per_mm(self._view.screen()), self._view.devicePixelRatioF()
        return wanted_scale(area, per_mm=per_mm, ratio=ratio)

    def _place(self, placement: Placement) -> None:
        self._placement = placement
        self.placed.emit()


def _size_of(radiograph: Radiograph) -> tuple[int, int]:
    return radiograph.rows, radiograph.columns
