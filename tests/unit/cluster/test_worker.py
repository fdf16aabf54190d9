"""A worker without Ray: what comes of a shard whose files are odd, gone, or the end of a worker."""

import io
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest

from cxrviewer.app.commands.analyze_lane import Lane
from cxrviewer.app.commands.analyze_options import AnalyzeOptions
from cxrviewer.bundle.store import BundleStore
from cxrviewer.cluster.feed import ShardFeed
from cxrviewer.cluster.parts import RESULTS, STUDIES
from cxrviewer.cluster.plan import BundleRecord, Shards, make_plan, record_of
from cxrviewer.cluster.worker import ShardWorker, Work, refusal_of
from cxrviewer.domain.analysis import Analysis
from cxrviewer.domain.errors import InferenceError, UsageError
from cxrviewer.domain.radiograph import Radiograph
from cxrviewer.inference.pipeline import Analyzer
from tests.data.dicom_files import chest, ramp, write
from tests.data.raster_files import png_bytes


@pytest.fixture(scope="module")
def work(tiny_models: Path, tmp_path_factory: pytest.TempPathFactory) -> Work:
    out = tmp_path_factory.mktemp("out")
    bundles, _ = BundleStore((tiny_models,)).load_all()
    options = AnalyzeOptions((), out, device="cpu", bundle_folders=(tiny_models,))
    return Work(options, tuple(record_of(bundle) for bundle in bundles))


def shard_of(addresses: list[str], folder: Path) -> ShardFeed:
    models = (BundleRecord("tb", "1.0.0", "aa"),)
    plan = make_plan(addresses, folder, shard_files=1000, bundles=models)
    assert plan.shards == 1
    return ShardFeed(Shards.open(folder, plan))


def tables(answer: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rows of studies and of results."""
    read = [pq.read_table(io.BytesIO(answer[name][0])) for name in ("studies", "results")]
    assert read[0].schema.equals(STUDIES)
    assert read[1].schema.equals(RESULTS)
    return read[0].to_pylist(), read[1].to_pylist()


def refusal(worker: ShardWorker) -> str:
    """Return why the worker ends the run."""
    answer = worker({"number": np.array([0])})
    return str(refusal_of(answer["refusal"][0]))


def done(work: Work, feed: ShardFeed) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    worker = ShardWorker(work, feed)
    try:
        return tables(worker({"number": np.array([0])}))
    finally:
        assert worker._lane is not None
        worker._lane.close()


def test_that_every_address_has_its_row_in_the_order_of_the_shard(
    work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "in"
    here.mkdir()
    monkeypatch.chdir(here)
    write(here / "a.dcm", chest(ramp()))
    # Scanned as such, and not as the folder that it is the index of.
    (here / "DICOMDIR").write_bytes(b"an index")
    (here / "folder").mkdir()
    (here / "folder" / "b.png").write_bytes(png_bytes(ramp().astype(np.uint8)))
    odd = os.fsdecode(b"\xff\n.dcm")
    (here / odd).write_bytes((here / "a.dcm").read_bytes())
    addresses = ["gone.dcm", odd, "DICOMDIR", "folder", "a.dcm", str(here / "folder/b.png")]
    addresses.append("memory://nowhere/x.dcm?sig=s3cr3t")
    studies, results = done(work, shard_of(addresses, tmp_path))
    assert [row["file"] for row in studies] == [
        "gone.dcm",
        r"\udcff\n.dcm",
        "DICOMDIR",
        "folder",
        "a.dcm",
        str(here / "folder/b.png"),
        "memory://nowhere/x.dcm?sig=...",
    ]
    refused = [row["status"] == "refused" for row in studies]
    assert refused == [True, False, True, True, False, False, True]
    assert {row["file"] for row in results} == {
        r"\udcff\n.dcm",
        "a.dcm",
        str(here / "folder/b.png"),
    }


def test_that_a_shard_of_refused_files_alone_has_the_same_schema(
    work: Work, tmp_path: Path
) -> None:
    studies, results = done(work, shard_of(["/gone/a.dcm"], tmp_path))
    assert (len(studies), len(results)) == (1, 0)


def test_that_an_error_nobody_foresaw_costs_its_own_row(
    work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [write(tmp_path / f"{n}.dcm", chest(ramp(), PatientID=f"P{n}")) for n in range(3)]
    ask = Lane.ask

    def fail(self: Lane, radiograph: Radiograph) -> object:
        if radiograph.instance.path == files[1]:
            raise MemoryError("of P1")
        return ask(self, radiograph)

    monkeypatch.setattr(Lane, "ask", fail)
    studies, _ = done(work, shard_of([str(file) for file in files], tmp_path))
    assert [row["status"] == "refused" for row in studies] == [False, True, False]
    assert studies[1]["reason"].startswith("The analysis failed: MemoryError in test_worker.py")
    assert "P1" not in studies[1]["reason"]


@pytest.mark.parametrize("way", ["ask", "take"])
def test_that_a_machine_that_can_analyse_nothing_ends_the_run(
    work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    def fail(*_: object) -> object:
        raise OSError("no more processes")

    monkeypatch.setattr(Lane, way, fail)
    monkeypatch.setattr("cxrviewer.app.commands.batch.MOST_IN_A_ROW", 3)
    files = [str(write(tmp_path / f"{n}.dcm", chest(ramp(), PatientID=f"P{n}"))) for n in range(4)]
    done(work, shard_of(files[:2], tmp_path))
    worker = ShardWorker(work, shard_of(files, tmp_path))
    assert "3 radiographs in a row could not be analysed" in refusal(worker)
    assert worker._lane is not None
    worker._lane.close()


def test_that_networks_that_all_fail_end_the_run(
    work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> object:
        raise InferenceError("The GPU is gone.", remedy="Look for it.")

    files = [str(write(tmp_path / f"{n}.dcm", chest(ramp(), PatientID=f"P{n}"))) for n in range(3)]
    worker = ShardWorker(work, shard_of(files, tmp_path))
    monkeypatch.setattr("cxrviewer.inference.onnx_runtime.OnnxNetwork.run", fail)
    monkeypatch.setattr("cxrviewer.app.commands.batch.MOST_IN_A_ROW", 3)
    said = refusal(worker)
    assert "3 radiographs in a row" in said
    assert "The GPU is gone" in said
    assert worker._lane is not None
    worker._lane.close()


@pytest.mark.parametrize("batch", [1, 2, 4, 9])
def test_that_a_batch_gives_the_rows_of_single_ones_but_for_the_file_that_fails(
    work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    files = [
        str(write(tmp_path / f"{n}.dcm", chest(ramp() + n, PatientID=f"P{n}"))) for n in range(6)
    ]
    (tmp_path / "2.dcm").write_bytes((tmp_path / "2.dcm").read_bytes()[:-5000])
    expected = done(work, shard_of(files, tmp_path))
    analyse = Analyzer.analyse

    def fail(self: Analyzer, radiograph: Radiograph) -> Analysis:
        if radiograph.instance.path.name == "4.dcm":
            raise ZeroDivisionError
        return analyse(self, radiograph)

    def fail_together(self: Analyzer, radiographs: Sequence[Radiograph]) -> tuple[Analysis, ...]:
        if any(radiograph.instance.path.name == "4.dcm" for radiograph in radiographs):
            raise ZeroDivisionError
        return together(self, radiographs)

    together = Analyzer.analyse_batch
    monkeypatch.setattr(Analyzer, "analyse", fail)
    monkeypatch.setattr(Analyzer, "analyse_batch", fail_together)
    studies, results = done(replace(work, batch=batch), shard_of(files, tmp_path))
    assert [row["file"] for row in studies] == files
    assert "ZeroDivisionError" in studies[4]["reason"]
    for number in (0, 1, 2, 3, 5):
        assert studies[number] | {"seconds": 0} == expected[0][number] | {"seconds": 0}
    others = [row for row in expected[1] if row["file"] != files[4]]
    for row, other in zip(results, others, strict=True):
        assert row["score"] == pytest.approx(other["score"], abs=1e-6)
        assert (row["file"], row["label"], row["above"]) == (
            other["file"],
            other["label"],
            other["above"],
        )


def test_that_a_file_that_ended_its_workers_is_left_out_and_the_others_are_not(
    work: Work, tmp_path: Path
) -> None:
    files = [str(write(tmp_path / f"{n}.dcm", chest(ramp(), PatientID=f"P{n}"))) for n in range(2)]
    feed = shard_of(files, tmp_path)
    feed.take(0)
    for _ in range(2):
        feed.take(0)
        feed.begin(0, files[0])
    studies, _ = done(work, feed)
    assert [row["status"] == "refused" for row in studies] == [True, False]
    assert "process that analysed this file ended" in studies[0]["reason"]


def test_that_a_watched_worker_announces_each_file_and_suspects_first(
    work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [str(write(tmp_path / f"{n}.dcm", chest(ramp(), PatientID=f"P{n}"))) for n in range(3)]
    feed = shard_of(files, tmp_path)
    feed.take(0)
    feed.take(0)
    feed.begin(0, files[2])
    begun: list[str] = []
    monkeypatch.setattr(feed, "begin", lambda _, address: begun.append(address))
    studies, _ = done(work, feed)
    assert begun == [files[2], files[0], files[1]]
    assert [row["file"] for row in studies] == files


@pytest.mark.parametrize("field", ["StudyInstanceUID", "PatientID", "ViewPosition"])
def test_that_odd_texts_of_a_file_do_not_end_the_shard(
    work: Work, tmp_path: Path, field: str
) -> None:
    file = write(tmp_path / "odd.dcm", chest(ramp(), **{field: "1777771"}))
    file.write_bytes(file.read_bytes().replace(b"77777", b"\xff\xfe\x1b\n\x9b"))
    studies, _ = done(work, shard_of([str(file)], tmp_path))
    assert len(studies) == 1


def test_that_other_models_on_a_workers_machine_end_the_run(work: Work, tmp_path: Path) -> None:
    other = Work(work.options, (*work.bundles[:-1], BundleRecord("tb", "9.9.9", "ff")))
    worker = ShardWorker(other, shard_of(["/gone/a.dcm"], tmp_path))
    assert "not those that the run was begun with" in refusal(worker)


def test_that_a_model_that_cannot_be_opened_ends_the_run(
    work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> object:
        raise UsageError("It is broken.", remedy="Mend it.")

    monkeypatch.setattr(Lane, "open", fail)
    worker = ShardWorker(work, shard_of(["/gone/a.dcm"], tmp_path))
    assert refusal(worker) == "It is broken. Mend it."
