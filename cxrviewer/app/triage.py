"""How far an analysed image's findings lie above their operating points, to read the highest first.

Nothing is hidden and nothing is concluded from the order: a score tells where to look first.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
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
    """The findings by file. An analysis knows pixels, so the files of keys are kept too.

    ``view`` returns what may be seen of an analysis.
    """

    def __init__(self, view: Callable[[Analysis], Analysis] = lambda analysis: analysis) -> None:
        self.view = view
        self._analyses: dict[RadiographKey, Analysis] = {}
        self._highest: dict[RadiographKey, Highest | None] = {}
        self._keys: dict[Path, RadiographKey] = {}
        self._paths: dict[RadiographKey, set[Path]] = {}

    def copy(self) -> "TriageBook":
        """Return the scores that are known now, for another thread to ask."""
        other = TriageBook()
        other._analyses, other._keys = dict(self._analyses), dict(self._keys)
        return other

    def name(self, key: RadiographKey, path: Path) -> None:
        """Say which file has the pixels of ``key``."""
        self.forget(path)
        self._keys[path] = key
        self._paths.setdefault(key, set()).add(path)

    def forget(self, path: Path) -> None:
        """Forget whose pixels the file holds, because it was written anew."""
        key = self._keys.pop(path, None)
        if key is not None:
            self._paths[key].remove(path)

    def note(self, analysis: Analysis) -> tuple[Path, ...]:
        """Remember the findings of ``analysis``, and return the files it speaks of."""
        # Scores alone: attention and masks of a whole list would fill the memory.
        self._analyses[analysis.key] = replace(analysis, attention=(), lung_mask=None)
        return self.look_again(analysis.key)

    def look_again(self, key: RadiographKey) -> tuple[Path, ...]:
        """Rank what may be seen by now, and return the files that it is about.

        What the input check doubts is ranked by none: its scores may mean nothing.
        """
        analysis = self._analyses.get(key)
        if analysis is None:
            return ()
        doubted = bool(analysis.doubts)
        self._highest[key] = None if doubted else highest_of(self.view(analysis).findings)
        return tuple(self._paths.get(key, ()))

    def look_again_at_all(self) -> None:
        for key in self._analyses:
            self.look_again(key)

    def key_of(self, path: Path) -> RadiographKey | None:
        """Return None where the pixels of the file were not read yet."""
        return self._keys.get(path)

    def analysis(self, path: Path) -> Analysis | None:
        """Return what the models said of a file, scores alone, whether it may be seen or not."""
        key = self._keys.get(path)
        return self._analyses.get(key) if key is not None else None

    def analyses(self) -> tuple[Analysis, ...]:
        return tuple(self._analyses.values())

    def is_doubted(self, path: Path) -> bool:
        """Say whether the input check found something against the image."""
        analysis = self.analysis(path)
        return analysis is not None and bool(analysis.doubts)

    def is_analysed(self, path: Path) -> bool:
        return self._keys.get(path) in self._highest

    def highest(self, path: Path) -> Highest | None:
        """Return None where the image is not analysed or no finding has an operating point."""
        key = self._keys.get(path)
        return self._highest.get(key) if key is not None else None

    def clear(self) -> None:
        """Forget all scores, because other models are about to speak."""
        self._analyses.clear()
        self._highest.clear()


def highest_of(findings: Iterable[Finding]) -> Highest | None:
    """Return the finding that is furthest up relative to its operating point."""
    known = [found for finding in findings if (found := _stand(finding)) is not None]
    return max(known, key=lambda found: found.excess, default=None)


def _stand(finding: Finding) -> Highest | None:
    point, excess = finding.operating_point, finding.excess
    if point is None or excess is None:
        return None
    return Highest(finding.pathology, finding.score, point.threshold, excess)
