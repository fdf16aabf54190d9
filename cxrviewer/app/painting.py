"""What a person painted over, and what the models make of the rest. It enters no report or table.

A painted radiograph has the key of the one that it was made of. That is why everything about it
stays here, apart from all that is kept by key.
"""

from dataclasses import dataclass, replace

from psygnal import Signal

from cxrviewer.domain.analysis import Analysis, Finding
from cxrviewer.domain.measurement import Point
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.imaging.painting import Brush, brush_at, painted


@dataclass(frozen=True, slots=True, eq=False)
class PaintingState:
    """``radiograph`` is the painted one of the pane with the number ``pane``; None: none is.

    ``analysis`` may lag behind what is painted; ``failure`` says why there is none.
    """

    pane: int = 0
    radiograph: Radiograph | None = None
    analysis: Analysis | None = None
    failure: str = ""

    def score_of(self, finding: Finding) -> float | None:
        """Return the score that ``finding`` has in the painted radiograph."""
        for other in self.analysis.findings if self.analysis is not None else ():
            if (other.pathology, other.bundle) == (finding.pathology, finding.bundle):
                return other.score
        return None


class Painting:
    """At most one painted radiograph at a time. ``changed`` comes after every stroke."""

    changed = Signal(PaintingState)

    def __init__(self) -> None:
        self.state = PaintingState()
        self._brush: Brush | None = None
        self._last: Point = (0.0, 0.0)

    def begin_stroke(self, pane: int, radiograph: Radiograph, point: Point) -> None:
        """Paint a dab; the brush takes the middle grey of what is around it here."""
        if self.state.pane != pane:
            self.restore()
        canvas = self.state.radiograph or radiograph
        self._brush, self._last = brush_at(canvas, point), point
        self._paint(pane, canvas, point)

    def stroke_to(self, point: Point) -> None:
        if self.state.radiograph is not None:
            self._paint(self.state.pane, self.state.radiograph, point)

    def take(self, analysis: Analysis) -> None:
        """Take in what the models said of a painted radiograph, unless it was restored."""
        if self.state.radiograph is not None:
            self._become(replace(self.state, analysis=analysis, failure=""))

    def fail(self, why: str) -> None:
        if self.state.radiograph is not None:
            self._become(replace(self.state, analysis=None, failure=why))

    def restore(self) -> None:
        """Show the radiograph as it is again."""
        if self.state.radiograph is not None:
            self._brush = None
            self._become(PaintingState())

    def _paint(self, pane: int, canvas: Radiograph, point: Point) -> None:
        if self._brush is not None:
            done = painted(canvas, self._brush, self._last, point)
            self._last = point
            self._become(replace(self.state, pane=pane, radiograph=done))

    def _become(self, state: PaintingState) -> None:
        self.state = state
        self.changed.emit(state)
