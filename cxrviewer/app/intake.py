"""What scans find and what becomes of the opened folders: taken in, listed, and told."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from psygnal import Signal

from cxrviewer.app.folder_watch import Changes
from cxrviewer.app.jobs import Job, JobKind
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.app.panes import Panes
from cxrviewer.app.picture import ScanState
from cxrviewer.app.presentations import PresentationBook
from cxrviewer.app.shared import Shared
from cxrviewer.app.studies import StudyList
from cxrviewer.domain.errors import printable
from cxrviewer.domain.presentation import PresentationState
from cxrviewer.domain.study import Instance, RefusedFile, ScanEntry
from cxrviewer.reading.validator.file_set import same_header, with_warnings


class Intake:
    """Puts what is found into the study list; ``refused`` are the files that will not be shown.

    ``refusal_dropped`` carries the path of a file that is looked at anew.
    """

    scan_changed = Signal(ScanState)
    instance_updated = Signal(Instance)
    file_rewritten = Signal(Instance)
    file_refused = Signal(RefusedFile)
    refusal_dropped = Signal(object)
    presentation_found = Signal(PresentationState)
    notice_added = Signal(Notice)

    def __init__(self, shared: Shared, panes: Panes, studies: StudyList) -> None:
        self.scan = ScanState()
        self.refused: dict[Path, RefusedFile] = {}
        self.presentations = PresentationBook()
        self._shared = shared
        self._listing = shared.listing
        self._panes = panes
        self._studies = studies
        self._rewritten: set[Path] = set()

    def begin_scan(self) -> Job:
        job = self._shared.jobs.start(JobKind.SCAN)
        self._set_scan(replace(self.scan, running=True))
        return job

    def add_entries(self, job: Job, entries: Iterable[ScanEntry]) -> None:
        """Take in what a scan found; the first instance is opened where nothing is open yet."""
        if not self._shared.jobs.is_newest(job):
            return
        self._add_entries(entries)
        self._listing.count()
        self._set_scan(replace(self.scan, instances=len(self._studies), refused=len(self.refused)))
        if len(self._listing) and self._panes.empty:
            self._panes.active.select(self._listing[0])

    def end_scan(self, job: Job) -> None:
        if not self._shared.jobs.is_newest(job):
            return
        self._set_scan(replace(self.scan, running=False))
        if not len(self._studies) and not self.refused:
            self.notice_added.emit(
                Notice(
                    Severity.WARNING,
                    "Nothing was found there.",
                    "Open a folder that holds DICOM, PNG or JPEG radiographs.",
                )
            )

    def follow_folders(self, changes: Changes) -> None:
        """Take in what became of the files; call it before the new ones are scanned."""
        for path in changes.new:
            # What was refused may have been half written, and what was read is another file now.
            if self.refused.pop(path, None) is not None:
                self.refusal_dropped.emit(path)
            elif path in self._studies:
                self._rewritten.add(path)
        fresh = frozenset(changes.new)
        self._shared.radiographs.drop_where(lambda key: key[0] in fresh)
        for path in changes.gone:
            self._listing.mark_gone(path, gone=True)
        for path in changes.back:
            self._listing.mark_gone(path, gone=False)
        for folder in changes.lost:
            self.notice_added.emit(
                Notice(
                    Severity.WARNING,
                    "The folder is not there any more. Its images stay listed as gone; what was "
                    "read, marked and measured is kept.",
                    "Connect the medium again; the folder is then taken up by itself.",
                    subject=printable(folder),
                )
            )

    def _add_entries(self, entries: Iterable[ScanEntry]) -> None:
        """Take in each entry; files that are new to the list go into it together."""
        new: list[Instance] = []
        for entry in entries:
            if not isinstance(entry, Instance):
                self._add_other(entry)
            elif self._studies.insert(entry) is not None:
                new.append(entry)
            else:
                self._listing.add(new)
                new.clear()
                self._add_known(entry)
        self._listing.add(new)

    def _add_other(self, entry: RefusedFile | PresentationState) -> None:
        if isinstance(entry, PresentationState):
            if self.presentations.add(entry):
                self.presentation_found.emit(entry)
        elif entry.path not in self.refused:
            self.refused[entry.path] = entry
            self.file_refused.emit(entry)

    def _add_known(self, entry: Instance) -> None:
        known = self._studies[self._studies.row_of(entry)]
        if entry.path in self._rewritten or not same_header(known, entry):
            self._renew(entry)
        else:
            self._update(known, entry)

    def _renew(self, instance: Instance) -> None:
        """Take in a listed file that holds something else than before."""
        self._rewritten.discard(instance.path)
        self._shared.forget_file(instance.path)
        self.file_rewritten.emit(instance)
        self._studies.renew(instance)
        self._listing.renew(instance)
        shown = [pane for pane in self._panes if pane.renew(instance)]
        if shown:
            said = "The file of a shown image has changed. It was read again."
            again = "Look at the image anew; what was said of it before may not hold."
            subject = printable(instance.path.name)
            self.notice_added.emit(Notice(Severity.WARNING, said, again, subject=subject))

    def _update(self, known: Instance, instance: Instance) -> None:
        """Take in what a later file says against one that is listed already."""
        told = with_warnings(known, instance.warnings)
        if told is known:
            return
        self._studies.update(told)
        self._listing.update(told)
        for pane in self._panes:
            pane.tell(told)
        self.instance_updated.emit(told)
        fresh = " ".join(told.warnings[len(known.warnings) :])
        subject = printable(told.path.name)
        self.notice_added.emit(Notice(Severity.WARNING, fresh, subject=subject))

    def _set_scan(self, scan: ScanState) -> None:
        self.scan = scan
        self.scan_changed.emit(scan)
