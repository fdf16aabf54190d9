"""Brings the session and the threads together: what is wanted becomes jobs, results come back."""

import logging
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer

from cxrviewer.app.analysis_state import AnalysisState, Models, Phase
from cxrviewer.app.folder_watch import Changes, existing_folders
from cxrviewer.app.jobs import Job, JobKind
from cxrviewer.app.notices import Notice
from cxrviewer.app.pane import Pane
from cxrviewer.app.picture import Loading, Picture
from cxrviewer.app.session import Session
from cxrviewer.domain.errors import CxrError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.tags import TagPage
from cxrviewer.ui.workers.after_paint import AfterPaint
from cxrviewer.ui.workers.agreer import Agreer
from cxrviewer.ui.workers.analysis_thread import (
    Advance,
    AnalysisThread,
    AnalyzerLike,
    Answer,
    Failure,
    Opener,
    Question,
    Request,
    Success,
)
from cxrviewer.ui.workers.batch_analysis import BatchAnalysis
from cxrviewer.ui.workers.comparer import Comparer
from cxrviewer.ui.workers.folder_watcher import FolderWatcher
from cxrviewer.ui.workers.painter import Painter
from cxrviewer.ui.workers.pool import TaskPool
from cxrviewer.ui.workers.radiographs import RadiographLoader, ReaderLike
from cxrviewer.ui.workers.report_gathering import ReportGathering
from cxrviewer.ui.workers.scanner import Scanner
from cxrviewer.ui.workers.thumbnails import Thumbnails

T = TypeVar("T")
# After the first radiograph: its scores come first.
WARM_UP_MS = 1500
logger = logging.getLogger(__name__)


class Conductor(QObject):
    """Owns every thread of the window; ``close`` ends them all and waits."""

    def __init__(self, session: Session, reader: ReaderLike, opener: Opener) -> None:
        super().__init__()
        self._session = session
        self._reader = reader
        self._warm = False
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(WARM_UP_MS)
        self._quiet.timeout.connect(self._warm_up)
        self.after_paint = AfterPaint(self)
        self._current = TaskPool("current", threads=2, parent=self)
        self._ahead = TaskPool("ahead", threads=1, parent=self)
        self._long = TaskPool("long", threads=2, parent=self)
        self._small = TaskPool("thumbnails", threads=1, parent=self)
        self.thumbnails = Thumbnails(reader, self._small, self)
        self._loader = RadiographLoader(session, reader, (self._current, self._ahead))
        self._scanner = Scanner(session, reader, self._long)
        self._watcher = FolderWatcher(self._long, self)
        self.watch_started = self._watcher.started
        self._watcher.changed.connect(self._take_changes)
        self._analysis = AnalysisThread(opener, self)
        self._comparer = Comparer(session, self._long, self._analysis, self.analyse)
        self._agreer = Agreer(session, self)
        self._painter = Painter(session, self)
        self.batch = BatchAnalysis(session, reader, self._ahead, self._analysis)
        self.gathering = ReportGathering(session, reader, self._ahead, self.ask)
        self._connect()

    def start(self, paths: Iterable[Path]) -> None:
        """Start the reader and the models, then open ``paths``; call it when the window shows."""
        self._current.submit(
            self._reader.start, done=lambda _: self.open_paths(paths), failed=self._report
        )
        self._analysis.start()

    def open_paths(self, paths: Iterable[Path]) -> None:
        if paths:
            self._scanner.scan(paths)
            if isinstance(paths, Sequence):
                self._watcher.watch(paths)

    def find_folders(
        self, paths: Sequence[Path], *, done: Callable[[tuple[Path, ...]], None]
    ) -> None:
        """Find out which of ``paths`` are folders; a network may take its time to answer."""
        # What cannot be looked at is told by the scan.
        work = partial(existing_folders, tuple(paths))
        self._long.submit(work, done=done, failed=lambda _: None)

    def watch_folders(self, on: bool) -> None:
        """Let new files of the opened folders appear by themselves, or not."""
        self._watcher.switch(on)

    def analyse(self, pane: Pane) -> None:
        """Ask the models about the radiograph of ``pane``, unless its analysis is known."""
        job = pane.begin_analysis()
        if job is not None and pane.radiograph is not None:
            self._analysis.request(Request(job, pane.radiograph))

    def analyse_listed(self) -> None:
        """Ask the models about every listed image, behind what is looked at; again stops it."""
        if self.batch.state.running:
            self.batch.stop()
        else:
            self.batch.start(tuple(self._session.listing))

    def analyse_again(self) -> None:
        self._session.forget_analysis()
        self.analyse(self._session.active)

    def ask(
        self,
        job: Job,
        ask: Callable[[AnalyzerLike, Callable[[], bool]], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[str], None],
    ) -> None:
        """Ask the models something else, then call ``done`` or ``failed``, unless cancelled."""
        self._analysis.request(Question(job, ask, done, failed))

    def reopen_models(self, opener: Opener) -> None:
        """Analyse with other models or on another device from now on."""
        self.batch.stop()
        self._session.forget_models()
        self._analysis.reopen(opener)
        for pane in self._session.panes:
            self.analyse(pane)

    def export(self, work: Callable[[Job], T], *, done: Callable[[T | None], None]) -> Job:
        """Run ``work`` beside the window, then ``done``; with None where it failed."""
        job = self._session.jobs.start(JobKind.EXPORT)
        self._long.submit(partial(work, job), done=done, failed=partial(self._end_export, done))
        return job

    def work_out(
        self,
        job: Job,
        work: Callable[[], T],
        *,
        done: Callable[[T], None],
        failed: Callable[[CxrError], None],
    ) -> None:
        """Run ``work`` beside the window, then ``done`` or ``failed``, unless a newer job came."""
        self._current.submit(
            lambda: None if job.cancelled() else work(),
            done=partial(self._answer, job, done),
            failed=partial(self._answer, job, failed),
        )

    def read_tags(
        self,
        path: Path,
        offset: int,
        *,
        done: Callable[[TagPage], None],
        failed: Callable[[CxrError], None],
    ) -> None:
        """Have a page of what stands in ``path`` read beside the window."""
        self._current.submit(
            partial(self._reader.tags, path, offset=offset), done=done, failed=failed
        )

    def post(self, receiver: Callable[[T], None], value: T) -> None:
        """Call ``receiver`` in the GUI thread; for work that reports its progress."""
        self._long.post(receiver, value)

    def close(self) -> None:
        """Cancel everything and wait until no thread is left."""
        pools = (self._small, self._ahead, self._current, self._long)
        self._session.jobs.cancel_all()
        self.after_paint.close()
        self._quiet.stop()
        self._watcher.close()
        self.batch.stop()
        for pool in pools:
            pool.stop_delivering()
        # The reader first: a decode under way ends with its child, and its thread is free.
        self._reader.close()
        self._analysis.close()
        for pool in pools:
            pool.close()

    def _connect(self) -> None:
        for pane in self._session.panes:
            self._follow(pane)
        self._session.panes.added.connect(self._follow)
        self._session.intake.file_rewritten.connect(self.thumbnails.forget)
        self._analysis.opened.connect(self._take_models)
        self._analysis.advanced.connect(self._take_advance)
        self._analysis.succeeded.connect(self._take_success)
        self._analysis.failed.connect(self._take_failure)
        self._analysis.answered.connect(self._take_answer)

    def _follow(self, pane: Pane) -> None:
        pane.picture_changed.connect(partial(self._follow_picture, pane))
        pane.analysis_changed.connect(partial(self._follow_analysis, pane))

    def _follow_picture(self, pane: Pane, picture: Picture) -> None:
        if picture.loading is Loading.LOADING and picture.instance is not None:
            self.thumbnails.hold(on=True)
            self._loader.load(pane, picture.instance)
            return
        if picture.loading is Loading.LOADED and picture.radiograph is not None:
            self.after_paint.put_off(partial(self._use, picture.radiograph))
        self.after_paint.put_off(self._let_thumbnails_go_on)

    def _let_thumbnails_go_on(self) -> None:
        if all(pane.picture.loading is not Loading.LOADING for pane in self._session.panes):
            self.thumbnails.hold(on=False)

    def _use(self, radiograph: Radiograph) -> None:
        if not self._warm:
            self._warm = True
            self._quiet.start()
        self.thumbnails.put(radiograph)
        self._loader.load_neighbours(radiograph)

    def _warm_up(self) -> None:
        self._small.submit(self._reader.warm_up, done=lambda _: None, failed=self._report)

    def _follow_analysis(self, pane: Pane, state: AnalysisState) -> None:
        fresh = state.phase is Phase.NONE and pane.radiograph is not None
        if fresh and self._session.preferences.analyse_automatically:
            # Not at once: the pane is still telling everybody about this state.
            self.after_paint.put_off(partial(self.analyse, pane))

    def _take_models(self, models: Models) -> None:
        logger.info("%d model bundles opened on %s", len(models.bundles), models.provider)
        self._session.set_models(models)

    def _take_advance(self, advance: Advance) -> None:
        self._session.panes.of(advance.job).progress_analysis(advance.job, advance.state)

    def _take_success(self, success: Success) -> None:
        self._session.finish_analysis(success.job, success.analysis)
        self.batch.settle(success.job, failed=False)

    def _take_failure(self, failure: Failure) -> None:
        if failure.job.kind is JobKind.BACKGROUND:
            self.batch.settle(failure.job, failed=True)
        else:
            self._session.panes.of(failure.job).fail_analysis(failure.job, failure.notice)

    def _take_changes(self, changes: Changes) -> None:
        self._session.intake.follow_folders(changes)
        if changes.new:
            self._scanner.scan(changes.new)

    def _take_answer(self, answer: Answer) -> None:
        if self._session.jobs.is_newest(answer.job):
            answer.deliver()

    def _answer(self, job: Job, receiver: Callable[[Any], None], value: object) -> None:
        if self._session.jobs.is_newest(job):
            receiver(value)

    def _end_export(self, done: Callable[[T | None], None], error: CxrError) -> None:
        done(None)
        self._report(error)

    def _report(self, error: CxrError) -> None:
        self._session.notify(Notice.of(error))
