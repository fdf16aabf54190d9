from dataclasses import replace
from pathlib import Path

import pytest

from cxrviewer.app.commands.analyze_options import AnalyzeOptions
from cxrviewer.app.commands.cluster_options import ClusterOptions
from cxrviewer.cluster.ray_cluster import Pool, connected, pool_for
from cxrviewer.domain.errors import UsageError

OPTIONS = ClusterOptions(AnalyzeOptions((), Path("out")))


@pytest.mark.parametrize(
    ("resources", "workers", "shards", "expected"),
    [
        ({"CPU": 8.0}, 0, 100, Pool(8, 8, 0.0)),
        ({"CPU": 8.0}, 3, 100, Pool(3, 8, 0.0)),
        ({"CPU": 8.0}, 0, 2, Pool(2, 8, 0.0)),
        ({"CPU": 16.0, "GPU": 1.0}, 0, 100, Pool(4, 16, 0.25)),
        ({"CPU": 16.0, "GPU": 2.0}, 3, 100, Pool(3, 16, 0.6666)),
        ({"CPU": 2.0, "GPU": 4.0}, 0, 100, Pool(2, 2, 1.0)),
    ],
)
def test_that_actors_share_what_a_cluster_has(
    resources: dict[str, float], workers: int, shards: int, expected: Pool
) -> None:
    assert pool_for(resources, replace(OPTIONS, workers=workers), shards=shards) == expected


def test_that_a_run_is_not_started_through_a_client() -> None:
    with pytest.raises(UsageError, match="Ray client"), connected("ray://head:10001"):
        pytest.fail("it was started")


def test_that_a_run_on_the_processor_asks_for_no_gpu() -> None:
    options = replace(OPTIONS, analyze=replace(OPTIONS.analyze, device="cpu"))
    assert pool_for({"CPU": 8.0, "GPU": 1.0}, options, shards=100) == Pool(8, 8, 0.0)
