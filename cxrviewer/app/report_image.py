"""One radiograph of a report, as it is gathered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cxrviewer.app.display_state import DisplayState
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.measurement import MeasuredFigure
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.verdict import Verdict


@dataclass(frozen=True, slots=True, eq=False)
class ReportImage:
    """A radiograph of the study. ``display`` is how a person had it on the screen, if one did.

    ``scores_anyway``: scores are wanted against the doubts of the input check. ``failure`` is why
    the models could not analyse it.
    """

    radiograph: Radiograph
    analysis: Analysis | None
    display: DisplayState | None = None
    scores_anyway: bool = False
    measurements: tuple[MeasuredFigure, ...] = ()
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    failure: str = ""

    @property
    def settled(self) -> bool:
        """Whether there is nothing left to ask the models."""
        refused = bool(self.radiograph.instance.analysis_refusal)
        return self.analysis is not None or refused or bool(self.failure)
