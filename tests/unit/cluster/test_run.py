"""The process that writes, without Ray: what it does when the disk is full, and what it says."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cxrviewer.app.commands.analyze_options import AnalyzeOptions
from cxrviewer.app.commands.cluster_options import ClusterOptions
from cxrviewer.cluster import parts, run
from cxrviewer.cluster.feed import ShardFeed
from cxrviewer.cluster.parts import RESULTS, STUDIES, packed
from cxrviewer.domain.errors import ExportError, InferenceError, UsageError
from cxrviewer.domain.study import Status
from cxrviewer.report.rows import StudyRow


@pytest.fixture
def options(tiny_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClusterOptions:
    """Three shards of one missing file; each comes back refused, without a cluster."""
    listed = tmp_path / "list"
    listed.write_text("/a/1.dcm\n/b/1.dcm\n/c/1.dcm\n")

    @contextmanager
    def connected(_: str) -> Iterator[None]:
        yield None

    def stream(_: None, waiting: list[int], __: ClusterOptions, job: Any) -> Iterator[Any]:
        feed = ShardFeed(job.shards)
        for number in waiting:
            yield answer(feed, number)

    monkeypatch.setattr(run, "connected", connected)
    monkeypatch.setattr(run, "_stream", stream)
    analyze = AnalyzeOptions((), tmp_path / "out", bundle_folders=(tiny_models,))
    return ClusterOptions(analyze, files_from=listed, shard_files=1)


def answer(feed: ShardFeed, number: int) -> dict[str, Any]:
    rows = [
        StudyRow(address, Status.REFUSED, "gone", None, None, "", None, 0.0)
        for address in feed.take(number).addresses
    ]
    counts = {status.value: 0 for status in Status} | {"refused": len(rows)}
    tables = {"results": packed([], RESULTS), "studies": packed(rows, STUDIES)}
    return {
        "number": number,
        "files": 1,
        "seconds": 0.1,
        "provider": "CPU",
        "refusal": "",
        **tables,
        **counts,
    }


def resumed(options: ClusterOptions) -> int:
    return run.analyze_on_cluster(replace(options, analyze=replace(options.analyze, resume=True)))


def fails_once(whole: Callable[..., Any], *, at: int) -> Callable[..., Any]:
    calls = []

    def once(*arguments: Any, **more: Any) -> Any:
        calls.append(1)
        if len(calls) == at:
            raise ExportError("the disk is full.", remedy="Free some space.")
        return whole(*arguments, **more)

    return once


@pytest.mark.parametrize("where", ["write_part", "append_done", "write_tables"])
def test_that_a_run_that_met_a_full_disk_goes_on_where_it_was(
    options: ClusterOptions, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    home = run if where == "append_done" else parts
    at = 1 if where == "write_tables" else 2
    with monkeypatch.context() as patch:
        patch.setattr(home, where, fails_once(getattr(home, where), at=at))
        with pytest.raises(ExportError, match="disk is full"):
            run.analyze_on_cluster(options)
    assert resumed(options) == 3
    out = options.analyze.out
    assert [line.split(",")[0] for line in (out / "studies.csv").read_text().splitlines()] == [
        "file",
        "/a/1.dcm",
        "/b/1.dcm",
        "/c/1.dcm",
    ]
    assert len((out / "done.jsonl").read_text().splitlines()) == 3


def test_that_a_finished_run_that_is_resumed_does_nothing_again(
    options: ClusterOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run.analyze_on_cluster(options) == 3

    def never(*_: object) -> Iterator[Any]:
        raise AssertionError("a shard was done again")

    monkeypatch.setattr(run, "_stream", never)
    assert resumed(options) == 3


def test_that_a_run_does_not_go_on_with_changed_models(
    options: ClusterOptions, tiny_models: Path, tmp_path: Path
) -> None:
    assert run.analyze_on_cluster(options) == 3
    changed = tmp_path / "models"
    shutil.copytree(tiny_models, changed)
    shutil.rmtree(next(path for path in changed.iterdir() if path.is_dir()))
    analyze = replace(options.analyze, bundle_folders=(changed,), resume=True)
    with pytest.raises(UsageError, match="begun with other models"):
        run.analyze_on_cluster(replace(options, analyze=analyze))


def test_that_what_a_worker_said_ends_the_run_in_its_own_words(
    options: ClusterOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> Iterator[Any]:
        yield {"number": 0, "refusal": '["The models are others.", "Install them."]'}

    monkeypatch.setattr(run, "_stream", refuse)
    with pytest.raises(InferenceError, match=r"The models are others\. Install them\."):
        run.analyze_on_cluster(options)
    assert (options.analyze.out / "done.jsonl").read_bytes() == b""
