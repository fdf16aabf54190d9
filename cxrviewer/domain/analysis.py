"""All that the models said of one Radiograph."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from cxrviewer.domain.doubts import Doubt
from cxrviewer.domain.geometry import Letterbox
from cxrviewer.domain.radiograph import RadiographKey


class BundleStatus(StrEnum):
    """How much a bundle's figures allow."""

    DEMO = "demo"
    RESEARCH = "research"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class BundleIdentity:
    """Which model spoke. ``checksum`` is the sha-256 of the bundle's manifest, hexadecimal."""

    name: str
    version: str
    checksum: str
    status: BundleStatus


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """A threshold on the score, chosen on validation patients.

    ``sensitivity`` and ``specificity`` are in [0, 1] on those patients; ``positives`` is how many
    positive patients stand behind the choice; ``criterion`` names the rule, such as Youden.
    """

    threshold: float
    sensitivity: float
    specificity: float
    criterion: str
    positives: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One pathology's score, in [0, 1]. ``probability`` is None unless the bundle is calibrated.

    ``local``: the operating point is not the bundle's but was chosen at this place.
    """

    pathology: str
    score: float
    probability: float | None
    operating_point: OperatingPoint | None
    bundle: BundleIdentity
    local: bool = False

    @property
    def above(self) -> bool | None:
        """True at or above the operating point; None where there is no operating point."""
        if self.operating_point is None:
            return None
        return self.score >= self.operating_point.threshold

    @property
    def excess(self) -> float | None:
        """How far up the score is: -1 for 0, 0 at the operating point, 1 for 1; None without."""
        if self.operating_point is None:
            return None
        threshold = self.operating_point.threshold
        room = 1.0 - threshold if self.score >= threshold else threshold
        return (self.score - threshold) / room if room > 0 else 0.0


def leading(findings: Iterable[Finding]) -> Finding | None:
    """Return the finding to look at first: the one furthest above its operating point.

    Where none has an operating point it is the highest score; None where there is no finding.
    """
    return min(findings, key=standing, default=None)


def standing(finding: Finding) -> tuple[bool, float, float]:
    """Return a key that sorts what is furthest above its operating point to the front.

    Findings without an operating point come last: nothing says where they stand.
    """
    excess = finding.excess
    return excess is None, -(excess or 0.0), -finding.score


@dataclass(frozen=True, slots=True, eq=False)
class AttentionGrid:
    """Grad-CAM on the network's own grid, before it is brought into image space.

    ``values`` is float32, (h, w), at least 0: each cell's share in the logit of ``pathology``.
    ``scale`` is the value that the colour bar ends with; it is the bundle's and the same for all
    radiographs, so that colours can be compared between them.
    """

    pathology: str
    bundle: BundleIdentity
    values: NDArray[np.float32]
    scale: float
    letterbox: Letterbox


@dataclass(frozen=True, slots=True, eq=False)
class Heatmap:
    """Model attention in image space; ``values`` is float32, (rows, columns), 0 to 1 of scale."""

    pathology: str
    bundle: BundleIdentity
    values: NDArray[np.float32]
    scale: float


@dataclass(frozen=True, slots=True, eq=False)
class LungMask:
    """Lung fields in image space; ``mask`` is bool, (rows, columns)."""

    bundle: BundleIdentity
    mask: NDArray[np.bool_]

    @property
    def fraction(self) -> float:
        """Return the share of the radiograph that is lung, in [0, 1]."""
        return np.count_nonzero(self.mask) / self.mask.size


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """``None`` for the lung mask means not evaluated.

    ``doubts`` are the input check's reasons against the scores, found before any of them.
    ``failures`` are sentences for the person about models that failed. ``awaiting`` are labels
    whose verdict the reader owes first: while there are any, findings and attention are left out.
    ``provider`` is what computed the scores, for people to read.
    """

    key: RadiographKey
    findings: tuple[Finding, ...]
    attention: tuple[AttentionGrid, ...]
    lung_mask: LungMask | None
    seconds: float
    failures: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    awaiting: tuple[str, ...] = ()
    provider: str = ""

    def attention_of(self, finding: Finding) -> AttentionGrid | None:
        """Return the grid that explains ``finding``, or None where its bundle explains nothing."""
        for grid in self.attention:
            if grid.pathology == finding.pathology and grid.bundle == finding.bundle:
                return grid
        return None
