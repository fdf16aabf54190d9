"""What a reader has marked of a study, known by a digest that holds no text of a patient."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from psygnal import Signal


@dataclass(frozen=True, slots=True)
class Marks:
    """The reader's marks on one study."""

    read: bool = False
    flagged: bool = False


NO_MARKS = Marks()


class MarkStore(Protocol):
    """Where marks outlive the program."""

    def read_marks(self) -> Mapping[str, Marks]: ...

    def write_marks(self, digest: str, marks: Marks) -> None: ...


class MarkBook:
    """The marks of all studies. ``changed`` carries the study's key."""

    changed = Signal(str)

    def __init__(self) -> None:
        self._marks: dict[str, Marks] = {}
        self._store: MarkStore | None = None

    def keep_in(self, store: MarkStore) -> None:
        """Take up what ``store`` holds, and write every later mark to it."""
        self._store = store
        self._marks = {**store.read_marks(), **self._marks}

    def of(self, study_key: str) -> Marks:
        return self._marks.get(study_digest(study_key), NO_MARKS)

    def set(self, study_key: str, marks: Marks) -> None:
        """Mark a study; ExportError where it cannot be stored. The mark stands all the same."""
        if self.of(study_key) == marks:
            return
        digest = study_digest(study_key)
        self._marks[digest] = marks
        self.changed.emit(study_key)
        if self._store is not None:
            self._store.write_marks(digest, marks)


def study_digest(study_key: str) -> str:
    """Return what stands for a study where no text of a patient, nor a path, may be written."""
    return hashlib.sha256(study_key.encode("utf-8", "surrogatepass")).hexdigest()
