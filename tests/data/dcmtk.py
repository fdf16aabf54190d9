"""OFFIS dcmtk's command line tools as independent witnesses. Debian's package is ``dcmtk``."""

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

SECONDS = 30.0

needs_dcmtk = pytest.mark.skipif(
    shutil.which("dcmj2pnm") is None, reason="dcmtk is not installed: apt-get install dcmtk"
)


def run_tool(tool: str, *arguments: str | Path) -> bool:
    """Return whether the tool did it. It may crash or hang on hostile files: it is a child."""
    try:
        done = subprocess.run(
            [tool, "-q", *map(str, arguments)], capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def display_by_dcmtk(path: Path, scratch: Path, *options: str) -> NDArray[np.int64] | None:
    """Return dcmtk's display values of the first frame, colour as luminance; None for none."""
    picture = scratch / "shown.pgm"
    for tool in ("dcmj2pnm", "dcml2pnm"):
        picture.unlink(missing_ok=True)
        if run_tool(tool, "+G", "+ob", *options, path, picture) and picture.exists():
            with Image.open(picture) as shown:
                return np.asarray(shown.convert("L")).astype(np.int64)
    return None
