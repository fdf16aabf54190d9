from collections.abc import Iterator
from pathlib import Path

import pytest

from cxrviewer.cluster import parts
from cxrviewer.cluster.done import DONE, DoneShard, append_done, read_done, start_done
from cxrviewer.cluster.lock import only_run_in
from cxrviewer.cluster.plan import (
    SHARDS,
    BundleRecord,
    Plan,
    Shards,
    in_shards,
    make_plan,
    read_plan,
)
from cxrviewer.domain.errors import UsageError

MODELS = (BundleRecord("tb", "1.0.0", "aa"),)


def listed(folder: Path, plan: Plan) -> list[list[str]]:
    shards = Shards.open(folder, plan)
    return [shards.addresses(number) for number in range(plan.shards)]


def write_parts(folder: Path, *numbers: int) -> None:
    (folder / parts.FOLDER).mkdir(exist_ok=True)
    for number in numbers:
        parts.write_part(folder, number, results=b"r", studies=b"s")


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
    assert listed(tmp_path, plan) == [["a/1", "a/\udcff"], ["b/1"]]


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
        Shards.open(tmp_path, plan)


def test_that_an_unfinished_line_of_a_killed_run_is_left_out(tmp_path: Path) -> None:
    write_parts(tmp_path, 0, 1, 2)
    shards = [DoneShard(n, 2, 0.5, {"ok": 2}, "CPU") for n in range(2)]
    start_done(tmp_path, ())
    for shard in shards:
        append_done(tmp_path, shard)
    with (tmp_path / DONE).open("ab") as file:
        file.write(b'{"number": 2, "fi')
    assert read_done(tmp_path) == {0: shards[0], 1: shards[1]}
    start_done(tmp_path, shards)
    append_done(tmp_path, DoneShard(2, 1, 0.1, {}))
    assert sorted(read_done(tmp_path)) == [0, 1, 2]


def test_that_a_done_shard_without_its_tables_is_done_again(tmp_path: Path) -> None:
    write_parts(tmp_path, 0, 1)
    start_done(tmp_path, [DoneShard(n, 2, 0.5, {"ok": 2}) for n in range(3)])
    parts.result_part(tmp_path, 1).unlink()
    assert sorted(read_done(tmp_path)) == [0]


def test_that_a_new_run_leaves_nothing_of_the_one_before(tmp_path: Path) -> None:
    make_plan(["a/1", "b/1"], tmp_path, shard_files=1, bundles=MODELS)
    write_parts(tmp_path, 0, 1)
    append_done(tmp_path, DoneShard(0, 1, 0.1, {}))
    (tmp_path / "results.csv").touch()
    (tmp_path / parts.FOLDER / "mine.parquet").touch()
    make_plan(["a/1"], tmp_path, shard_files=1, bundles=MODELS)
    assert read_done(tmp_path) == {}
    assert [path.name for path in (tmp_path / parts.FOLDER).iterdir()] == ["mine.parquet"]
    assert not (tmp_path / "results.csv").exists()


def test_that_a_listing_that_fails_leaves_the_run_before_as_it_was(tmp_path: Path) -> None:
    plan = make_plan(["a/1"], tmp_path, shard_files=1, bundles=MODELS)
    write_parts(tmp_path, 0)
    append_done(tmp_path, DoneShard(0, 1, 0.1, {}))

    def broken() -> Iterator[str]:
        yield "a/2"
        raise UsageError("No more.", remedy="Try again.")

    with pytest.raises(UsageError, match="No more"):
        make_plan(broken(), tmp_path, shard_files=1, bundles=MODELS)
    assert listed(tmp_path, read_plan(tmp_path, bundles=MODELS)) == listed(tmp_path, plan)
    assert sorted(read_done(tmp_path)) == [0]


def test_that_a_run_killed_while_it_planned_cannot_be_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_plan(["a/1"], tmp_path, shard_files=1, bundles=MODELS)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cxrviewer.cluster.plan.write_bytes_atomically", killed)
    with pytest.raises(KeyboardInterrupt):
        make_plan(["a/2"], tmp_path, shard_files=1, bundles=MODELS)
    with pytest.raises(UsageError, match="no run to go on with"):
        read_plan(tmp_path, bundles=MODELS)


def test_that_one_file_under_two_names_stands_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    plan = make_plan(["x", str(tmp_path / "x"), "y"], tmp_path, shard_files=9, bundles=MODELS)
    assert listed(tmp_path, plan) == [["x", "y"]]
    assert Shards.open(tmp_path, plan).base == str(tmp_path)


def test_that_the_working_folder_may_have_a_name_of_any_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = tmp_path / "\udcff"
    odd.mkdir()
    monkeypatch.chdir(odd)
    plan = make_plan(["x"], tmp_path, shard_files=9, bundles=MODELS)
    assert Shards.open(tmp_path, read_plan(tmp_path, bundles=MODELS)).base == str(odd)
    assert plan == read_plan(tmp_path, bundles=MODELS)


def test_that_the_list_is_its_owners_alone(tmp_path: Path) -> None:
    make_plan(["https://h/a.dcm?sig=1"], tmp_path, shard_files=9, bundles=MODELS)
    assert (tmp_path / SHARDS).stat().st_mode & 0o077 == 0


def test_that_two_runs_do_not_write_into_one_folder(tmp_path: Path) -> None:
    with (
        only_run_in(tmp_path),
        pytest.raises(UsageError, match="Another run is writing here"),
        only_run_in(tmp_path),
    ):
        pytest.fail("two runs at once")
    with only_run_in(tmp_path):
        pass


def test_that_a_run_over_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file to analyse"):
        make_plan([], tmp_path, shard_files=1, bundles=MODELS)
