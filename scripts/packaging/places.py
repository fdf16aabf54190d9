"""Folders and names that every step shares."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
NAME = "cxrviewer"
ICON = ROOT / "resources" / "icons" / f"{NAME}.svg"
TITLE = "cxrviewer"
SUMMARY = "Chest-radiograph workstation with local deep models"
MAINTAINER = "The cxrviewer maintainers <maintainers@cxrviewer.invalid>"


@dataclass(frozen=True, slots=True)
class Payload:
    """``folder`` holds the frozen program and all that goes with it; it is never changed."""

    folder: Path
    version: str

    @property
    def program(self) -> Path:
        return self.folder / (f"{NAME}.exe" if sys.platform == "win32" else NAME)

    @property
    def bytes(self) -> int:
        return folder_bytes(self.folder)


def folder_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if not path.is_symlink())


def run(command: Sequence[object], *, cwd: Path = ROOT) -> None:
    """Run ``command`` and end the build where it fails."""
    words = [str(word) for word in command]
    print("+", " ".join(words), flush=True)
    subprocess.run(words, cwd=cwd, check=True)
