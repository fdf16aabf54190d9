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
MEGABYTE = 10**6
THIS_SYSTEM = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
SUMMARY = "Chest-radiograph workstation with local deep models"
MAINTAINER = "The cxrviewer maintainers <maintainers@cxrviewer.invalid>"


@dataclass(frozen=True, slots=True)
class Payload:
    """``folder`` holds the frozen program and all that goes with it; it is never changed.

    ``system`` is the one it was frozen on: linux, windows or macos.
    """

    folder: Path
    version: str
    system: str

    @property
    def program(self) -> Path:
        return self.folder / (f"{NAME}.exe" if self.system == "windows" else NAME)

    @property
    def bytes(self) -> int:
        return folder_bytes(self.folder)


def folder_bytes(folder: Path) -> int:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files)


def run(command: Sequence[object], *, cwd: Path = ROOT) -> None:
    """Run ``command`` and end the build where it fails."""
    words = [str(word) for word in command]
    print("+", " ".join(words), flush=True)
    subprocess.run(words, cwd=cwd, check=True)
