"""``cxrviewer analyze``: its arguments as options, for one machine or for a cluster."""

import argparse
from collections.abc import Callable

from cxrviewer.app.commands.analyze_options import AnalyzeOptions
from cxrviewer.app.commands.cluster_options import ClusterOptions
from cxrviewer.app.commands.paths import check_there
from cxrviewer.app.folders import bundle_folders
from cxrviewer.domain.errors import UsageError

ArchiveRun = Callable[[ClusterOptions], int]


def analyze_here(options: argparse.Namespace) -> int:
    """Analyse on this machine, in this process or in several."""
    from cxrviewer.app.commands.analyze_run import analyze  # noqa: PLC0415  (loads the models' runtime)

    return analyze(_analyze_options(options))


def _analyze_options(options: argparse.Namespace) -> AnalyzeOptions:
    return AnalyzeOptions(
        paths=tuple(options.paths),
        out=options.out,
        masks=options.masks,
        heatmaps=options.heatmaps,
        pdf=options.pdf,
        scores_anyway=options.scores_anyway,
        local_points=options.local_points,
        bundles=tuple(options.bundle),
        runtime=options.runtime,
        device=options.device,
        jobs=options.jobs,
        resume=options.resume,
        bundle_folders=bundle_folders(),
    )


def archive(options: argparse.Namespace, run_archive: ArchiveRun) -> int:
    """Hand an archive to ``run_archive``, which lies above this package."""
    for name in ("masks", "heatmaps", "pdf"):
        if getattr(options, name):
            raise UsageError(
                f"A run over an archive writes tables alone, not --{name}.",
                remedy="Analyse what you want pictures of without --cluster.",
            )
    check_there(options.paths)
    return run_archive(
        ClusterOptions(
            _analyze_options(options),
            address=options.cluster,
            urls=tuple(options.url),
            files_from=options.files_from,
            shard_files=options.shard_files,
            workers=options.workers,
            batch=options.batch,
            tables=not options.parquet_only,
        )
    )
