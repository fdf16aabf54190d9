"""The process boundary: what hostile files and dying children cost."""

import os
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import JPEG2000Lossless, RLELossless

from cxrviewer.domain.errors import CxrError, ReadingError, UsageError
from cxrviewer.domain.study import Instance, RefusedFile
from cxrviewer.reading.child_process import CHILD_ENVIRONMENT
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.load import load
from cxrviewer.reading.reader import Reader
from cxrviewer.reading.scan import scan_file
from tests.data.dicom_files import (
    chest,
    compress,
    lookup_item,
    meta_bytes,
    ramp,
    structured_report,
    write,
    write_compressed,
)

REPOSITORY = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="watches children through /proc")


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as made:
        yield made


def children() -> set[int]:
    """Return this process's living children."""
    found: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        found |= {int(pid) for pid in (task / "children").read_text(encoding="ascii").split()}
    return found


def slow_header(path: Path) -> Path:
    """Write a header of a million elements, which takes seconds to parse."""
    element = struct.pack("<HH2sH", 9, 0x1000, b"UI", 0)
    path.write_bytes(meta_bytes() + element * 3_000_000)
    return path


def slow_picture(path: Path) -> Path:
    """Write a picture that takes about a second to decode."""
    noise = np.random.default_rng(0).integers(0, 65536, (2000, 2000), np.uint16)
    coded = compress(noise, JPEG2000Lossless)
    return write_compressed(path, chest(noise), [coded], syntax=JPEG2000Lossless)


def test_that_a_radiograph_crosses_the_boundary_whole(tmp_path: Path, reader: Reader) -> None:
    dataset = chest(
        ramp(),
        WindowCenter="2000",
        WindowWidth="300",
        VOILUTSequence=[lookup_item(range(256), 5, 8, LUTExplanation="X")],
        ImagerPixelSpacing=[0.1, 0.2],
        PixelPaddingValue=0,
        RescaleSlope="0",
        RescaleIntercept="0",
        ViewPosition="LL",
    )
    path = write(tmp_path / "näme\udcff", dataset)
    there, here = reader.load(path), load(path)
    for name in ("indices", "levels", "padding"):
        np.testing.assert_array_equal(getattr(there, name), getattr(here, name))
        assert not getattr(there, name).flags.writeable
    for name in ("instance", "inverted", "digest", "frame", "spacing", "warnings"):
        assert getattr(there, name) == getattr(here, name)
    np.testing.assert_array_equal(there.vois[0].table, here.vois[0].table)  # type: ignore[union-attr]
    assert there.vois[1] == here.vois[1]


def test_that_scan_entries_cross_the_boundary_in_order(tmp_path: Path, reader: Reader) -> None:
    for number in range(30):
        dataset = chest() if number % 3 else structured_report()
        write(tmp_path / f"IM{number}", dataset)
    (tmp_path / "r\udcff").write_bytes(b"")
    entries = list(reader.scan([tmp_path]))
    assert [entry.path.name for entry in entries] == [f"IM{n}" for n in range(30)] + ["r\udcff"]
    assert entries == [scan_file(entry.path) for entry in entries]


def test_that_entries_come_while_the_scan_goes_on(tmp_path: Path, reader: Reader) -> None:
    def folders() -> Iterator[Path]:
        for number in range(20):
            yield write(tmp_path / f"IM{number}", chest())
        raise AssertionError("everything was asked for before the first entry came")

    scanning = reader.scan(folders())
    assert isinstance(next(scanning), Instance)
    scanning.close()  # type: ignore[attr-defined]


def test_that_an_abandoned_scan_leaves_the_reader_usable(tmp_path: Path, reader: Reader) -> None:
    paths = [write(tmp_path / f"IM{number}", chest()) for number in range(20)]
    abandoned = reader.scan(paths)
    next(abandoned)
    assert len(list(reader.scan(paths))) == 20
    del abandoned
    assert len(list(reader.scan(paths))) == 20


def test_that_an_idle_loader_helps_with_a_long_scan_and_is_there_for_loads(tmp_path: Path) -> None:
    path = write(tmp_path / "IM0", chest())
    for number in range(1, 1200):
        os.link(path, tmp_path / f"IM{number}")
    with Reader(processes=3) as reader:
        reader.warm_up()
        before = {child.pid for child in reader._idle_loaders}
        for _ in range(3):
            reader.load(path)
        for _ in range(2):
            scanning = reader.scan([tmp_path])
            names = [next(scanning).path.name for _ in range(600)]
            helping = before - {child.pid for child in reader._idle_loaders}
            assert reader.load(path).rows == 80
            names += [entry.path.name for entry in scanning]
            assert names == [f"IM{number}" for number in range(1200)]
            assert {child.pid for child in reader._idle_loaders} == before
        assert len(helping) == 1
        assert reader._turns.free == 3


def test_that_refusals_keep_their_child(tmp_path: Path, reader: Reader) -> None:
    reader.load(write(tmp_path / "good", chest()))
    before = children()
    with pytest.raises(ReadingError, match="Structured Report") as error:
        reader.load(write(tmp_path / "bad", structured_report()))
    assert error.value.path == tmp_path / "bad"
    assert children() == before


def test_that_a_slow_picture_is_stopped_and_the_next_one_loads(tmp_path: Path) -> None:
    slow, quick = slow_picture(tmp_path / "slow"), write(tmp_path / "quick", chest())
    with Reader(limits=Limits(decode_seconds=0.15)) as reader:
        reader.load(quick)
        before = time.monotonic()
        with pytest.raises(ReadingError, match=r"longer than 0\.15 s"):
            reader.load(slow)
        assert time.monotonic() - before < 1.0
        reader.load(quick)


def test_that_a_slow_header_costs_one_entry_of_a_scan(tmp_path: Path) -> None:
    for number in (1, 2, 4, 5):
        write(tmp_path / f"IM{number}", chest())
    slow_header(tmp_path / "IM3")
    with Reader(limits=Limits(decode_seconds=0.5)) as reader:
        entries = list(reader.scan([tmp_path]))
    kinds = [type(entry) for entry in entries]
    assert kinds == [Instance, Instance, RefusedFile, Instance, Instance]
    assert "longer than 0.5 s" in entries[2].reason  # type: ignore[union-attr]


def test_that_a_dying_child_costs_one_file_with_a_reason(tmp_path: Path) -> None:
    slow, quick = slow_picture(tmp_path / "slow"), write(tmp_path / "quick", chest())
    with Reader() as reader:
        reader.load(quick)
        (child,) = children_since(set(), reader)
        killer = threading.Timer(0.1, os.kill, (child, signal.SIGSEGV))
        killer.start()
        with pytest.raises(ReadingError, match=r"crashed on this file \(signal 11\)"):
            reader.load(slow)
        killer.join()
        reader.load(quick)


def children_since(before: set[int], reader: Reader) -> set[int]:
    """Return the children of ``reader`` alone."""
    own = {child.pid for child in reader._idle_loaders}
    return own - before


def test_that_a_child_that_died_idle_costs_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest())
    with Reader() as reader:
        reader.load(path)
        for child in reader._idle_loaders:
            os.kill(child.pid, signal.SIGKILL)
            os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        reader.load(path)


def test_that_a_picture_beyond_the_memory_limit_is_refused(tmp_path: Path) -> None:
    rows = columns = 16384
    runs = b"\x81\x00" * (rows * columns // 128)
    frame = struct.pack("<16L", 1, 64, *[0] * 14) + runs
    dataset = chest(np.zeros((8, 8), np.uint8), Rows=rows, Columns=columns)
    path = write_compressed(tmp_path / "a", dataset, [frame], syntax=RLELossless)
    with Reader(limits=Limits(memory_bytes=2**28)) as reader:
        with pytest.raises(ReadingError, match="memory"):
            reader.load(path)
        reader.load(write(tmp_path / "b", chest()))


def test_that_threads_share_the_children(tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{n}", chest(ramp() + np.uint16(n))) for n in range(12)]
    with Reader(processes=2) as reader, ThreadPoolExecutor(4) as pool:
        loaded = list(pool.map(reader.load, paths))
        assert len(reader._idle_loaders) <= 2
    for number, radiograph in enumerate(loaded):
        assert radiograph.instance.path == paths[number]
        assert radiograph.value_at(0, 0) == number


def test_that_a_slow_picture_that_nobody_waits_for_is_given_up(tmp_path: Path) -> None:
    slow, quick = slow_header(tmp_path / "slow"), write(tmp_path / "quick", chest())
    with Reader(limits=Limits(decode_seconds=60.0)) as reader:
        began = time.monotonic()
        with pytest.raises(ReadingError, match="given up"):
            reader.load(slow, urgent=True, abandoned=lambda: True)
        assert time.monotonic() - began < 30
        assert reader.load(quick, urgent=True, abandoned=lambda: True).rows == 80


def test_that_a_scan_does_not_delay_a_load(tmp_path: Path) -> None:
    header, quick = slow_header(tmp_path / "slow"), write(tmp_path / "quick", chest())
    with Reader(limits=Limits(decode_seconds=1.5)) as reader:
        reader.load(quick)
        scanning = threading.Thread(target=lambda: list(reader.scan([header])))
        scanning.start()
        reader.load(quick)
        assert scanning.is_alive()
        scanning.join()


def test_that_closing_ends_every_child_and_what_it_was_reading(tmp_path: Path) -> None:
    before, descriptors = children(), len(list(Path("/proc/self/fd").iterdir()))
    slow = slow_picture(tmp_path / "slow")
    reader = Reader(processes=2)
    reader.start()
    outcome: list[CxrError] = []

    def read() -> None:
        try:
            reader.load(slow)
        except CxrError as error:
            outcome.append(error)

    reading = threading.Thread(target=read)
    reading.start()
    while not reader._busy:
        time.sleep(0.001)
    reader.close()
    reading.join(5)
    assert not reading.is_alive()
    assert len(outcome) == 1
    assert children() <= before
    assert len(list(Path("/proc/self/fd").iterdir())) == descriptors
    with pytest.raises(UsageError):
        reader.load(slow)


def test_that_an_interrupt_from_the_terminal_does_not_end_a_child(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest())
    with Reader() as reader:
        reader.load(path)
        before = [child.pid for child in reader._idle_loaders]
        for pid in before:
            os.kill(pid, signal.SIGINT)
        reader.load(path)
        assert [child.pid for child in reader._idle_loaders] == before


def test_that_the_main_module_is_not_run_again_by_a_child(tmp_path: Path) -> None:
    path = write(tmp_path / "a", chest())
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "from pathlib import Path\n"
        "from cxrviewer.reading.reader import Reader\n"
        "print('once')\n"
        "with Reader() as reader:\n"
        "    print(reader.load(Path(sys.argv[1])).rows)\n",
        encoding="utf-8",
    )
    run = subprocess.run(
        [sys.executable, "-W", "error", str(script), str(path)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert (run.stdout, run.stderr) == ("once\n80\n", "")


def test_that_a_child_loads_neither_screen_nor_model_runtimes() -> None:
    code = (
        "import sys, cxrviewer.reading.child\n"
        "heavy = {'PySide6', 'pyqtgraph', 'onnxruntime', 'tensorflow', 'cv2', 'imagecodecs'}\n"
        "print(*sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert (run.stdout, run.stderr) == ("\n", "")


def test_that_children_are_ready_for_as_many_loads_as_may_come_at_once(tmp_path: Path) -> None:
    path, before = write(tmp_path / "a", chest()), children()
    with Reader(processes=3) as several:
        several.warm_up()
        several.warm_up()
        assert len(children() - before) == 3
        warm = children()
        assert several.load(path).rows == 80
        mapped = [Path(f"/proc/{pid}/maps").read_text("ascii") for pid in warm - before]
        assert any("_jpeg8" in maps and "_htj2k" in maps for maps in mapped)
        assert children() == warm


def test_that_a_child_that_runs_is_taken_before_those_that_are_being_warmed_up(
    tmp_path: Path,
) -> None:
    path = write(tmp_path / "a", chest())
    with Reader(processes=3) as several:
        several.load(path)
        (running,) = several._idle_loaders
        several.warm_up()
        assert len(several._idle_loaders) == 3
        assert several._idle_loaders[-1] is running


def test_that_a_closed_reader_is_not_warmed_up() -> None:
    closed, before = Reader(processes=2), children()
    closed.close()
    with pytest.raises(UsageError):
        closed.warm_up()
    assert children() <= before


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there is one core alone")
def test_that_the_cores_share_the_blocks_of_a_jpeg_2000_picture(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 65536, (900, 900), np.uint16)
    (tmp_path / "coded").write_bytes(compress(noise, JPEG2000Lossless))
    code = (
        "import sys, time, imagecodecs\n"
        "coded = open(sys.argv[1], 'rb').read()\n"
        "imagecodecs.jpeg2k_decode(coded)\n"
        "whole, own = time.process_time(), time.thread_time()\n"
        "imagecodecs.jpeg2k_decode(coded)\n"
        "print((time.thread_time() - own) / (time.process_time() - whole))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "coded")],
        env={**os.environ, **CHILD_ENVIRONMENT},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert float(run.stdout) < 0.5
