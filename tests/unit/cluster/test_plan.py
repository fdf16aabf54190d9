from pathlib import Path

import pytest

from cxrviewer.cluster.plan import (
    DONE,
    SHARDS,
    BundleRecord,
    DoneShard,
    append_done,
    in_shards,
    make_plan,
    read_done,
    read_plan,
    read_shards,
    start_done,
)
from cxrviewer.domain.errors import UsageError

MODELS = (BundleRecord("tb", "1.0.0", "aa"),)


def test_that_files_of_a_folder_stay_together_until_they_are_too_many() -> None:
    addresses = [f"a/{n}" for n in range(3)] + [f"b/{n}" for n in range(7)] + ["c/0"]
    shards = list(in_shards(addresses, 2))
    assert [file for shard in shards for file in shard] == addresses
    assert shards[0] == ["a/0", "a/1", "a/2"]
    assert max(map(len, shards)) == 4


def test_that_a_file_named_twice_stands_once() -> None:
    assert list(in_shards(["a/1", "b/1", "a/1"], 10)) == [["a/1", "b/1"]]


def test_that_a_plan_is_read_as_it_was_written(tmp_path: Path) -> None:
    plan = make_plan(["a/1", "a/\udcff", "b/1"], tmp_path, shard_files=1, bundles=MODELS)
    assert (plan.files, plan.shards) == (3, 2)
    assert read_plan(tmp_path, bundles=MODELS) == plan
    assert list(read_shards(tmp_path, plan)) == [(0, ["a/1", "a/\udcff"]), (1, ["b/1"])]


def test_that_a_run_does_not_go_on_with_other_models(tmp_path: Path) -> None:
    make_plan(["a/1"], tmp_path, shard_files=1, bundles=MODELS)
    with pytest.raises(UsageError, match="other models"):
        read_plan(tmp_path, bundles=(BundleRecord("tb", "1.0.1", "bb"),))
    with pytest.raises(UsageError, match="no run to go on with"):
        read_plan(tmp_path / "elsewhere", bundles=MODELS)


def test_that_a_changed_list_is_noticed(tmp_path: Path) -> None:
    plan = make_plan(["a/1"], tmp_path, shard_files=1, bundles=MODELS)
    (tmp_path / SHARDS).write_text('["a/2"]\n')
    with pytest.raises(UsageError, match="was changed"):
        list(read_shards(tmp_path, plan))


def test_that_an_unfinished_line_of_a_killed_run_is_left_out(tmp_path: Path) -> None:
    shards = [DoneShard(n, 2, 0.5, {"ok": 2}) for n in range(2)]
    start_done(tmp_path, ())
    for shard in shards:
        append_done(tmp_path, shard)
    with (tmp_path / DONE).open("ab") as file:
        file.write(b'{"number": 2, "fi')
    assert read_done(tmp_path) == {0: shards[0], 1: shards[1]}
    start_done(tmp_path, shards)
    append_done(tmp_path, DoneShard(2, 1, 0.1, {}))
    assert sorted(read_done(tmp_path)) == [0, 1, 2]


def test_that_a_run_over_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file to analyse"):
        make_plan([], tmp_path, shard_files=1, bundles=MODELS)
