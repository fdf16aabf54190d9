"""A Ray cluster: the one that a person names, or one on this machine for as long as a run lasts."""

import logging
import math
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

from cxrviewer.app.commands.cluster_options import ClusterOptions
from cxrviewer.cluster.feed import Shard, ShardFeed
from cxrviewer.cluster.plan import Shards
from cxrviewer.domain.errors import CxrError, UsageError

AUTO = "auto"
CLIENT = "ray://"
GPU_DEVICES = ("auto", "cuda")
# So that one decodes while another computes. Never measured: no GPU could be had.
ACTORS_PER_GPU = 4


@dataclass(frozen=True, slots=True)
class Pool:
    """How many actors hold the models, of a cluster of ``cores``, and each one's share of a GPU."""

    actors: int
    cores: int
    gpus_each: float


def pool_for(resources: Mapping[str, float], options: ClusterOptions, *, shards: int) -> Pool:
    """Return the pool that suits a cluster; Ray hides its GPUs from actors that ask for none."""
    cores, gpus = int(resources.get("CPU", 1)), resources.get("GPU", 0.0)
    if not gpus or options.analyze.device not in GPU_DEVICES or options.analyze.runtime != "onnx":
        return Pool(max(1, min(options.workers or cores, shards)), cores, 0.0)
    wanted = options.workers or min(cores, int(gpus * ACTORS_PER_GPU))
    actors = max(1, min(wanted, shards))
    return Pool(actors, cores, min(1.0, math.floor(gpus / actors * 1e4) / 1e4))


@contextmanager
def connected(address: str) -> Iterator[Any]:
    """Yield Ray, connected; a cluster that was started here ends with the run."""
    if address.startswith(CLIENT):
        raise UsageError(
            "A run cannot be started through a Ray client.",
            remedy="Start it on a machine of the cluster, with --cluster HOST:PORT.",
        )
    # The program sends nothing to anybody, and neither does what it uses.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    # What it says on the terminal is about its own insides; what goes wrong is raised.
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
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
            f"There is no Ray cluster at {address}, or it does not let this program in.",
            remedy="Start one with `ray start --head`, or use --cluster auto; where the cluster "
            "asks for a token, set RAY_AUTH_MODE=token.",
        ) from error
    try:
        yield ray
    finally:
        ray.shutdown()


class RemoteFeed:
    """The run's ShardFeed, asked from another process."""

    def __init__(self, actor: Any) -> None:
        self._actor = actor

    @classmethod
    def start(cls, ray: Any, shards: Shards) -> Self:
        """Start the feed on this machine, where the list of shards lies."""
        from ray.util.scheduling_strategies import (  # noqa: PLC0415  (of the extra)
            NodeAffinitySchedulingStrategy,
        )

        here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
        made = ray.remote(num_cpus=0, scheduling_strategy=here)(ShardFeed)
        return cls(made.remote(shards))

    def take(self, number: int) -> Shard:
        shard: Shard = self._ask(self._actor.take.remote(number))
        return shard

    def begin(self, number: int, address: str) -> None:
        self._ask(self._actor.begin.remote(number, address))

    def finish(self, number: int) -> None:
        self._ask(self._actor.finish.remote(number))

    def _ask(self, answer: Any) -> Any:
        import ray  # noqa: PLC0415  (of the extra)

        try:
            return ray.get(answer)
        except ray.exceptions.RayTaskError as error:
            if isinstance(error.cause, CxrError):
                raise error.cause from None
            raise
