"""The way to a PDF: where to, what with, how far it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QWidget

from cxrviewer.app.jobs import Job
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.report_images import ReportImages
from cxrviewer.app.session import Session
from cxrviewer.domain.errors import printable
from cxrviewer.domain.radiograph import RadiographKey
from cxrviewer.ui.workers.conductor import Conductor
from cxrviewer.ui.workers.report_gathering import Gathered

if TYPE_CHECKING:
    from cxrviewer.bundle.model_bundle import ModelBundle

DEFAULT_NAME = "report.pdf"


class ReportExport(QObject):
    """Writes the report of the current study beside the window.

    ``written`` carries the file, and the key of the radiograph that was shown when it was asked
    for.
    """

    written = Signal(object, object)

    def __init__(self, session: Session, conductor: Conductor, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._conductor = conductor
        self._window = window
        self._folder = Path.home()
        self._dialog: QProgressDialog | None = None
        self._job: Job | None = None
        conductor.gathering.advanced.connect(self._tell_gathered)

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
        """Write the report; a notice tells when it is there or why it is not.

        Images of the study that are not at hand are read and analysed before.
        """
        radiograph = self._session.radiograph
        if not self._can_export() or radiograph is None:
            return
        self._folder = path.parent
        self._dialog = self._make_dialog()
        wanted = _Wanted(path, radiograph.key, self._session.impression)
        self._conductor.gathering.start(
            ReportImages(self._session).of_study(), done=partial(self._write, wanted)
        )

    def _write(self, wanted: "_Wanted", gathered: Gathered | None) -> None:
        if gathered is None:
            self._end(_Order(wanted, Gathered(), ()), False)
            return
        order = _Order(wanted, gathered, self._session.models.bundles)
        self._job = self._conductor.export(
            partial(self._work, order), done=partial(self._end, order)
        )
        self._show(self.tr("Writing the report…"), 0, 100)

    def _cancel(self) -> None:
        if self._job is None:
            self._conductor.gathering.stop()
        else:
            self._job.cancel()

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

    def _make_dialog(self) -> QProgressDialog:
        dialog = QProgressDialog(self._window)
        dialog.setWindowTitle(self.tr("Export PDF report"))
        dialog.setAutoReset(False)
        dialog.setMinimumDuration(400)
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.canceled.connect(self._cancel)
        return dialog

    def _tell_gathered(self, done: int, count: int) -> None:
        said = self.tr("Reading and analysing image {0} of {1} of the study…")
        self._show(said.format(done + 1, count), done, count)

    def _show(self, text: str, done: int, count: int) -> None:
        if self._dialog is not None:
            self._dialog.setLabelText(text)
            self._dialog.setRange(0, count)
            self._dialog.setValue(done)

    def _advance(self, share: float) -> None:
        if self._dialog is not None:
            self._dialog.setValue(round(share * 100))

    def _end(self, order: "_Order", written: bool | None) -> None:
        self._close_dialog()
        self._job = None
        path, gathered = order.wanted.path, order.gathered
        if written and gathered.left_out:
            self._tell_left_out(len(gathered.images), gathered.count, path)
        elif written:
            self._tell(self.tr("The report was written."), path)
        if written:
            self.written.emit(path, order.wanted.key)
        elif written is not None:
            self._tell(self.tr("The export was cancelled; no report was written."), path)

    def _tell_left_out(self, held: int, listed: int, path: Path) -> None:
        told = self.tr("The report was written, with {0} of the {1} images of the study.")
        remedy = self.tr("It names the others, and says why each could not be shown.")
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
class _Wanted:
    """What was asked for: the file, of which study, and what the reader had written by then."""

    path: Path
    key: RadiographKey
    impression: str


@dataclass(frozen=True, slots=True)
class _Order:
    """Everything a report needs, gathered in the GUI thread."""

    wanted: _Wanted
    gathered: Gathered
    bundles: "tuple[ModelBundle, ...]"

    def write(self, job: Job, progress: Callable[[float], None]) -> bool:
        """Write the file, and return whether it was written and not cancelled."""
        # The PDF library takes a while to load and is not needed before the first report.
        from cxrviewer.app.report_job import build_content  # noqa: PLC0415
        from cxrviewer.report.pdf import ExportCancelledError, export_pdf  # noqa: PLC0415

        content = build_content(
            self.gathered.images,
            bundles=self.bundles,
            now=datetime.now().astimezone(),
            impression=self.wanted.impression,
            left_out=self.gathered.left_out,
        )
        try:
            export_pdf(content, self.wanted.path, progress=progress, cancelled=job.cancelled)
        except ExportCancelledError:
            return False
        return True


def _as_pdf(path: Path) -> Path:
    """Return ``path`` with the ending .pdf; "Dr. Smith" has none, whatever its dot says."""
    return path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
