"""How one radiograph is shown. It never reaches a model."""

from dataclasses import dataclass, replace
from enum import StrEnum

from cxrviewer.domain.analysis import Analysis, AttentionGrid, BundleIdentity, Finding
from cxrviewer.domain.heatmap_style import PLAIN_STYLE, HeatmapStyle
from cxrviewer.domain.presentation import UPRIGHT, DisplayedArea, Orientation, PresentationState
from cxrviewer.domain.radiograph import Radiograph, Voi, VoiFunction, Window
from cxrviewer.imaging.display import Look
from cxrviewer.imaging.presentation import state_area

PIXELS_PER_WIDTH = 200.0
LEAST_WIDTH = 1.0
LEAST_EXACT_WIDTH = 1e-3


class TextLevel(StrEnum):
    """How much is written over the radiograph. What warns stands in every level."""

    ALL = "all"
    IDENTITY = "identity"
    NONE = "none"

    @property
    def following(self) -> "TextLevel":
        levels = list(TextLevel)
        return levels[(levels.index(self) + 1) % len(levels)]


@dataclass(frozen=True, slots=True)
class FindingKey:
    """Which finding is chosen: the same pathology can come from two bundles."""

    pathology: str
    bundle: BundleIdentity

    @classmethod
    def of(cls, finding: Finding) -> "FindingKey":
        return cls(finding.pathology, finding.bundle)


@dataclass(frozen=True, slots=True)
class DisplayState:
    """Opacities are in [0, 1]. ``peeking`` turns the heatmap over while a key is held.

    ``shutter_shown`` and ``planes_shown`` are about what the sender lays over the radiograph.
    A ``presentation`` takes the place of what the radiograph's own file says of its display;
    ``turned`` is what the reader has done to the picture after it.
    ``agreement_shown``: with the heatmap goes a line around what nearly all of its views agree on.
    ``scores_anyway``: the person wants the scores against the doubts of the input check.
    """

    voi: Voi
    inverted: bool = False
    chosen: FindingKey | None = None
    heatmap_shown: bool = False
    heatmap_opacity: float = 0.6
    heatmap_style: HeatmapStyle = PLAIN_STYLE
    mask_shown: bool = False
    mask_opacity: float = 0.6
    peeking: bool = False
    shutter_shown: bool = True
    planes_shown: bool = True
    presentation: PresentationState | None = None
    turned: Orientation = UPRIGHT
    texts: TextLevel = TextLevel.ALL
    scores_anyway: bool = False
    agreement_shown: bool = False

    def __post_init__(self) -> None:
        for opacity in (self.heatmap_opacity, self.mask_opacity):
            if not 0.0 <= opacity <= 1.0:
                raise ValueError(f"opacity {opacity} is not in [0, 1]")

    @property
    def heatmap_visible(self) -> bool:
        return self.heatmap_shown != self.peeking

    def chosen_grid(self, analysis: Analysis | None) -> AttentionGrid | None:
        """Return the attention behind the chosen finding; None where it is not to be shown."""
        if analysis is None or self.chosen is None or self.withholds(analysis):
            return None
        for grid in analysis.attention:
            if (grid.pathology, grid.bundle) == (self.chosen.pathology, self.chosen.bundle):
                return grid
        return None

    def withholds(self, analysis: Analysis | None) -> bool:
        """Say whether the scores of ``analysis`` stay hidden because its input is doubted."""
        return analysis is not None and bool(analysis.doubts) and not self.scores_anyway

    @property
    def orientation(self) -> Orientation:
        """Return how the pixels stand on the screen."""
        if self.presentation is None:
            return self.turned
        return self.presentation.orientation.then(self.turned)

    def with_turn(self, orientation: Orientation) -> "DisplayState":
        """Return the state in which the reader has turned or flipped what is seen."""
        return replace(self, turned=self.turned.then(orientation))

    def look(self, radiograph: Radiograph, *, shrink: int = 1) -> Look:
        """Return how the grey values of ``radiograph`` come about."""
        shutter, planes = radiograph.shutter, radiograph.planes
        if self.presentation is not None:
            shutter = self.presentation.shutter
            planes = tuple(p for p in planes if p.group in self.presentation.planes)
        return Look(
            self.voi,
            self.inverted,
            shutter=shutter if self.shutter_shown else None,
            planes=planes if self.planes_shown else (),
            shrink=shrink,
            curve=None if self.presentation is None else self.presentation.curve,
        )

    def area(self, radiograph: Radiograph) -> DisplayedArea | None:
        """Return the part of ``radiograph`` that a presentation state shows."""
        return None if self.presentation is None else state_area(radiograph, self.presentation)

    def aspect(self, radiograph: Radiograph) -> float:
        """Return a pixel's height over its width on the screen."""
        area = self.area(radiograph)
        return (area and area.aspect) or radiograph.aspect

    def with_peek_ended(self, *, toggle: bool) -> "DisplayState":
        """Return the state after the held key: turned over for good, or as it was before."""
        shown = self.heatmap_shown != toggle if self.peeking else self.heatmap_shown
        return replace(self, peeking=False, heatmap_shown=shown)


def dragged_window(
    start: Window, *, right: float, down: float, white_is_low: bool = False
) -> Window:
    """Return the window after a drag of ``right`` and ``down`` screen pixels from ``start``.

    Right is wider and down is brighter on the screen: the center falls, or rises where low
    values are shown white. The speed depends on the width at the start alone, so that a drag
    back ends where it began.
    """
    step = start.width / PIXELS_PER_WIDTH
    linear = start.function is VoiFunction.LINEAR
    width = max(start.width + right * step, LEAST_WIDTH if linear else LEAST_EXACT_WIDTH)
    center = start.center + (down if white_is_low else -down) * step
    return replace(start, center=center, width=width, explanation="")
