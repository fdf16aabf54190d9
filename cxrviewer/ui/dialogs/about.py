"""About: versions, licences, and what the program must not be used for."""

from PySide6.QtWidgets import QWidget

from cxrviewer import RESEARCH_USE_STATEMENT, __version__
from cxrviewer.app.libraries import libraries, licence_page
from cxrviewer.ui.actions.table import translated
from cxrviewer.ui.dialogs.frame import TextDialog, text_table
from cxrviewer.ui.plain_text import PlainLabel


class AboutDialog(TextDialog):
    """Which version of what, under which licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, size=(560, 540))
        self.setWindowTitle(self.tr("About cxrviewer"))
        self.column.addWidget(PlainLabel(f"cxrviewer {__version__}", role="heading"))
        self.column.addWidget(PlainLabel(self.tr("A chest-radiograph workstation. Apache-2.0.")))
        self.column.addWidget(PlainLabel(translated(RESEARCH_USE_STATEMENT), role="warning"))
        headings = (self.tr("Library"), self.tr("Version"), self.tr("Licence"))
        rows = [
            (library.name, library.version or self.tr("unknown"), library.licence)
            for library in libraries()
        ]
        self.table = text_table(headings, rows, self.tr("Libraries"))
        self.column.addWidget(self.table, 1)
        page = licence_page()
        where = (
            self.tr("The texts of their licences: {0}").format(page)
            if page is not None
            else self.tr("Each library brings the text of its licence where it is installed.")
        )
        self.column.addWidget(PlainLabel(where, role="dim"))
        self.finish()
