"""Where the program's own read-only files lie: in the source tree, installed, or frozen."""

import sys
from pathlib import Path


def resources_folder() -> Path:
    """Return the folder with icons, style sheet, model bundles and fonts.

    A frozen program carries it beside its modules, an installed package inside itself, and a
    checkout beside the package.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parents[1]
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"
