"""The way to a PDF: where to, what with, how far it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QWidget

from cxrviewer.app.jobs import Job
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.report_job import ReportImage, build_content
from cxrviewer.app.session import Session
from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.domain.errors import printable
from cxrviewer.ui.workers.conductor import Conductor

DEFAULT_NAME = "report.pdf"


class ReportExport(QObject):
    """Writes the report of the current study beside the window."""

    written = Signal(object)

    def __init__(self, session: Session, conductor: Conductor, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._conductor = conductor
        self._window = window
        self._folder = Path.home()
        self._dialog: QProgressDialog | None = None

    @property
    def idle(self) -> bool:
        """Return whether no report is being written."""
        return self._dialog is None

    def ask(self) -> None:
        """Let the person choose a name. The one proposed says nothing about the patient."""
        if not self._can_export():
            return
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Export PDF report"),
            str(self._folder / DEFAULT_NAME),
            self.tr("PDF (*.pdf)"),
        )
        if name:
            path = Path(name)
            self.export_to(path if path.suffix else path.with_suffix(".pdf"))

    def export_to(self, path: Path) -> None:
        """Write the report; a notice tells when it is there or why it is not."""
        if not self._can_export():
            return
        self._folder = path.parent
        order = _Order(
            path,
            self._session.report_images(),
            self._session.models.bundles,
            self._session.impression,
        )
        job = self._conductor.export(partial(self._work, order), done=partial(self._end, path))
        self._show_progress(job)

    def _can_export(self) -> bool:
        if self._session.radiograph is not None:
            return True
        self._session.notify(
            Notice(
                Severity.NOTE,
                self.tr("There is no radiograph to report on."),
                self.tr("Open a folder first."),
            )
        )
        return False

    def _work(self, order: "_Order", job: Job) -> bool:
        """Runs in a thread. Return whether the report was written."""
        return order.write(job, lambda share: self._conductor.post(self._advance, share))

    def _show_progress(self, job: Job) -> None:
        dialog = QProgressDialog(self._window)
        dialog.setWindowTitle(self.tr("Export PDF report"))
        dialog.setLabelText(self.tr("Writing the report…"))
        dialog.setRange(0, 100)
        dialog.setAutoReset(False)
        dialog.setMinimumDuration(400)
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.canceled.connect(job.cancel)
        self._dialog = dialog

    def _advance(self, share: float) -> None:
        if self._dialog is not None:
            self._dialog.setValue(round(share * 100))

    def _end(self, path: Path, written: bool | None) -> None:
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()
            self._dialog = None
        if written:
            text = self.tr("The report was written.")
            self._session.notify(Notice(Severity.NOTE, text, subject=printable(path.name)))
            self.written.emit(path)


@dataclass(frozen=True, slots=True)
class _Order:
    """Everything a report needs, gathered in the GUI thread."""

    path: Path
    images: tuple[ReportImage, ...]
    bundles: tuple[ModelBundle, ...]
    impression: str

    def write(self, job: Job, progress: Callable[[float], None]) -> bool:
        """Write the file, and return whether it was written and not cancelled."""
        # The PDF library takes a while to load and is not needed before the first report.
        from cxrviewer.report.pdf import ExportCancelledError, export_pdf  # noqa: PLC0415

        content = build_content(
            self.images,
            bundles=self.bundles,
            now=datetime.now().astimezone(),
            impression=self.impression,
        )
        try:
            export_pdf(content, self.path, progress=progress, cancelled=job.cancelled)
        except ExportCancelledError:
            return False
        return True
