"""The way to a PDF: where to, what with, how far it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QWidget

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
        path = _as_pdf(Path(name)) if name else None
        if path is not None and (path == Path(name) or self._may_overwrite(path)):
            self.export_to(path)

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
            self._session.images_of_study(),
        )
        job = self._conductor.export(partial(self._work, order), done=partial(self._end, order))
        self._dialog = self._make_dialog(job)

    def _can_export(self) -> bool:
        """Return whether a report can be begun now, and tell why where it cannot."""
        if not self.idle:
            cause = self.tr("A report is being written already.")
            remedy = self.tr("Wait until it is there, or cancel it.")
        elif self._session.radiograph is None:
            cause = self.tr("There is no radiograph to report on.")
            remedy = self.tr("Open a folder first.")
        else:
            return True
        self._session.notify(Notice(Severity.NOTE, cause, remedy))
        return False

    def _may_overwrite(self, path: Path) -> bool:
        """Ask about a name that the file dialog did not see, because its ending was added."""
        if not path.exists():
            return True
        question = self.tr("{0} exists already. Replace it?").format(printable(path.name))
        title = self.tr("Export PDF report")
        return QMessageBox.question(self._window, title, question) == QMessageBox.StandardButton.Yes

    def _work(self, order: "_Order", job: Job) -> bool:
        """Runs in a thread. Return whether the report was written."""
        return order.write(job, lambda share: self._conductor.post(self._advance, share))

    def _make_dialog(self, job: Job) -> QProgressDialog:
        dialog = QProgressDialog(self._window)
        dialog.setWindowTitle(self.tr("Export PDF report"))
        dialog.setLabelText(self.tr("Writing the report…"))
        dialog.setRange(0, 100)
        dialog.setAutoReset(False)
        dialog.setMinimumDuration(400)
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.canceled.connect(job.cancel)
        return dialog

    def _advance(self, share: float) -> None:
        if self._dialog is not None:
            self._dialog.setValue(round(share * 100))

    def _end(self, order: "_Order", written: bool | None) -> None:
        self._close_dialog()
        path, held = order.path, len(order.images)
        if written and held < order.images_listed:
            self._tell_left_out(held, order.images_listed, path)
        elif written:
            self._tell(self.tr("The report was written."), path)
        if written:
            self.written.emit(path)
        elif written is not None:
            self._tell(self.tr("The export was cancelled; no report was written."), path)

    def _tell_left_out(self, held: int, listed: int, path: Path) -> None:
        told = self.tr("The report was written, with {0} of the {1} images of the study.")
        remedy = self.tr("Look at the others until they are analysed, then export again.")
        notice = Notice(
            Severity.WARNING, told.format(held, listed), remedy, subject=printable(path.name)
        )
        self._session.notify(notice)

    def _close_dialog(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            # Closing counts as cancelling, and this job has ended.
            dialog.canceled.disconnect()
            dialog.close()
            dialog.deleteLater()

    def _tell(self, text: str, path: Path) -> None:
        self._session.notify(Notice(Severity.NOTE, text, subject=printable(path.name)))


@dataclass(frozen=True, slots=True)
class _Order:
    """Everything a report needs, gathered in the GUI thread."""

    path: Path
    images: tuple[ReportImage, ...]
    bundles: tuple[ModelBundle, ...]
    impression: str
    images_listed: int

    def write(self, job: Job, progress: Callable[[float], None]) -> bool:
        """Write the file, and return whether it was written and not cancelled."""
        # The PDF library takes a while to load and is not needed before the first report.
        from cxrviewer.report.pdf import ExportCancelledError, export_pdf  # noqa: PLC0415

        content = build_content(
            self.images,
            bundles=self.bundles,
            now=datetime.now().astimezone(),
            impression=self.impression,
            images_listed=self.images_listed,
        )
        try:
            export_pdf(content, self.path, progress=progress, cancelled=job.cancelled)
        except ExportCancelledError:
            return False
        return True


def _as_pdf(path: Path) -> Path:
    """Return ``path`` with the ending .pdf; "Dr. Smith" has none, whatever its dot says."""
    return path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
