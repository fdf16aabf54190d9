"""The libraries that the program runs on, with their versions and licences."""

import importlib.metadata
import platform
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGE = "THIRD-PARTY-LICENCES.txt"
MAX_BYTES = 2**24
# What the wheels say of themselves is long and not alike; these are SPDX's names.
LICENCES = {
    "PySide6-Essentials": "LGPL-3.0-only",
    "pyqtgraph": "MIT",
    "numpy": "BSD-3-Clause",
    "opencv-python-headless": "Apache-2.0",
    "pydicom": "MIT",
    "pillow": "MIT-CMU",
    "imagecodecs": "BSD-3-Clause",
    "onnxruntime": "MIT",
    "reportlab": "BSD-3-Clause",
    "msgspec": "BSD-3-Clause",
    "psygnal": "BSD-3-Clause",
    "platformdirs": "MIT",
    "tqdm": "MPL-2.0 AND MIT",
}


@dataclass(frozen=True, slots=True)
class Library:
    """``version`` is empty where nothing installed says it."""

    name: str
    version: str
    licence: str


def licence_page() -> Path | None:
    """Return the page with every licence text, which an installed program has beside it."""
    if not getattr(sys, "frozen", False):
        return None
    here = Path(sys.executable).parent
    # Beside the program, or with the resources of a macOS bundle.
    places = (here / PAGE, here.parent / "Resources" / PAGE)
    return next((place for place in places if place.is_file()), None)


def libraries() -> tuple[Library, ...]:
    """Return what the page beside the program lists, else what is installed."""
    page = licence_page()
    if page is not None:
        with page.open("rb") as stream:
            return tuple(read_table(stream.read(MAX_BYTES).decode("utf-8", "replace")))
    python = Library("Python", platform.python_version(), "PSF-2.0")
    return (python, *(Library(name, _version(name), spdx) for name, spdx in LICENCES.items()))


def read_table(page: str) -> Iterator[Library]:
    """Yield the rows of the table at the head of the page, which a blank line ends."""
    for line in page.split("\n\n", maxsplit=2)[1].splitlines():
        cells = re.split(r"\s{2,}", line.strip(), maxsplit=2)
        if len(cells) == 3:
            yield Library(*cells)


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""
