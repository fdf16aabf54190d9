"""Reasons to doubt that a radiograph is one that the models were made for."""

from dataclasses import dataclass
from enum import StrEnum


class DoubtCode(StrEnum):
    """Why scores may mean nothing. The values stand in tables; they do not change."""

    NOT_CHEST = "not_chest"
    LATERAL = "lateral"
    INVERTED = "inverted"
    ROTATED = "rotated"
    CROPPED = "cropped_lungs"
    EXPOSURE = "poor_exposure"
    CHILD = "child"
    TEXT = "text_over_lungs"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason, found before any score is read.

    ``sentence`` says what was found; ``measured`` and ``limit`` are the figure behind it and the
    figure from which on it counts, both None where the file itself says it. ``figure`` names what
    was measured, with its unit.
    """

    code: DoubtCode
    sentence: str
    figure: str = ""
    measured: float | None = None
    limit: float | None = None

    @property
    def text(self) -> str:
        """Return the reason with its code and the figure behind it, one line."""
        told = f"{self.sentence} [{self.code.value}"
        if self.measured is None or self.limit is None:
            return f"{told}]"
        return f"{told}: {self.figure} {self.measured:.3g}, limit {self.limit:.3g}]"
