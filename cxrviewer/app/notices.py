"""What the program has to tell the person."""

from dataclasses import dataclass
from enum import StrEnum

from cxrviewer.domain.errors import CxrError, printable


class Severity(StrEnum):
    """How much attention a notice asks for."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Notice:
    """A cause and a remedy, plain text. ``subject`` says what it concerns, such as a file name."""

    severity: Severity
    cause: str
    remedy: str = ""
    subject: str = ""

    @classmethod
    def of(cls, error: CxrError, severity: Severity = Severity.ERROR) -> "Notice":
        """Return ``error`` for the screen: the file's name stands there without its folder."""
        subject = printable(error.path.name) if error.path is not None else ""
        return cls(severity, error.cause, error.remedy, subject)

    @property
    def text(self) -> str:
        head = f"{self.subject}: " if self.subject else ""
        return f"{head}{self.cause} {self.remedy}".strip()
