from pathlib import Path

import pytest

from cxrviewer.cluster.feed import MOST_BLANK, TRIES, ShardFeed
from cxrviewer.cluster.plan import BundleRecord, Shards, make_plan
from cxrviewer.domain.errors import InferenceError


@pytest.fixture
def feed(tmp_path: Path) -> ShardFeed:
    """Two shards of two files."""
    models = (BundleRecord("tb", "1.0.0", "aa"),)
    plan = make_plan(["a/1", "a/2", "b/1", "b/2"], tmp_path, shard_files=2, bundles=models)
    return ShardFeed(Shards.open(tmp_path, plan))


def test_that_a_shard_is_handed_out_and_not_watched(feed: ShardFeed) -> None:
    shard = feed.take(1)
    assert (shard.addresses, shard.watched, shard.left_out) == (("b/1", "b/2"), False, ())
    feed.finish(1)
    assert not feed.take(1).watched


def test_that_a_file_that_ends_its_worker_is_left_out_after_some_tries(feed: ShardFeed) -> None:
    feed.take(0)
    for _ in range(TRIES):
        shard = feed.take(0)
        assert (shard.watched, shard.left_out) == (True, ())
        feed.begin(0, "a/1")
        feed.begin(0, "a/2")
    assert shard.suspects == ("a/2",)
    assert feed.take(0).left_out == ("a/2",)
    assert feed.take(1).left_out == ()


def test_that_two_files_of_a_shard_may_end_their_workers(feed: ShardFeed) -> None:
    feed.take(0)
    feed.take(0)
    for address in ("a/1", "a/2"):
        for _ in range(TRIES):
            feed.begin(0, address)
            left_out = feed.take(0).left_out
    assert left_out == ("a/1", "a/2")


def test_that_losses_without_a_file_end_the_run_and_blame_none(feed: ShardFeed) -> None:
    feed.take(0)
    for _ in range(MOST_BLANK):
        feed.take(0)
    with pytest.raises(InferenceError, match="before any of its files was begun"):
        feed.take(0)
