"""How far an analysed image's findings lie above their operating points, to read the highest first.

Nothing is hidden and nothing is concluded from the order: a score tells where to look first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cxrviewer.domain.analysis import Analysis, Finding
from cxrviewer.domain.radiograph import RadiographKey


@dataclass(frozen=True, slots=True)
class Highest:
    """The highest finding. ``excess`` is -1 for a score of 0, 0 at the operating point, 1 for 1."""

    pathology: str
    score: float
    threshold: float
    excess: float


class TriageBook:
    """The highest findings by file. An analysis knows pixels, so the files of keys are kept too."""

    def __init__(self) -> None:
        self._highest: dict[RadiographKey, Highest | None] = {}
        self._keys: dict[Path, RadiographKey] = {}

    def name(self, key: RadiographKey, path: Path) -> None:
        """Say which file has the pixels of ``key``."""
        self._keys[path] = key

    def note(self, analysis: Analysis) -> tuple[Path, ...]:
        """Remember the highest finding of ``analysis``, and return the files it speaks of.

        What the input check doubts is ranked by none: its scores may mean nothing.
        """
        self._highest[analysis.key] = None if analysis.doubts else highest_of(analysis.findings)
        return tuple(path for path, key in self._keys.items() if key == analysis.key)

    def is_analysed(self, path: Path) -> bool:
        return self._keys.get(path) in self._highest

    def highest(self, path: Path) -> Highest | None:
        """Return None where the image is not analysed or no finding has an operating point."""
        key = self._keys.get(path)
        return self._highest.get(key) if key is not None else None

    def clear(self) -> None:
        """Forget all scores, because other models are about to speak."""
        self._highest.clear()


def highest_of(findings: Iterable[Finding]) -> Highest | None:
    """Return the finding that is furthest up relative to its operating point."""
    known = [found for finding in findings if (found := _stand(finding)) is not None]
    return max(known, key=lambda found: found.excess, default=None)


def _stand(finding: Finding) -> Highest | None:
    if finding.operating_point is None:
        return None
    threshold, score = finding.operating_point.threshold, finding.score
    room = 1.0 - threshold if score >= threshold else threshold
    excess = (score - threshold) / room if room > 0 else 0.0
    return Highest(finding.pathology, score, threshold, excess)
