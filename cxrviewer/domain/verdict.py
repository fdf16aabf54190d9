"""What a reader says of one label of one radiograph."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from cxrviewer.domain.analysis import BundleIdentity, Finding

LONGEST_NOTE = 2000


class Word(StrEnum):
    """PRESENT and ABSENT speak of the patient, AGREE and DISAGREE of what a model said."""

    PRESENT = "present"
    ABSENT = "absent"
    AGREE = "agree"
    DISAGREE = "disagree"
    UNSURE = "unsure"


class Side(StrEnum):
    """Where a score was shown, against its operating point."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``made`` is in seconds since 1970, UTC. ``bundles`` are those in use at that time.

    ``shown`` is what AGREE and DISAGREE answer. ``scores_hidden``: no score of the radiograph had
    been shown to the reader when this was said.
    """

    label: str
    word: Word
    made: float
    shown: Side | None = None
    scores_hidden: bool = False
    note: str = field(default="", repr=False)
    bundles: tuple[BundleIdentity, ...] = ()

    def __post_init__(self) -> None:
        if self.word in (Word.AGREE, Word.DISAGREE) and self.shown is None:
            raise ValueError(f"{self.word} answers what was shown")
        if len(self.note) > LONGEST_NOTE:
            raise ValueError("the note is too long")

    @property
    def present(self) -> bool | None:
        """Return whether the reader sees it; None where unsure."""
        return presence(self.word, self.shown)


def presence(word: Word, shown: Side | None) -> bool | None:
    """Return what a word comes to: disagreeing with ``above`` means absent."""
    if word is Word.UNSURE:
        return None
    if word in (Word.PRESENT, Word.ABSENT):
        return word is Word.PRESENT
    return (shown is Side.ABOVE) == (word is Word.AGREE)


def side_of(label: str, findings: Iterable[Finding]) -> Side | None:
    """Return where the models place ``label``; None without operating point, or at odds."""
    sides = {finding.above for finding in findings if finding.pathology == label} - {None}
    if len(sides) != 1:
        return None
    return Side.ABOVE if sides == {True} else Side.BELOW
