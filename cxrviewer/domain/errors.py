"""Errors that a person can meet.

::

    CxrError
    +-- ReadingError       a file that cannot be shown
    +-- BundleError        a model bundle that cannot be trusted or used
    +-- InferenceError     a network or an execution provider that failed
    +-- ExportError        something that could not be written
    +-- UsageError         a request that cannot be carried out as asked

Every message says what happened to which file; ``remedy`` says what the person can do about it.
"""

from pathlib import Path


class CxrError(Exception):
    """Root of the tree.

    ``cause`` is one sentence without the path; ``remedy`` is one sentence in the imperative;
    ``path`` is the file or folder concerned, where there is one.
    """

    def __init__(self, cause: str, *, remedy: str, path: Path | None = None) -> None:
        super().__init__(cause, remedy, path)
        self.cause = cause
        self.remedy = remedy
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.cause, self.remedy, self.path))

    def __str__(self) -> str:
        where = f"{printable(self.path)}: " if self.path is not None else ""
        return f"{where}{self.cause} {self.remedy}"


class ReadingError(CxrError):
    """A file that cannot be shown."""


class BundleError(CxrError):
    """A model bundle that cannot be trusted or used."""


class InferenceError(CxrError):
    """A network or an execution provider that failed."""


class ExportError(CxrError):
    """Something that could not be written."""


class UsageError(CxrError):
    """A request that cannot be carried out as asked."""


def printable(text: Path | str) -> str:
    """Return ``text`` with surrogates, control and bidirectional characters escaped.

    File names are bytes from strangers: printed as they are they can break a terminal, reverse
    the reading direction, or fail to encode.
    """
    shown = str(text)
    if shown.isprintable():
        return shown
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode()
        for char in shown
    )


def _rebuild(kind: type[CxrError], cause: str, remedy: str, path: Path | None) -> CxrError:
    return kind(cause, remedy=remedy, path=path)
