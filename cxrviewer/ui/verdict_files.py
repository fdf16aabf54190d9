"""The way to the CSV file of verdicts, with a dialog for where."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from cxrviewer.app.jobs import Job
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.session import Session
from cxrviewer.domain.errors import printable
from cxrviewer.ui.workers.conductor import Conductor

if TYPE_CHECKING:
    from cxrviewer.app.verdict_file import ListedFile, Written

DEFAULT_NAME = "verdicts.csv"
MOST_NAMED = 3


class VerdictFiles:
    """Writes the verdicts on the listed radiographs beside the window."""

    def __init__(self, session: Session, conductor: Conductor, window: QWidget) -> None:
        self._session = session
        self._conductor = conductor
        self._window = window

    def ask(self) -> None:
        """Let the person choose a file; it belongs above the radiographs."""
        current = self._session.current
        folder = current.path.parent if current is not None else Path.home()
        name, _ = QFileDialog.getSaveFileName(
            self._window, _tr("Export verdicts"), str(folder / DEFAULT_NAME), _tr("CSV (*.csv)")
        )
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """Write the file; a notice tells what is in it, or why it is not there."""
        from cxrviewer.app.verdict_file import write_verdicts  # noqa: PLC0415  (not before it is asked for)

        files = tuple(self._listed())
        verdicts = self._session.verdicts.first.everything()

        def work(job: Job) -> "Written | None":
            return write_verdicts(path, files, verdicts, cancelled=job.cancelled)

        self._conductor.export(work, done=partial(self._tell, path))

    def _listed(self) -> "list[ListedFile]":
        from cxrviewer.app.verdict_file import ListedFile  # noqa: PLC0415  (not before it is asked for)

        triage = self._session.listing.triage
        found = []
        for instance in self._session.studies:
            key = triage.key_of(instance.path)
            digest = key.digest if key is not None else ""
            found.append(ListedFile(instance.path, digest, instance.patient.patient_id))
        return found

    def _tell(self, path: Path, written: "Written | None") -> None:
        if written is None:
            return
        said = _tr("{0} verdicts on {1} radiographs were written.").format(
            written.verdicts, written.radiographs
        )
        if written.left_out:
            names = ", ".join(written.left_out[:MOST_NAMED])
            said += _tr(
                " {0} lie outside the folder, or have a name that no table holds: {1}"
            ).format(len(written.left_out), names)
        severity = Severity.WARNING if written.left_out else Severity.NOTE
        self._session.notify(Notice(severity, said, subject=printable(path.name)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("VerdictFiles", text)
