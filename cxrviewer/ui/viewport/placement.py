"""Where the radiograph lies on the screen."""

from dataclasses import dataclass, replace

LEAST_SCALE, GREATEST_SCALE = 1e-3, 2000.0


@dataclass(frozen=True, slots=True)
class Placement:
    """``scale``: screen units per display unit; ``left`` and ``top``: where the picture begins."""

    scale: float
    left: float
    top: float

    @classmethod
    def fitted(cls, size: tuple[float, float], view: tuple[int, int]) -> "Placement":
        """Return the largest placement that shows a picture of ``size`` (height, width) whole.

        ``view`` is (height, width) in screen units.
        """
        scale = min(max(view[0], 1) / size[0], max(view[1], 1) / size[1])
        return cls.centred(size, view, scale)

    @classmethod
    def centred(cls, size: tuple[float, float], view: tuple[int, int], scale: float) -> "Placement":
        left = (view[1] - size[1] * scale) / 2.0
        top = (view[0] - size[0] * scale) / 2.0
        return cls(scale, left, top)

    def zoomed(self, factor: float, x: float, y: float) -> "Placement":
        """Return the placement ``factor`` times as large, in which the point under (x, y) stays."""
        scale = min(max(self.scale * factor, LEAST_SCALE), GREATEST_SCALE)
        ratio = scale / self.scale
        return Placement(scale, x - (x - self.left) * ratio, y - (y - self.top) * ratio)

    def panned(self, right: float, down: float) -> "Placement":
        return replace(self, left=self.left + right, top=self.top + down)

    def point_at(self, x: float, y: float) -> tuple[float, float]:
        """Return (x, y) in the picture of a point of the screen; it may lie outside."""
        return (x - self.left) / self.scale, (y - self.top) / self.scale

    def with_point_at(self, point: tuple[float, float], place: tuple[float, float]) -> "Placement":
        """Return the placement of the same size whose ``point`` lies at ``place`` on the screen."""
        left, top = place[0] - point[0] * self.scale, place[1] - point[1] * self.scale
        return replace(self, left=left, top=top)

    def view_point(self, x: float, y: float) -> tuple[float, float]:
        """Return (x, y) on the screen of a point in the picture."""
        return self.left + x * self.scale, self.top + y * self.scale

    def recentred(self, old: tuple[int, int], new: tuple[int, int]) -> "Placement":
        """Return the placement that keeps the middle of the view when the view changes its size."""
        return self.panned((new[1] - old[1]) / 2.0, (new[0] - old[0]) / 2.0)
