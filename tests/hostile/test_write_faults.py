"""Faults while something is written or runs: kills, a full disk, a changed model, a wrong clock."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cxrviewer.app.database import Database
from cxrviewer.app.database_tables import Change
from cxrviewer.app.notices import Severity
from cxrviewer.app.preferences import Preferences, PreferencesStore
from cxrviewer.bundle.model_bundle import load_bundle
from cxrviewer.domain.errors import BundleError, ExportError, ReadingError
from cxrviewer.inference.pipeline import Analyzer
from cxrviewer.reading.limits import Limits
from cxrviewer.reading.reader import Reader
from cxrviewer.report.pdf import export_pdf
from tests.data.bundles import make_radiograph, write_classifier
from tests.data.hostile.raw import dicom
from tests.data.reports import content_of, instance_of, page_of
from tests.hostile.running import PROGRAM, REPOSITORY, studies
from tests.hostile.test_faults import children, radiographs, small_disk
from tests.hostile.writers import WORDS

# Two hundred in all.
KILLS = {"preferences": 60, "tables": 60, "database": 60, "report": 20}

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="kills through POSIX signals"),
    pytest.mark.timeout(280),
]


@pytest.mark.parametrize("kind", KILLS)
def test_that_a_writer_killed_at_any_moment_leaves_the_old_or_the_new_whole(
    tmp_path: Path, kind: str
) -> None:
    line = [sys.executable, "-m", "tests.hostile.writers", kind, str(tmp_path), str(KILLS[kind])]
    done = subprocess.run([*line, "7"], capture_output=True, text=True, cwd=REPOSITORY, check=False)
    assert done.returncode == 0, done.stderr
    # Some writes were finished: the kills did not all come too early.
    assert int(done.stdout) > 0


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 256 KB that ``fill`` leaves no room on."""
    with small_disk(tmp_path / "disk", "256k") as disk:
        yield disk


def fill(disk: Path) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(4096))
        except OSError:
            return filler


def test_that_preferences_on_a_full_disk_stay_whole_and_say_so(full_disk: Path) -> None:
    store = PreferencesStore.open(full_disk / "preferences.json")
    assert store.save(Preferences(mask_opacity=0.25)) is None
    fill(full_disk)
    notice = store.save(Preferences(window_geometry="x" * 15_000))
    assert notice is not None
    assert "disk is full" in notice.cause
    assert PreferencesStore.open(full_disk / "preferences.json").current.mask_opacity == 0.25
    assert list(full_disk.glob(".*")) == []


def test_that_a_report_on_a_full_disk_leaves_the_old_one_whole(full_disk: Path) -> None:
    path = full_disk / "r.pdf"
    export_pdf(content_of(page_of(instance_of())), path)
    before = path.read_bytes()
    fill(full_disk)
    with pytest.raises(ExportError, match="disk is full"):
        export_pdf(content_of(page_of(instance_of()), impression="Later."), path)
    assert path.read_bytes() == before
    assert list(full_disk.glob(".*")) == []


def test_that_changes_wait_for_room_on_a_full_disk_and_none_is_lost(full_disk: Path) -> None:
    database = Database(full_disk / "local.sqlite")
    database.prepare(WORDS)
    filler = fill(full_disk)
    for number in range(40):
        database.change(Change("INSERT INTO word VALUES (?, ?)", (number, "w" * 2000)))
    assert [notice.severity for notice in database.notices] == [Severity.WARNING]
    assert len(database.read("SELECT number FROM word")) == 40
    filler.unlink()
    assert database.retry()
    database.close()
    again = Database(full_disk / "local.sqlite")
    again.prepare(WORDS)
    assert len(again.read("SELECT number FROM word")) == 40
    again.close()


def test_that_a_file_that_may_not_grow_leaves_the_old_one_whole(tmp_path: Path) -> None:
    """The same without root: the system refuses every file beyond a size."""
    store = PreferencesStore.open(tmp_path / "preferences.json")
    assert store.save(Preferences(mask_opacity=0.25)) is None
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        notice = store.save(Preferences(window_geometry="x" * 15_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert notice is not None
    assert notice.severity is Severity.WARNING
    assert PreferencesStore.open(tmp_path / "preferences.json").current.mask_opacity == 0.25


def test_that_a_model_file_cut_while_it_runs_changes_no_score(tmp_path: Path) -> None:
    folder = write_classifier(tmp_path / "tiny", name="tiny")
    bundle, radiograph = load_bundle(folder), make_radiograph()
    analyzer = Analyzer.open([bundle])
    before = analyzer.analyse(radiograph).findings
    assert before
    for path in folder.rglob("*.*"):
        os.truncate(path, path.stat().st_size // 2)
    assert analyzer.analyse(radiograph).findings == before
    analyzer.close()
    with pytest.raises(BundleError):
        load_bundle(folder)
    (failure,) = Analyzer.open([bundle]).failures
    assert isinstance(failure, BundleError)


CLOCK = """
import time
from itertools import count
# Every look at the clock is an hour earlier than the one before.
hours = count()
start = time.time()
time.time = lambda: start - 3600.0 * next(hours)
"""


def test_that_a_clock_that_runs_backwards_spoils_no_duration_and_no_order(
    tmp_path: Path, tiny_models: Path
) -> None:
    inside, out = radiographs(tmp_path / "in"), tmp_path / "out"
    line = [sys.executable, "-c", CLOCK + PROGRAM, str(tiny_models), "analyze", str(inside)]
    done = subprocess.run(
        [*line, "--out", str(out), "--pdf"],
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = studies(out)
    assert list(rows) == sorted(rows)
    assert all(0.0 <= float(row["seconds"]) < 120.0 for row in rows.values())


def test_that_a_decoder_suspended_for_a_moment_answers_when_it_goes_on(tmp_path: Path) -> None:
    good = tmp_path / "good"
    good.write_bytes(dicom())
    with Reader(limits=Limits(decode_seconds=30.0)) as reader:
        reader.load(good)
        (child,) = children(os.getpid())
        os.kill(child, signal.SIGSTOP)
        waker = subprocess.Popen(["sh", "-c", f"sleep 0.3; kill -CONT {child}"])
        assert reader.load(good).rows == 96
        assert children(os.getpid()) == {child}
        waker.wait()


def test_that_a_decoder_that_goes_on_after_its_time_answers_nobody_elses_question(
    tmp_path: Path,
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_bytes(dicom())
    second.write_bytes(dicom({"PatientID": "H2"}))
    with Reader(limits=Limits(decode_seconds=1.0)) as reader:
        reader.load(first)
        (child,) = children(os.getpid())
        os.kill(child, signal.SIGSTOP)
        with pytest.raises(ReadingError, match="longer than"):
            reader.load(first)
        with pytest.raises(ProcessLookupError):
            os.kill(child, signal.SIGCONT)
        assert reader.load(second).instance.patient.patient_id == "H2"


def test_that_a_folder_removed_between_scan_and_load_refuses_its_files(tmp_path: Path) -> None:
    inside = radiographs(tmp_path / "in")
    with Reader() as reader:
        entries = list(reader.scan([inside]))
        shutil.rmtree(inside)
        started = time.monotonic()
        for entry in entries:
            with pytest.raises(ReadingError, match="does not exist"):
                reader.load(entry.path)
        assert time.monotonic() - started < 5.0
        (gone,) = reader.scan([inside])
        assert gone.path == inside
