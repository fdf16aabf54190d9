"""What an interrupted run has left behind, and what is still to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from cxrviewer.app.commands.analyze_options import AnalyzeOptions
from cxrviewer.app.commands.study_task import StudyTask
from cxrviewer.domain.study import Status
from cxrviewer.report.outputs import OutputKind, OutputRow
from cxrviewer.report.rows import StudyRow, file_of


@dataclass(frozen=True, slots=True)
class Earlier:
    """The finished rows of an earlier run; empty where this one starts anew."""

    done: Sequence[StudyRow]
    outputs: Sequence[OutputRow]

    @property
    def files(self) -> frozenset[str]:
        return frozenset(row.file for row in self.done)

    def image_stems(self) -> dict[str, str]:
        """Return the stem under which each file's mask or heatmaps were written."""
        return {
            row.file: _image_stem(row)
            for row in self.outputs
            if row.kind in (OutputKind.MASK, OutputKind.HEATMAP)
        }

    def report_stems(self) -> dict[str, str]:
        """Return the stem of the report in which each file stands."""
        return {row.file: _stem(row) for row in self.outputs if row.kind is OutputKind.REPORT}

    def is_finished(self, task: StudyTask, options: AnalyzeOptions) -> bool:
        """Say whether every file has its row and, unless refused, all that ``options`` ask for."""
        files = {file_of(image.instance.path) for image in task.images}
        if not self.files.issuperset(files):
            return False
        shown = files - {row.file for row in self.done if row.status is Status.REFUSED}
        there = {(r.file, r.kind) for r in self.outputs if (options.out / r.written).is_file()}
        return all((file, kind) in there for file in shown for kind in wanted_kinds(options))


def wanted_kinds(options: AnalyzeOptions) -> tuple[OutputKind, ...]:
    wanted = {
        OutputKind.MASK: options.masks,
        OutputKind.HEATMAP: options.heatmaps,
        OutputKind.REPORT: options.pdf,
    }
    return tuple(kind for kind, asked in wanted.items() if asked)


def _stem(row: OutputRow) -> str:
    return row.written.split("/", 1)[-1].rsplit(".", 1)[0]


def _image_stem(row: OutputRow) -> str:
    tail = f".{row.bundle}.{row.label}" if row.kind is OutputKind.HEATMAP else ""
    return _stem(row).removesuffix(tail)
