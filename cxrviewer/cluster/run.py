"""``cxrviewer analyze --cluster``: an archive's radiographs, on a pool of actors over Ray Data.

Ray Data hands shards to actors, keeps as many under way as the pool can take, and gives a lost
actor's shard to another one. What an actor returns are the shard's tables; this process alone
writes them, so a shard that was analysed twice is written once.
"""

import logging
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from cxrviewer.app.commands.analyze_lane import no_bundle
from cxrviewer.app.commands.analyze_options import AnalyzeOptions
from cxrviewer.app.commands.cluster_options import ClusterOptions
from cxrviewer.app.commands.headers import progress_bar
from cxrviewer.bundle.store import BundleStore
from cxrviewer.cluster import parts
from cxrviewer.cluster.plan import (
    BundleRecord,
    DoneShard,
    Plan,
    append_done,
    make_plan,
    read_done,
    read_plan,
    read_shards,
    start_done,
)
from cxrviewer.cluster.sources import list_addresses
from cxrviewer.cluster.worker import ShardWorker
from cxrviewer.domain.errors import InferenceError, UsageError, printable
from cxrviewer.domain.study import Status
from cxrviewer.report.atomic import make_folder, remove_leftovers

AUTO = "auto"
EXIT_OK, EXIT_SOME_REFUSED = 0, 3
# A lost actor's shard is tried again without end; a run in which nothing moves so long is given up.
IDLE_SECONDS = 3600


def analyze_on_cluster(options: ClusterOptions) -> int:
    """Carry out the run and return the exit status: 0, or 3 where some files were refused."""
    out = options.analyze.out
    make_folder(out / parts.FOLDER)
    remove_leftovers(out / parts.FOLDER)
    plan = _plan(options)
    done = read_done(out) if options.analyze.resume else {}
    start_done(out, done.values())
    counts = _counts(done)
    with progress_bar("Analysing", unit="image", total=plan.files) as bar:
        bar.update(sum(shard.files for shard in done.values()))
        for shard in _results(options, plan, done):
            append_done(out, shard)
            counts.update(shard.statuses)
            bar.update(shard.files)
    if options.tables:
        parts.write_tables(out, range(plan.shards))
    print(_summary(counts, plan, out), file=sys.stderr)
    return EXIT_SOME_REFUSED if counts[Status.REFUSED.value] else EXIT_OK


def _plan(options: ClusterOptions) -> Plan:
    asked = options.analyze
    bundles, errors = BundleStore(asked.bundle_folders).select(asked.bundles)
    if not bundles:
        raise errors[0] if errors else no_bundle()
    for error in errors:
        print(f"warning: {error}", file=sys.stderr)
    records = tuple(
        BundleRecord(b.identity.name, b.identity.version, b.identity.checksum) for b in bundles
    )
    if asked.resume:
        return read_plan(asked.out, bundles=records)
    # Elsewhere there is another working folder.
    paths = asked.paths if options.address == AUTO else [path.absolute() for path in asked.paths]
    addresses = list_addresses(paths, options.urls, options.files_from)
    return make_plan(addresses, asked.out, shard_files=options.shard_files, bundles=records)


def _results(
    options: ClusterOptions, plan: Plan, done: dict[int, DoneShard]
) -> Iterator[DoneShard]:
    """Yield every shard that was still to do, once its tables are on the disk."""
    out = options.analyze.out
    waiting = [
        # As bytes: a name need not be text.
        {"number": number, "addresses": [os.fsencode(address) for address in addresses]}
        for number, addresses in read_shards(out, plan)
        if number not in done
    ]
    if not waiting:
        return
    with _ray(options.address) as ray:
        for row in _stream(ray, waiting, options):
            number = int(row["number"])
            parts.write_part(out, number, results=row["results"], studies=row["studies"])
            statuses = {status.value: int(row[status.value]) for status in Status}
            yield DoneShard(number, int(row["files"]), float(row["seconds"]), statuses)


def _stream(ray: Any, waiting: list[dict[str, Any]], options: ClusterOptions) -> Iterator[Any]:
    """Yield the rows that the actors return, as they come."""
    cores = int(ray.cluster_resources().get("CPU", 1))
    most = max(1, min(options.workers or cores, len(waiting)))
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.execution_no_progress_timeout_s = IDLE_SECONDS
    context.execution_options.verbose_progress = False
    shards = ray.data.from_items(waiting, override_num_blocks=len(waiting))
    results = shards.map_batches(
        ShardWorker,
        fn_constructor_args=(_for_one_actor(options, cores),),
        batch_size=1,
        batch_format="numpy",
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=most),
        num_cpus=1,
    )
    try:
        yield from results.iter_rows()
    except ray.exceptions.RayError as error:
        raise InferenceError(
            f"The cluster gave a shard up ({type(error).__name__}).",
            remedy="Run again with --resume; what is done stays. Ray's own log has the cause.",
            path=options.analyze.out,
        ) from error


def _for_one_actor(options: ClusterOptions, cores: int) -> AnalyzeOptions:
    """Return what one actor opens: its network has as many threads as it has cores, one."""
    return replace(options.analyze, jobs=cores, masks=False, heatmaps=False, pdf=False)


@contextmanager
def _ray(address: str) -> Iterator[Any]:
    """Yield Ray, connected; a cluster that was started here ends with the run."""
    # The program sends nothing to anybody, and neither does what it uses.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        import ray  # noqa: PLC0415  (of the extra, and slow)
        import ray.data  # noqa: PLC0415
    except ImportError as error:
        raise UsageError(
            "Ray is not installed.", remedy="Install cxrviewer with the extra `cluster`."
        ) from error
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    try:
        ray.init(
            address=None if address == AUTO else address,
            include_dashboard=False,
            log_to_driver=False,
            logging_level="ERROR",
        )
    except (ConnectionError, ValueError, RuntimeError) as error:
        raise UsageError(
            f"There is no Ray cluster at {address}.",
            remedy="Start one with `ray start --head`, or use --cluster auto.",
        ) from error
    try:
        yield ray
    finally:
        ray.shutdown()


def _counts(done: dict[int, DoneShard]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for shard in done.values():
        counts.update(shard.statuses)
    return counts


def _summary(counts: Counter[str], plan: Plan, out: Path) -> str:
    said = ", ".join(f"{counts[status.value]} {status.value}" for status in Status)
    return f"{counts.total()} files in {plan.shards} shards: {said}. Results: {printable(out)}"
