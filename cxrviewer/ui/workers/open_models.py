"""From folders with bundles to models that can be asked; runs in the analysis thread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cxrviewer.app.analysis_state import Models
from cxrviewer.app.notices import Notice, Severity
from cxrviewer.domain.errors import CxrError, printable
from cxrviewer.ui.workers.analysis_thread import Opened


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """Which bundles to open, and how. An Opener of the analysis thread."""

    folders: tuple[Path, ...]
    runtime: str
    device: str

    def __call__(self) -> Opened:
        from cxrviewer.bundle.store import BundleStore  # noqa: PLC0415  (in the thread that asks)
        from cxrviewer.inference.pipeline import Analyzer  # noqa: PLC0415

        bundles, broken = BundleStore(self.folders).load_all()
        analyzer = Analyzer.open(bundles, runtime=self.runtime, device=self.device)
        errors = (*broken, *analyzer.failures, *analyzer.fallbacks)
        notices = tuple(bundle_notice(error, self.folders) for error in errors)
        if not analyzer.bundles and not errors:
            notices = (no_bundles(self.folders),)
        models = Models(analyzer.bundles, analyzer.provider, notices)
        return Opened(analyzer if analyzer.bundles else None, models)


def bundle_notice(error: CxrError, folders: Sequence[Path]) -> Notice:
    """Return ``error`` under the bundle's name: every bundle has files of the same names."""
    notice = Notice.of(error, Severity.WARNING)
    for folder in folders:
        if error.path is not None and error.path.is_relative_to(folder):
            subject = printable(error.path.relative_to(folder).as_posix())
            return replace(notice, subject=subject)
    return notice


def no_bundles(folders: Sequence[Path]) -> Notice:
    return Notice(
        Severity.WARNING,
        f"There is no model bundle in the {len(folders)} folder(s) that hold bundles.",
        "Radiographs can be read; install a bundle to have them analysed.",
    )
