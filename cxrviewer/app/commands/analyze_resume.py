"""What an interrupted run has left behind, and what is still to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cxrviewer.app.commands.analyze_options import AnalyzeOptions
from cxrviewer.app.commands.study_task import StudyTask
from cxrviewer.bundle.manifest import Task
from cxrviewer.bundle.model_bundle import ModelBundle
from cxrviewer.domain.errors import UsageError
from cxrviewer.domain.study import Status
from cxrviewer.report.outputs import OutputKind, OutputRow
from cxrviewer.report.rows import StudyRow, file_of
from cxrviewer.report.tables import Tables


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

    def is_finished(self, task: StudyTask, out: Path, kinds: Sequence[OutputKind]) -> bool:
        """Say whether every file has its row and, unless refused, a file of all ``kinds``."""
        files = {file_of(image.instance.path) for image in task.images}
        if not self.files.issuperset(files):
            return False
        shown = files - {row.file for row in self.done if row.status is Status.REFUSED}
        there = {(r.file, r.kind) for r in self.outputs if (out / r.written).is_file()}
        return all((file, kind) in there for file in shown for kind in kinds)


def wanted_kinds(options: AnalyzeOptions, bundles: Sequence[ModelBundle]) -> tuple[OutputKind, ...]:
    """Return what is asked for and can be made by one of the open ``bundles``."""
    manifests = [bundle.manifest for bundle in bundles]
    wanted = {
        OutputKind.MASK: options.masks and any(m.task is Task.SEGMENT for m in manifests),
        OutputKind.HEATMAP: options.heatmaps and any(m.explanation for m in manifests),
        OutputKind.REPORT: options.pdf,
    }
    return tuple(kind for kind, possible in wanted.items() if possible)


def check_same_bundles(tables: Tables, bundles: Sequence[ModelBundle]) -> None:
    """Raise UsageError where the finished files were scored by other classifiers than these."""
    if all(row.status is Status.REFUSED for row in tables.done):
        return
    classifiers = [b.identity for b in bundles if b.manifest.task is Task.CLASSIFY]
    now = frozenset((identity.name, identity.version) for identity in classifiers)
    if tables.asked != now:
        raise UsageError(
            f"The earlier run asked {_named(tables.asked)}, and this one asks {_named(now)}.",
            remedy="Go on with the same bundles, or start anew without --resume.",
        )


def _named(bundles: Iterable[tuple[str, str]]) -> str:
    said = ", ".join(f"{name} {version}" for name, version in sorted(bundles))
    return said or "no classifier"


def _stem(row: OutputRow) -> str:
    return row.written.split("/", 1)[-1].rsplit(".", 1)[0]


def _image_stem(row: OutputRow) -> str:
    tail = f".{row.bundle}.{row.label}" if row.kind is OutputKind.HEATMAP else ""
    return _stem(row).removesuffix(tail)
