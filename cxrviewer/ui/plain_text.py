"""Text from files on its way to the screen: one line, no control characters, never markup."""

import html
import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from cxrviewer.domain.errors import printable

MAX_LENGTH = 200


def one_line(text: str) -> str:
    """Return ``text`` on one line of bounded length, with strange characters made visible."""
    joined = " ".join(text.split())
    shortened = joined if len(joined) <= MAX_LENGTH else joined[: MAX_LENGTH - 1] + "…"
    return printable(shortened)


def readable_name(name: str) -> str:
    """Return a Person Name (PS3.5 6.2.1) as it is read: its first group that says something."""
    for group in name.split("="):
        parts = [part.strip() for part in group.split("^")]
        family, rest = parts[0], " ".join(part for part in parts[1:] if part)
        joined = ", ".join(part for part in (family, rest) if part)
        if joined:
            return one_line(joined)
    return ""


def readable_date(date: str) -> str:
    """Return YYYYMMDD as YYYY-MM-DD, and anything else as it is."""
    match = re.fullmatch(r"(\d{4})\.?(\d{2})\.?(\d{2})", date.strip())
    return "-".join(match.groups()) if match else one_line(date)


def plain_tip(text: str) -> str:
    """Return ``text`` as a tool tip: Qt would take anything that looks like HTML for HTML."""
    return f"<span>{html.escape(text)}</span>".replace("\n", "<br>")


def signed(change: float) -> str:
    """Return a change of a score with its sign; one that rounds to nothing is +0.00."""
    return f"{round(change, 2) + 0.0:+.2f}"


class PlainLabel(QLabel):
    """A label that shows its text as it is; it wraps, and its text can be selected."""

    def __init__(self, text: str = "", *, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if role:
            self.setProperty("role", role)
        self.setText(text)
