"""About: versions, licences, and what the program must not be used for."""

import importlib.metadata
import platform

from PySide6.QtWidgets import QWidget

from cxrviewer import RESEARCH_USE_STATEMENT, __version__
from cxrviewer.ui.dialogs.frame import TextDialog, text_table
from cxrviewer.ui.plain_text import PlainLabel

LIBRARIES = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("pyqtgraph", "MIT"),
    ("numpy", "BSD-3-Clause"),
    ("opencv-python-headless", "Apache-2.0"),
    ("pydicom", "MIT"),
    ("pillow", "MIT-CMU"),
    ("imagecodecs", "BSD-3-Clause"),
    ("onnxruntime", "MIT"),
    ("reportlab", "BSD-3-Clause"),
    ("msgspec", "BSD-3-Clause"),
    ("psygnal", "BSD-3-Clause"),
    ("platformdirs", "MIT"),
)


class AboutDialog(TextDialog):
    """Which version of what, under which licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, size=(520, 520))
        self.setWindowTitle(self.tr("About cxrviewer"))
        self.column.addWidget(PlainLabel(f"cxrviewer {__version__}", role="heading"))
        self.column.addWidget(PlainLabel(self.tr("A chest-radiograph workstation. Apache-2.0.")))
        self.column.addWidget(PlainLabel(RESEARCH_USE_STATEMENT, role="warning"))
        headings = (self.tr("Library"), self.tr("Version"), self.tr("Licence"))
        rows = [("Python", platform.python_version(), "PSF-2.0")]
        rows += [(name, _version(name), licence) for name, licence in LIBRARIES]
        self.table = text_table(headings, rows, self.tr("Libraries"))
        self.column.addWidget(self.table, 1)
        self.finish()


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        # A frozen program carries the code of its libraries, not always their metadata.
        return "unknown"
