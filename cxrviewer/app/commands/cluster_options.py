"""What a person asked of a run over an archive."""

from dataclasses import dataclass
from pathlib import Path

from cxrviewer.app.commands.analyze_options import AnalyzeOptions

SHARD_FILES = 500


@dataclass(frozen=True, slots=True)
class ClusterOptions:
    """``analyze --cluster``: ``address`` is ``auto`` or that of a running Ray cluster.

    Files come from the paths of ``analyze``, from ``urls`` and from the lines of ``files_from``.
    A shard is about ``shard_files`` files; ``workers`` is the most actors that hold the models,
    0 for one per core. ``batch`` is how many radiographs an actor asks about together, 0 for what
    suits its device.
    """

    analyze: AnalyzeOptions
    address: str = "auto"
    urls: tuple[str, ...] = ()
    files_from: Path | None = None
    shard_files: int = SHARD_FILES
    workers: int = 0
    batch: int = 0
    tables: bool = True
