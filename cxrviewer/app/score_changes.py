"""How the scores of two radiographs of one patient differ, and where that is more than noise."""

from dataclasses import dataclass

from cxrviewer.domain.analysis import Analysis, BundleIdentity, Finding
from cxrviewer.domain.repeatability import Repeatability, least_change


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """One pathology's scores in [0, 1]. ``noise`` is the change that noise alone may make.

    It is None as long as it was not measured on both radiographs.
    """

    pathology: str
    bundle: BundleIdentity
    earlier: float
    later: float
    noise: float | None

    @property
    def change(self) -> float:
        return self.later - self.earlier

    @property
    def marked(self) -> bool | None:
        """Whether the change is more than noise; None where the noise is not known."""
        return None if self.noise is None else abs(self.change) > self.noise


def score_changes(
    earlier: Analysis,
    later: Analysis,
    noise: tuple[Repeatability | None, Repeatability | None] = (None, None),
) -> tuple[ScoreChange, ...]:
    """Return the changes of all scores that the same bundle gave to both, in the later's order.

    Scores of two versions of a bundle are not compared: they have no common scale. Neither are
    those of a radiograph that the input check doubts.
    """
    if earlier.doubts or later.doubts:
        return ()
    before = {_name(finding): finding.score for finding in earlier.findings}
    return tuple(
        ScoreChange(
            finding.pathology,
            finding.bundle,
            before[_name(finding)],
            finding.score,
            _noise(finding, noise),
        )
        for finding in later.findings
        if _name(finding) in before
    )


def not_compared(earlier: Analysis, later: Analysis) -> tuple[str, ...]:
    """Return the names of bundles that spoke of one radiograph only, or in two versions."""
    sets = [{finding.bundle for finding in analysis.findings} for analysis in (earlier, later)]
    return tuple(sorted({bundle.name for bundle in sets[0] ^ sets[1]}))


def _name(finding: Finding) -> tuple[str, BundleIdentity]:
    return finding.pathology, finding.bundle


def _noise(
    finding: Finding, noise: tuple[Repeatability | None, Repeatability | None]
) -> float | None:
    one, other = (r.deviation(*_name(finding)) if r is not None else None for r in noise)
    return None if one is None or other is None else least_change(one, other)
