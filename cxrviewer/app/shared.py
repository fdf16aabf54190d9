"""What all panes of a session have in common."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cxrviewer.app.agreements import Agreements
from cxrviewer.app.analysis_state import AnalysisMemory
from cxrviewer.app.display_memory import DisplayMemory
from cxrviewer.app.jobs import JobBook
from cxrviewer.app.listing import Listing
from cxrviewer.app.measurements import Measurements
from cxrviewer.app.memory import RadiographCache, radiograph_cache
from cxrviewer.app.painting import Painting
from cxrviewer.app.preferences import Preferences
from cxrviewer.app.tools import ToolBox
from cxrviewer.domain.analysis import Analysis


@dataclass(slots=True, eq=False)
class Shared:
    """``view`` returns what may be seen of an analysis.

    ``frames`` says which frame of a file was looked at last, from 0.
    """

    preferences: Preferences
    listing: Listing
    measurements: Measurements
    jobs: JobBook = field(default_factory=JobBook)
    radiographs: RadiographCache = field(default_factory=radiograph_cache)
    displays: DisplayMemory = field(default_factory=DisplayMemory)
    analyses: AnalysisMemory = field(default_factory=AnalysisMemory)
    tools: ToolBox = field(default_factory=ToolBox)
    frames: dict[Path, int] = field(default_factory=dict)
    view: Callable[[Analysis], Analysis] = lambda analysis: analysis
    agreements: Agreements = field(default_factory=Agreements)
    painting: Painting = field(default_factory=Painting)

    def forget_file(self, path: Path) -> None:
        """Forget pixels, display and scores of a file that holds something else by now."""
        self.radiographs.drop_where(lambda key: key[0] == path)
        self.displays.forget(path)
        self.frames.pop(path, None)
        self.listing.triage.forget(path)
