"""One hostile or extreme input, and what must become of it."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Verdict(StrEnum):
    """What ``cxrviewer analyze`` must say of a file, in the words of studies.csv."""

    OPEN = "ok"
    WARNING = "warning"
    REFUSE = "refused"


@dataclass(frozen=True, slots=True)
class Case:
    """``content`` is the file's bytes, or writes whatever it likes at the path that it is given.

    ``file_name`` replaces the name made of ``name`` where the file's name is the attack.
    """

    group: str
    name: str
    verdict: Verdict
    # Left out of what a failing test prints: all cases together are gigabytes as text.
    content: bytes | Callable[[Path], None] = field(repr=False)
    file_name: bytes | None = None

    def put(self, folder: Path) -> Path:
        """Write the case into a folder of its own and return its path."""
        own = folder / self.group / self.name
        own.mkdir(parents=True)
        path = Path(os.fsdecode(os.fsencode(own) + b"/" + (self.file_name or b"IM1")))
        if callable(self.content):
            self.content(path)
        else:
            path.write_bytes(self.content)
        return path
