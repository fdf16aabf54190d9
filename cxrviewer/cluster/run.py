"""``cxrviewer analyze --cluster``: an archive's radiographs, on a pool of actors over Ray Data.

Ray Data hands shards to actors, keeps as many under way as the pool can take, and gives a lost
actor's shard to another one. What an actor returns are the shard's tables; this process alone
writes them, so a shard that was analysed twice is written once.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cxrviewer.app.commands.analyze_lane import no_bundle
from cxrviewer.app.commands.analyze_options import AnalyzeOptions
from cxrviewer.app.commands.cluster_options import ClusterOptions
from cxrviewer.app.commands.headers import progress_bar
from cxrviewer.bundle.store import BundleStore
from cxrviewer.cluster import parts
from cxrviewer.cluster.done import DoneShard, append_done, read_done, start_done
from cxrviewer.cluster.lock import only_run_in
from cxrviewer.cluster.plan import Plan, Shards, make_plan, read_plan, record_of
from cxrviewer.cluster.ray_cluster import RemoteFeed, connected, pool_for
from cxrviewer.cluster.sources import list_addresses
from cxrviewer.cluster.worker import ShardWorker, Work, refusal_of
from cxrviewer.domain.errors import InferenceError, printable
from cxrviewer.domain.study import Status
from cxrviewer.report.atomic import make_folder, remove_leftovers
from cxrviewer.report.run_record import Model, begin_record

EXIT_OK, EXIT_SOME_REFUSED = 0, 3
# A run in which no shard ends is given up after an hour, or later where shards are large.
LEAST_IDLE_SECONDS, IDLE_SECONDS_OF_A_FILE = 3600, 8


def analyze_on_cluster(options: ClusterOptions) -> int:
    """Carry out the run and return the exit status: 0, or 3 where some files were refused."""
    out = options.analyze.out
    make_folder(out / parts.FOLDER)
    with only_run_in(out):
        return _analyze(options, out)


def _analyze(options: ClusterOptions, out: Path) -> int:
    remove_leftovers(out)
    remove_leftovers(out / parts.FOLDER)
    plan = _plan(options)
    record = begin_record(
        out,
        [Model(b.name, b.version, b.checksum) for b in plan.bundles],
        providers=(),
        started=datetime.now().astimezone(),
        resume=options.analyze.resume,
    )
    done = {n: shard for n, shard in read_done(out).items() if n < plan.shards}
    start_done(out, done.values())
    counts = _counts(done.values())
    before = sum(shard.files for shard in done.values())
    with progress_bar("Analysing", unit="image", total=plan.files, initial=before) as bar:
        for shard in _results(options, plan, frozenset(done)):
            append_done(out, shard)
            done[shard.number] = shard
            counts.update(shard.statuses)
            bar.update(shard.files)
    if options.tables:
        parts.write_tables(out, range(plan.shards))
    providers = tuple(sorted({shard.provider for shard in done.values() if shard.provider}))
    record.end(dict(counts), providers=providers)
    print(_summary(counts, plan, out, providers), file=sys.stderr)
    return EXIT_SOME_REFUSED if counts[Status.REFUSED.value] else EXIT_OK


def _plan(options: ClusterOptions) -> Plan:
    asked = options.analyze
    bundles, errors = BundleStore(asked.bundle_folders).select(asked.bundles)
    if not bundles:
        raise errors[0] if errors else no_bundle()
    for error in errors:
        print(f"warning: {error}", file=sys.stderr)
    records = tuple(record_of(bundle) for bundle in bundles)
    if asked.resume:
        return read_plan(asked.out, bundles=records)
    with progress_bar("Listing", unit="file") as bar:
        addresses = _counted(list_addresses(asked.paths, options.urls, options.files_from), bar)
        return make_plan(addresses, asked.out, shard_files=options.shard_files, bundles=records)


def _counted(addresses: Iterator[str], bar: Any) -> Iterator[str]:
    for address in addresses:
        bar.update()
        yield address


def _results(options: ClusterOptions, plan: Plan, done: frozenset[int]) -> Iterator[DoneShard]:
    """Yield every shard that was still to do, once its tables are on the disk."""
    out = options.analyze.out
    shards = Shards.open(out, plan)
    waiting = [number for number in range(plan.shards) if number not in done]
    if not waiting:
        return
    with connected(options.address) as ray:
        for row in _stream(ray, waiting, options, Job(plan, shards)):
            number = int(row["number"])
            if row["refusal"]:
                raise refusal_of(row["refusal"])
            parts.write_part(out, number, results=row["results"], studies=row["studies"])
            statuses = {status.value: int(row[status.value]) for status in Status}
            files, seconds = int(row["files"]), float(row["seconds"])
            yield DoneShard(number, files, seconds, statuses, str(row["provider"]))


def _stream(ray: Any, waiting: list[int], options: ClusterOptions, job: "Job") -> Iterator[Any]:
    """Yield the rows that the actors return, as they come."""
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    files = IDLE_SECONDS_OF_A_FILE * job.plan.files / job.plan.shards
    context.execution_no_progress_timeout_s = max(LEAST_IDLE_SECONDS, files)
    context.execution_options.verbose_progress = False
    pool = pool_for(ray.cluster_resources(), options, shards=len(waiting))
    numbers = [{"number": number} for number in waiting]
    work = Work(_for_one_actor(options, pool.cores), job.plan.bundles, options.batch)
    results = ray.data.from_items(numbers, override_num_blocks=len(numbers)).map_batches(
        ShardWorker,
        fn_constructor_args=(work, RemoteFeed.start(ray, job.shards)),
        batch_size=1,
        batch_format="numpy",
        compute=ray.data.ActorPoolStrategy(min_size=1, max_size=pool.actors),
        num_cpus=1,
        num_gpus=pool.gpus_each,
    )
    try:
        yield from results.iter_rows()
    except Exception as error:  # Ray and Ray Data raise unrelated classes
        raise _given_up(error, options.analyze.out) from error


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done, and where the files of each shard are named."""

    plan: Plan
    shards: Shards


def _for_one_actor(options: ClusterOptions, cores: int) -> AnalyzeOptions:
    """Return what one actor opens: its network has as many threads as it has cores, one."""
    return replace(options.analyze, jobs=cores, masks=False, heatmaps=False, pdf=False)


def _given_up(error: Exception, out: Path) -> InferenceError:
    return InferenceError(
        f"The cluster gave a shard up ({type(error).__name__}).",
        remedy="Run again with --resume; what is done stays. Ray's own log has the cause.",
        path=out,
    )


def _counts(done: Iterable[DoneShard]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for shard in done:
        counts.update(shard.statuses)
    return counts


def _summary(counts: Counter[str], plan: Plan, out: Path, providers: Sequence[str]) -> str:
    said = ", ".join(f"{counts[status.value]} {status.value}" for status in Status)
    by = f" Scores by {'; '.join(providers)}." if providers else ""
    return f"{counts.total()} files in {plan.shards} shards: {said}.{by} Results: {printable(out)}"
