"""Faults on purpose: killed decoders, killed runs, a full disk, files spoilt at random."""

import csv
import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydicom.uid import JPEG2000Lossless

from cxrviewer.domain.errors import ReadingError
from cxrviewer.domain.study import Instance, RefusedFile
from cxrviewer.reading.load import load
from cxrviewer.reading.reader import Reader
from cxrviewer.reading.scan import scan_file
from tests.data.dicom_files import chest, compress, write_compressed
from tests.data.hostile.compressed import jpeg
from tests.data.hostile.rasters import saved
from tests.data.hostile.raw import IMPLICIT, coded, dicom
from tests.hostile.running import PROGRAM, REPOSITORY, run_program

KILLS = 10
FILES = 6

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="kills through POSIX signals"),
    pytest.mark.timeout(280),
]

VALID = {
    "explicit": dicom(),
    "implicit": dicom(None, IMPLICIT),
    "jpeg": coded(jpeg(), "1.2.840.10008.1.2.4.50"),
    "png": None,
    "raster-jpeg": jpeg(),
}


def valid(kind: str) -> bytes:
    from PIL import Image

    from tests.data.hostile.compressed import picture

    return VALID[kind] or saved(Image.fromarray(picture()))


@pytest.mark.parametrize("kind", VALID)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    edits=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=20
    ),
    cut=st.one_of(st.none(), st.floats(0, 1)),
)
def test_that_spoilt_files_are_shown_or_refused_and_scan_and_load_agree(
    tmp_path: Path, kind: str, edits: list[tuple[float, int]], cut: float | None
) -> None:
    data = bytearray(valid(kind))
    for place, value in edits:
        data[int(place * len(data))] = value
    if cut is not None:
        del data[int(cut * len(data)) :]
    path = tmp_path / "a"
    path.write_bytes(data)
    entry = scan_file(path)
    assert isinstance(entry, Instance | RefusedFile)
    with suppress(ReadingError):
        radiograph = load(path)
        assert radiograph.indices.max() < len(radiograph.levels)
        assert np.isfinite(radiograph.levels).all()
        assert radiograph.instance == entry


@pytest.mark.parametrize("fault", [signal.SIGSEGV, signal.SIGKILL, signal.SIGABRT])
def test_that_a_decoder_killed_half_way_costs_one_file(tmp_path: Path, fault: int) -> None:
    noise = np.random.default_rng(0).integers(0, 65536, (2000, 2000), np.uint16)
    frame = compress(noise, JPEG2000Lossless)
    slow = write_compressed(tmp_path / "slow", chest(noise), [frame], syntax=JPEG2000Lossless)
    good = tmp_path / "good"
    good.write_bytes(dicom())
    with Reader() as reader:
        reader.load(good)
        (child,) = children(os.getpid())
        killer = subprocess.Popen(["sh", "-c", f"sleep 0.2; kill -{fault} {child}"])
        with pytest.raises(ReadingError, match=r"decoder (crashed|was ended)"):
            reader.load(slow)
        killer.wait()
        assert reader.load(good).rows == 96


def children(pid: int) -> set[int]:
    """Return the living reading children of a process."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").iterdir():
        found |= {int(child) for child in (task / "children").read_text().split()}
    return {child for child in found if b"reading.child" in _command(child)}


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def radiographs(folder: Path) -> Path:
    folder.mkdir()
    for number in range(FILES):
        (folder / f"IM{number}").write_bytes(dicom())
    return folder


def whole_rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_that_a_killed_run_leaves_whole_files_and_is_completed(
    tmp_path: Path, tiny_models: Path
) -> None:
    inside, out = radiographs(tmp_path / "in"), tmp_path / "out"
    arguments = ["analyze", str(inside), "--out", str(out), "--masks", "--pdf"]
    calm = run_program(tiny_models, *arguments[:3], str(tmp_path / "calm"), *arguments[4:])
    assert calm.status == 0, calm.err
    chance = random.Random(4)
    command = [sys.executable, "-c", PROGRAM, str(tiny_models), *arguments, "--resume"]
    for _ in range(KILLS):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=REPOSITORY
        )
        with suppress(subprocess.TimeoutExpired):
            process.wait(chance.uniform(0.3, 1.0) * calm.seconds)
        process.kill()
        process.wait()
        for picture in (*out.glob("masks/*.png"), *out.glob("reports/*.pdf")):
            assert picture.read_bytes().rstrip().endswith((b"%%EOF", b"IEND\xaeB`\x82"))
    done = run_program(tiny_models, *arguments, "--resume")
    assert done.status == 0, done.err
    for name in ("results.csv", "studies.csv"):
        rows, calm_rows = whole_rows(out / name), whole_rows(tmp_path / "calm" / name)
        assert len({tuple(row[:1] + row[5:8]) for row in rows}) == len(rows) or name[0] == "s"
        assert sorted(row[0] for row in rows) == sorted(row[0] for row in calm_rows)
    assert len(list(out.glob("masks/*.png"))) == len(list(out.glob("reports/*.pdf"))) == FILES
    assert [path.name for kind in ("masks", "reports") for path in (out / kind).glob(".*")] == []


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_that_a_full_disk_leaves_whole_files(tmp_path: Path, tiny_models: Path) -> None:
    inside = radiographs(tmp_path / "in")
    with small_disk(tmp_path / "disk", "140k") as disk:
        out = disk / "out"
        line = ("analyze", str(inside), "--out", str(out), "--masks", "--pdf")
        done = run_program(tiny_models, *line)
        assert done.status == 1, done.err
        assert os.strerror(errno.ENOSPC).lower() in done.err.lower() or "disk is full" in done.err
        for report in out.glob("reports/*.pdf"):
            assert report.read_bytes().rstrip().endswith(b"%%EOF")
        width = {len(row) for row in whole_rows(out / "studies.csv")}
        assert len(width) == 1


def test_that_a_folder_removed_meanwhile_costs_its_files(tmp_path: Path) -> None:
    inside = radiographs(tmp_path / "in")
    with Reader() as reader:
        entries = reader.scan([inside])
        first = next(entries)
        for path in inside.iterdir():
            path.unlink()
        rest = list(entries)
        assert isinstance(first, Instance)
        with pytest.raises(ReadingError, match="does not exist"):
            reader.load(first.path)
    assert len(rest) == FILES - 1
    assert all(entry.path.parent == inside for entry in rest)


def test_that_a_suspended_decoder_costs_one_file_and_no_more_than_its_time(tmp_path: Path) -> None:
    from cxrviewer.reading.limits import Limits

    good = tmp_path / "good"
    good.write_bytes(dicom())
    with Reader(limits=Limits(decode_seconds=1.0)) as reader:
        reader.load(good)
        (child,) = children(os.getpid())
        os.kill(child, signal.SIGSTOP)
        before = time.monotonic()
        with pytest.raises(ReadingError, match="longer than"):
            reader.load(good)
        assert time.monotonic() - before < 5.0
        assert reader.load(good).rows == 96
