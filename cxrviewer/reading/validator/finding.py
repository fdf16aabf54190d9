"""One thing that is wrong with a header."""

from dataclasses import dataclass
from enum import StrEnum

from cxrviewer.domain.errors import ReadingError

SENDER = "Ask the sender for a corrected file."
COMPARE = "Compare it with the request before you rely on this picture."


class Severity(StrEnum):
    """What a finding does to its file."""

    REFUSE = "refuse"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class HeaderFinding:
    """``cause`` names the tag and what is wrong, ``remedy`` what the person can do."""

    code: str
    severity: Severity
    cause: str
    remedy: str

    @property
    def text(self) -> str:
        return f"{self.cause} {self.remedy}"

    def as_error(self) -> ReadingError:
        return ReadingError(self.cause, remedy=self.remedy)


def refuse(code: str, cause: str, remedy: str = SENDER) -> HeaderFinding:
    return HeaderFinding(code, Severity.REFUSE, cause, remedy)


def warn(code: str, cause: str, remedy: str = COMPARE) -> HeaderFinding:
    return HeaderFinding(code, Severity.WARNING, cause, remedy)


def tag_name(keyword: str) -> str:
    """Return what a person looks up: ``Patient ID (0010,0020)``."""
    # The window imports this module and must not wait for pydicom.
    from pydicom.datadict import dictionary_description, tag_for_keyword  # noqa: PLC0415

    tag = tag_for_keyword(keyword)
    if tag is None:
        raise ValueError(f"{keyword} is no keyword of the standard")
    return f"{dictionary_description(tag)} {tag_number(tag)}"


def tag_number(tag: int) -> str:
    return f"({tag >> 16:04X},{tag & 0xFFFF:04X})"
