"""How far the analysis of the shown radiograph is, and which analyses are known already."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cxrviewer.app.jobs import ByteCache, Job
from cxrviewer.app.notices import Notice
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.radiograph import Radiograph, RadiographKey

if TYPE_CHECKING:
    from cxrviewer.bundle.model_bundle import ModelBundle

ANALYSIS_CACHE_BYTES = 256 * 2**20


class Phase(StrEnum):
    """NONE: nothing was asked yet. REFUSED: the header says that the models must not be asked."""

    NONE = "none"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AnalysisState:
    """``analysis`` is there once DONE; ``message`` says why in every phase that needs a reason.

    While RUNNING ``step`` of ``steps`` are behind, and ``message`` names the one under way.
    """

    phase: Phase = Phase.NONE
    analysis: Analysis | None = None
    message: str = ""
    step: int = 0
    steps: int = 0

    @property
    def busy(self) -> bool:
        return self.phase in (Phase.QUEUED, Phase.RUNNING)

    @property
    def has_heatmap(self) -> bool:
        return self.analysis is not None and bool(self.analysis.attention)


@dataclass(frozen=True, slots=True)
class Models:
    """The bundles in use. ``provider`` is empty until they were opened."""

    bundles: "tuple[ModelBundle, ...]" = ()
    provider: str = ""
    failures: tuple[Notice, ...] = ()


class AnalysisMemory:
    """Which analyses are known. One that was asked for before a forget is never taken in."""

    def __init__(self) -> None:
        self._known: ByteCache[RadiographKey, Analysis] = ByteCache(
            ANALYSIS_CACHE_BYTES, analysis_bytes
        )
        # The number of the last job before a forget: of one radiograph, and of all.
        self._forgotten: dict[RadiographKey, int] = {}
        self._all_forgotten = 0

    def remember(self, job: Job, analysis: Analysis) -> bool:
        """Keep what ``job`` brought; False where it was asked for before a forget."""
        if job.number <= max(self._all_forgotten, self._forgotten.get(analysis.key, 0)):
            return False
        self._known.put(analysis.key, analysis)
        return True

    def recall(self, key: RadiographKey) -> Analysis | None:
        return self._known.get(key)

    def forget(self, key: RadiographKey, *, up_to: int) -> None:
        """Drop what is known of ``key``, and what jobs up to the number ``up_to`` bring."""
        self._known.drop(key)
        self._forgotten[key] = up_to

    def forget_all(self, *, up_to: int) -> None:
        """Drop every analysis, because other models are about to speak."""
        self._known.clear()
        self._forgotten.clear()
        self._all_forgotten = up_to


class AnalysisTrack:
    """The states that one pane's analysis goes through."""

    def __init__(self, memory: AnalysisMemory) -> None:
        self.state = AnalysisState()
        self._memory = memory
        self._radiograph: Radiograph | None = None

    @property
    def wanted(self) -> bool:
        """Whether there is something to ask the models that they were not asked yet."""
        settled = self.state.phase in (Phase.DONE, Phase.REFUSED)
        return self._radiograph is not None and not settled and not self.state.busy

    def clear(self) -> None:
        self._radiograph = None
        self.state = AnalysisState()

    def show(self, radiograph: Radiograph, refusal: str) -> AnalysisState:
        """Start with what is known of ``radiograph``."""
        self._radiograph = radiograph
        known = self._memory.recall(radiograph.key)
        if refusal:
            return self._become(AnalysisState(Phase.REFUSED, message=refusal))
        if known is not None:
            return self._become(AnalysisState(Phase.DONE, known))
        return self._become(AnalysisState())

    def queued(self) -> AnalysisState:
        return self._become(AnalysisState(Phase.QUEUED))

    def advance(self, state: AnalysisState) -> AnalysisState:
        return self._become(state)

    def done(self, analysis: Analysis) -> AnalysisState:
        return self._become(AnalysisState(Phase.DONE, analysis))

    def failed(self, notice: Notice) -> AnalysisState:
        return self._become(AnalysisState(Phase.FAILED, message=notice.text))

    def cancelled(self) -> AnalysisState:
        return self._become(AnalysisState(Phase.CANCELLED))

    def forget(self) -> AnalysisState:
        """Be as if nothing was asked yet; a refusal stays."""
        if self.state.phase is Phase.REFUSED:
            return self.state
        return self._become(AnalysisState())

    def _become(self, state: AnalysisState) -> AnalysisState:
        self.state = state
        return state


def analysis_bytes(analysis: Analysis) -> int:
    """Return what ``analysis`` costs in memory: its mask is as large as the radiograph."""
    mask = analysis.lung_mask.mask.nbytes if analysis.lung_mask is not None else 0
    return mask + sum(grid.values.nbytes for grid in analysis.attention) + 1024
