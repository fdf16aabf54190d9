"""The files that will not be shown, with the reason for each."""

from PySide6.QtWidgets import QWidget

from cxrviewer.app.session import Session
from cxrviewer.ui.dialogs.frame import TextDialog, text_table
from cxrviewer.ui.plain_text import PlainLabel, one_line


class RefusedFilesDialog(TextDialog):
    """A table of what the scan has refused so far."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", parent, size=(760, 460))
        self.setWindowTitle(self.tr("Refused files"))
        refused = tuple(session.intake.refused.values())
        self.column.addWidget(PlainLabel(self._summary(len(refused))))
        rows = [
            (one_line(item.path.name), item.kind.value, one_line(item.reason)) for item in refused
        ]
        headings = (self.tr("File"), self.tr("Kind"), self.tr("Reason"))
        self.table = text_table(headings, rows, self.tr("Refused files"))
        self.column.addWidget(self.table, 1)
        self.finish()

    def _summary(self, count: int) -> str:
        if count == 0:
            return self.tr("No file was refused.")
        return self.tr("%n files cannot be shown. Everything else was opened.", "", count)
