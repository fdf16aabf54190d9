"""How a heatmap is drawn; its values and their scale are the same in every style."""

from dataclasses import dataclass
from enum import StrEnum


class ColourMap(StrEnum):
    """INFERNO rises evenly in lightness; TURBO and JET are what many papers use."""

    INFERNO = "inferno"
    TURBO = "turbo"
    JET = "jet"


@dataclass(frozen=True, slots=True)
class HeatmapStyle:
    """``floor`` is the share of the scale, in [0, 1), below which nothing is drawn.

    ``contour`` draws a line around what lies at or above the floor. ``native`` shows the cells of
    the network's own grid instead of a smooth picture: there is no more detail than that.
    """

    colours: ColourMap = ColourMap.INFERNO
    floor: float = 0.1
    contour: bool = False
    native: bool = False

    def __post_init__(self) -> None:
        if not 0.0 <= self.floor < 1.0:
            raise ValueError(f"a floor of {self.floor} is not in [0, 1)")


PLAIN_STYLE = HeatmapStyle()
