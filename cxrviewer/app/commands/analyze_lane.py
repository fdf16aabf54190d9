"""One process's part in a run without a screen: decode, analyse, write, study after study."""

import atexit
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from cxrviewer.app.commands.analyze_options import AnalyzeOptions
from cxrviewer.app.commands.load_ahead import LoadAhead
from cxrviewer.app.commands.study_task import ImageOutcome, ImageTask, StudyOutcome, StudyTask
from cxrviewer.app.database import Database, database_path
from cxrviewer.app.local_points import LocalPoints
from cxrviewer.app.report_image import ReportImage
from cxrviewer.app.report_job import build_content
from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.bundle.store import BundleStore
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.errors import BundleError, CxrError, ReadingError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.domain.study import Instance, ScanEntry
from cxrviewer.imaging.opencv import cv2
from cxrviewer.inference.pipeline import Analyzer
from cxrviewer.reading.reader import Reader
from cxrviewer.reading.validator.file_set import FileSet, reconcile
from cxrviewer.report.images import write_heatmap, write_mask
from cxrviewer.report.outputs import OutputKind, OutputRow
from cxrviewer.report.pdf import export_pdf
from cxrviewer.report.rows import file_of, refused_row, result_rows, study_row


class Lane:
    """A decoder and the models, and what the run asks of them; a context manager."""

    def __init__(self, options: AnalyzeOptions, analyzer: Analyzer, reader: Reader) -> None:
        self._options = options
        self._analyzer = analyzer
        self._reader = reader
        self._ahead = LoadAhead(self.load)
        self._points = _local_points(analyzer.bundles) if options.local_points else None

    @classmethod
    def open(
        cls,
        options: AnalyzeOptions,
        *,
        quiet: bool = False,
        strict: bool = False,
        scans: bool = True,
    ) -> Self:
        """Open every model; name those that fail on standard error, raise where none is left.

        ``strict``: raise where one cannot be opened. ``scans``: headers will be read as well.
        """
        with ExitStack() as opened:
            reader = opened.enter_context(Reader())
            # Its children get ready while the models are opened.
            reader.start(scans=scans)
            bundles, errors = BundleStore(options.bundle_folders).select(options.bundles)
            analyzer = open_analyzer(options, bundles)
            failures = (*errors, *analyzer.failures)
            if not analyzer.bundles or (strict and analyzer.failures):
                raise (*analyzer.failures, *failures, no_bundle())[0]
            for failure in () if quiet else (*failures, *analyzer.fallbacks):
                print(f"warning: {failure}", file=sys.stderr)
            opened.pop_all()
        return cls(options, analyzer, reader)

    @property
    def reader(self) -> Reader:
        """Return what reads headers and pixels for this lane."""
        return self._reader

    @property
    def bundles(self) -> tuple[ModelBundle, ...]:
        """Return the bundles whose models are open."""
        return self._analyzer.bundles

    @property
    def batch(self) -> int:
        """Return how many radiographs are best asked about together."""
        return self._analyzer.batch

    @property
    def provider(self) -> str:
        """Return what runs the networks."""
        return self._analyzer.provider

    def scan(self, files: Sequence[Path]) -> tuple[ScanEntry, ...]:
        """Return an entry for each of ``files``, held against one another."""
        found = FileSet().watch(self._reader.scan_files(files))
        return tuple({entry.path: entry for entry in found}.values())

    def take(self, instance: Instance, *following: Instance) -> Radiograph:
        """Return the pixels of ``instance`` and begin with ``following``. Raises ReadingError."""
        return self._ahead.take(instance, *following)

    def load(self, instance: Instance) -> Radiograph:
        """Return the pixels of ``instance``. Any thread may ask. Raises ReadingError."""
        return reconcile(self._reader.load(instance.path), instance)

    def ask(self, radiograph: Radiograph) -> Analysis:
        """Return what the models say, with the operating points that were asked for."""
        return self._applied(self._analyzer.analyse(radiograph))

    def ask_together(self, radiographs: Sequence[Radiograph]) -> tuple[Analysis, ...]:
        """Return what the models say of each, asked in one batch."""
        return tuple(map(self._applied, self._analyzer.analyse_batch(radiographs)))

    def _applied(self, analysis: Analysis) -> Analysis:
        return analysis if self._points is None else self._points.applied(analysis)

    def work(self, task: StudyTask) -> StudyOutcome:
        """Analyse the radiographs of one study and write all that was asked for."""
        return self._study(task, following=None)

    def work_all(self, tasks: Iterable[StudyTask]) -> Iterator[StudyOutcome]:
        """Work on study after study, each being begun with before the one before it ends.

        One task more than is worked on is taken from ``tasks``.
        """
        left = iter(tasks)
        task = next(left, None)
        while task is not None:
            following = next(left, None)
            yield self._study(task, following=following.images[0] if following else None)
            task = following

    def _study(self, task: StudyTask, *, following: ImageTask | None) -> StudyOutcome:
        outcomes, shown = [], []
        for image, after in zip(task.images, (*task.images[1:], following), strict=True):
            outcome, picture = self._image(image, after)
            outcomes.append(outcome)
            if picture is not None and self._options.pdf:
                shown.append(picture)
        if shown:
            outcomes = self._with_report(task, outcomes, shown)
        return StudyOutcome(tuple(outcomes))

    def close(self) -> None:
        self._reader.close()
        self._ahead.close()
        self._analyzer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _image(
        self, task: ImageTask, following: ImageTask | None
    ) -> tuple[ImageOutcome, ReportImage | None]:
        started = time.perf_counter()
        instance = task.instance
        try:
            radiograph = self._ahead.take(instance, following.instance if following else None)
        except ReadingError as error:
            seconds = time.perf_counter() - started
            return refused_outcome(instance, error, seconds=seconds), None
        analysis = self.ask(radiograph)
        outputs = (*self._masks(task, analysis), *self._heatmaps(task, radiograph, analysis))
        row = study_row(radiograph, analysis)
        outcome = ImageOutcome(row, result_rows(radiograph.instance, analysis), outputs)
        anyway = self._options.scores_anyway
        return outcome, ReportImage(radiograph, analysis, scores_anyway=anyway)

    def _masks(self, task: ImageTask, analysis: Analysis) -> tuple[OutputRow, ...]:
        mask = analysis.lung_mask
        if not self._options.masks or mask is None:
            return ()
        written = f"{OutputKind.MASK.value}/{task.stem}.png"
        write_mask(self._options.out / written, mask)
        file = file_of(task.instance.path)
        return (OutputRow(file, OutputKind.MASK, mask.bundle.name, "lungs", written),)

    def _heatmaps(
        self, task: ImageTask, radiograph: Radiograph, analysis: Analysis
    ) -> tuple[OutputRow, ...]:
        if not self._options.heatmaps:
            return ()
        rows = []
        for grid in analysis.attention:
            bundle, label = grid.bundle.name, grid.pathology
            written = f"{OutputKind.HEATMAP.value}/{task.stem}.{bundle}.{label}.png"
            write_heatmap(self._options.out / written, grid)
            file = file_of(radiograph.instance.path)
            rows.append(OutputRow(file, OutputKind.HEATMAP, bundle, label, written))
        return tuple(rows)

    def _with_report(
        self, task: StudyTask, outcomes: list[ImageOutcome], shown: list[ReportImage]
    ) -> list[ImageOutcome]:
        written = f"{OutputKind.REPORT.value}/{task.report_stem}.pdf"
        now = datetime.now().astimezone()
        content = build_content(shown, bundles=self._analyzer.bundles, now=now)
        export_pdf(content, self._options.out / written)
        reported = {file_of(image.radiograph.instance.path) for image in shown}
        return [
            ImageOutcome(
                outcome.study,
                outcome.results,
                (
                    *outcome.outputs,
                    OutputRow(outcome.study.file, OutputKind.REPORT, "", "", written),
                ),
            )
            if outcome.study.file in reported
            else outcome
            for outcome in outcomes
        ]


def refused_outcome(instance: Instance, error: CxrError, *, seconds: float) -> ImageOutcome:
    reason = f"{error.cause} {error.remedy}"
    row = refused_row(instance.path, reason, instance=instance, seconds=seconds)
    return ImageOutcome(row, (), ())


def _local_points(bundles: tuple[ModelBundle, ...]) -> LocalPoints:
    """Return the operating points of this place; those of another version are told, not used."""
    database = Database(database_path())
    try:
        points = LocalPoints(database)
    finally:
        database.close()
    for notice in (*database.notices, *points.warnings(bundles)):
        print(f"warning: {notice.text}", file=sys.stderr)
    return points


def open_analyzer(options: AnalyzeOptions, bundles: tuple[ModelBundle, ...]) -> Analyzer:
    """Return the models of one lane; several lanes share the cores."""
    from cxrviewer.inference.onnx_runtime import available_cores  # noqa: PLC0415  (slow to load)

    # What is asked of OpenCV takes a millisecond; sharing it out makes histograms take longer.
    cv2.setNumThreads(1)
    threads = max(1, available_cores() // options.jobs)
    return Analyzer.open(bundles, runtime=options.runtime, device=options.device, threads=threads)


_lane: Lane | None = None


def start_process(options: AnalyzeOptions) -> None:
    """Open this process's lane; it ends with the process."""
    global _lane  # noqa: PLW0603  (a pool hands its processes nothing else to keep state in)
    # Ctrl+C reaches every process of a terminal; the one that started this one ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _lane = Lane.open(options, quiet=True, scans=False)
    atexit.register(_lane.close)


def work_in_process(task: StudyTask) -> StudyOutcome:
    assert _lane is not None, "start_process has not run"
    return _lane.work(task)


def no_bundle() -> BundleError:
    return BundleError(
        "There is no model bundle to analyse with.",
        remedy="Install one with `cxrviewer bundles install FOLDER`.",
    )
