"""After a tour with marked data, the mark is nowhere but where it belongs."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cxrviewer.app.commands import analyze_command, command_line
from cxrviewer.app.logs import start_log
from cxrviewer.app.preferences import PreferencesStore, preferences_path
from cxrviewer.reading.reader import Reader
from cxrviewer.ui.application import build_window, make_application
from cxrviewer.ui.main_window import MainWindow
from tests.data.hostile.raw import dicom
from tests.data.workplace import open_gate
from tests.hostile.running import run_program

MARK = "Zyxwvut"
MARKED = {
    "PatientName": f"{MARK}^Name",
    "PatientID": f"{MARK}-ID",
    "AccessionNumber": f"{MARK}-A",
    "StudyDescription": f"{MARK} study",
    "ReferringPhysicianName": f"{MARK}^Doctor",
    "InstitutionName": f"{MARK} hospital",
}


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """A folder with a good radiograph, one to be refused and one to be warned of."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "IM1").write_bytes(dicom(MARKED))
    (folder / "IM2").write_bytes(dicom({**MARKED, "Rows": 9999}))
    (folder / "IM3").write_bytes(dicom({**MARKED, "PatientSex": MARK, "StudyDate": MARK}))
    (folder / "IM4").write_bytes(dicom({**MARKED, "PhotometricInterpretation": MARK}))
    return folder


def traces(folder: Path) -> list[str]:
    """Return the files below ``folder`` whose name or content holds the mark."""
    mark = MARK.encode()
    return [
        path.name
        for path in folder.rglob("*")
        if MARK in str(path.relative_to(folder)) or (path.is_file() and mark in path.read_bytes())
    ]


def test_that_the_mark_is_found_where_it_is(marked: Path) -> None:
    assert len(traces(marked)) == 4


def test_that_a_run_leaves_the_patient_in_its_results_alone(
    marked: Path, tmp_path: Path, tiny_models: Path
) -> None:
    out = tmp_path / "out"
    kinds = ("--masks", "--heatmaps", "--pdf")
    done = run_program(tiny_models, "analyze", str(marked), "--out", str(out), *kinds)
    assert done.status == 3, done.err
    assert MARK not in done.err + done.out
    assert traces(Path(os.environ["CXRVIEWER_HOME"])) == []
    # The table of results is for the person who asked for it; it alone names the patient.
    assert traces(out) == ["results.csv"]
    scan = run_program(tiny_models, "scan", str(marked))
    assert MARK not in scan.out + scan.err


def test_that_errors_of_the_command_line_log_no_patient(
    marked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_models: Path
) -> None:
    for module in (analyze_command, command_line):
        monkeypatch.setattr(module, "bundle_folders", lambda: (tiny_models,))
    from cxrviewer.__main__ import main

    refused = str(marked / "IM2")
    assert main(["render", refused, "--out", str(tmp_path / "a.png")]) == 1
    home = Path(os.environ["CXRVIEWER_HOME"])
    assert list(home.rglob("*.log"))
    assert traces(home) == []


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    make_application()
    start_log()
    with Reader() as reader:
        store = PreferencesStore.open(preferences_path())
        shown = build_window(reader, store, lambda _: open_gate().open)
        shown.show()
        qtbot.waitExposed(shown)
        yield shown
        shown.close()
        shown.deleteLater()


def test_that_a_tour_of_the_window_leaves_no_patient_behind(
    window: MainWindow, marked: Path, qtbot: QtBot
) -> None:
    window.conductor.start([marked])
    session = window.session
    qtbot.waitUntil(
        lambda: len(session.studies) == 2 and not session.intake.scan.running, timeout=20_000
    )
    for instance in list(session.studies):
        session.active.select(instance)
        qtbot.waitUntil(lambda: session.radiograph is not None, timeout=20_000)
        assert MARK in instance.patient.name
        assert MARK not in window.windowTitle()
    window.close()
    assert traces(Path(os.environ["CXRVIEWER_HOME"])) == []
