"""The report from the window: where it goes wrong, and what is in it."""

import threading
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from cxrviewer.app.jobs import Job, JobKind
from cxrviewer.app.notices import Severity
from cxrviewer.domain.errors import InferenceError
from cxrviewer.ui.main_window import MainWindow
from tests.data.workplace import HandAnalyzer, HandReader, make_instance, open_gate
from tests.ui.conftest import WindowOf


@pytest.fixture
def window(analysed: WindowOf) -> MainWindow:
    return analysed(HandReader.of(make_instance("a", patient="Ann"), make_instance("b")))


def text_of(report: Path) -> str:
    document = pypdfium2.PdfDocument(report)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def hold_exports(window: MainWindow) -> threading.Event:
    """Both threads of the pool wait, so that no export can be done before the event is set."""
    gate = threading.Event()
    for _ in range(2):
        window.conductor._long.submit(gate.wait, done=print, failed=print)
    return gate


def chosen_name(window: MainWindow, monkeypatch: pytest.MonkeyPatch, typed: Path) -> list[Path]:
    """Return where the report goes when ``typed`` is what the file dialog returns."""
    paths: list[Path] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(typed), ""))
    monkeypatch.setattr(window.export, "export_to", paths.append)
    window.export.ask()
    return paths


def test_that_the_report_holds_the_patient_the_scores_and_the_impression(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.findings.impression.text.setPlainText("No <b>change</b> & clear.")
    report = tmp_path / "r.pdf"
    with qtbot.waitSignal(window.export.written, timeout=20_000):
        window.export.export_to(report)
    text = text_of(report)
    for expected in ("Ann", "Effusion", "0.81", "No <b>change</b> & clear."):
        assert expected in text
    assert window.notices.notices[0].severity is Severity.NOTE


def test_that_a_folder_that_is_gone_is_told_with_a_remedy(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.export.export_to(tmp_path / "gone" / "r.pdf")
    qtbot.waitUntil(lambda: len(window.notices.notices) == 1, timeout=20_000)
    notice = window.notices.notices[0]
    assert notice.severity is Severity.ERROR
    assert "does not exist" in notice.cause
    assert notice.remedy != ""
    assert window.export.idle


def test_that_a_cancelled_export_leaves_no_file(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    gate = hold_exports(window)
    window.export.export_to(tmp_path / "r.pdf")
    dialog = window.findChild(QProgressDialog)
    assert isinstance(dialog, QProgressDialog)
    dialog.findChild(QPushButton).click()  # type: ignore[union-attr]
    gate.set()
    qtbot.waitUntil(lambda: window.export.idle, timeout=20_000)
    assert list(tmp_path.glob("*.pdf")) == []
    assert [notice.subject for notice in window.notices.notices] == ["r.pdf"]
    assert "cancelled" in window.notices.notices[0].cause


def test_that_a_second_export_is_refused_while_one_runs(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    gate = hold_exports(window)
    window.export.export_to(tmp_path / "first.pdf")
    window.export.export_to(tmp_path / "second.pdf")
    assert len(window.findChildren(QProgressDialog)) == 1
    assert "already" in window.notices.notices[0].cause
    with qtbot.waitSignal(window.export.written, timeout=20_000):
        gate.set()
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["first.pdf"]
    assert window.export.idle


def test_that_the_end_of_an_export_does_not_cancel_its_job(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs: list[Job] = []
    start = window.session.jobs.start

    def remember(kind: JobKind) -> Job:
        jobs.append(start(kind))
        return jobs[-1]

    monkeypatch.setattr(window.session.jobs, "start", remember)
    with qtbot.waitSignal(window.export.written, timeout=20_000):
        window.export.export_to(tmp_path / "r.pdf")
    assert [job.cancelled() for job in jobs if job.kind is JobKind.EXPORT] == [False]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Dr. Smith", "Dr. Smith.pdf"), ("r", "r.pdf"), ("R.PDF", "R.PDF"), ("r.pdf", "r.pdf")],
)
def test_that_every_report_ends_in_pdf(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, expected: str
) -> None:
    assert chosen_name(window, monkeypatch, tmp_path / name) == [tmp_path / expected]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(QMessageBox.StandardButton.Yes, ["r.pdf"]), (QMessageBox.StandardButton.No, [])],
)
def test_that_a_report_is_not_overwritten_unasked_when_the_ending_was_added(
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    answer: QMessageBox.StandardButton,
    expected: list[str],
) -> None:
    (tmp_path / "r.pdf").write_bytes(b"an older report")
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answer)
    chosen = chosen_name(window, monkeypatch, tmp_path / "r")
    assert [path.name for path in chosen] == expected


def test_that_the_proposed_name_says_nothing_about_the_patient(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    proposed = []

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window.actions_by_name["export_report"].trigger()
    assert [Path(name).name for name in proposed] == ["report.pdf"]
    assert window.export.idle


def study_of_three(
    window_of: WindowOf, qtbot: QtBot, analyzer: HandAnalyzer | None = None
) -> MainWindow:
    images = [make_instance(name, patient="Ann", study="one study") for name in "abc"]
    window = window_of(HandReader.of(*images), analyzer)
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    qtbot.waitUntil(lambda: not window.session.intake.scan.running)
    return window


def reader_of(window: MainWindow) -> HandReader:
    reader = window.conductor._reader
    assert isinstance(reader, HandReader)
    return reader


def test_that_the_whole_study_is_read_and_analysed_for_its_report(
    window_of: WindowOf, qtbot: QtBot, tmp_path: Path
) -> None:
    window = study_of_three(window_of, qtbot)
    report = tmp_path / "r.pdf"
    with qtbot.waitSignal(window.export.written, timeout=20_000):
        window.export.export_to(report)
    text = text_of(report)
    assert "Radiograph 3 of 3" in text
    assert "in this report" not in text
    assert text.count("0.81") == 3
    assert window.notices.notices[0].severity is Severity.NOTE
    listing = window.session.listing
    assert all(listing.triage.is_analysed(one.path) for one in listing)


def test_that_an_image_that_cannot_be_read_is_named_on_paper_and_counted_on_screen(
    window_of: WindowOf, qtbot: QtBot, tmp_path: Path
) -> None:
    window = study_of_three(window_of, qtbot)
    window.session.radiographs.clear()
    del reader_of(window).radiographs[Path("/there/c")]
    report = tmp_path / "r.pdf"
    with qtbot.waitSignal(window.export.written, timeout=20_000):
        window.export.export_to(report)
    text = text_of(report)
    assert "Radiograph 2 of 2 in this report; the study has 3 images" in text
    assert "c: The pixels are cut off." in text
    notice = window.notices.notices[0]
    assert notice.severity is Severity.WARNING
    assert "2 of the 3 images" in notice.cause


def test_that_an_image_that_cannot_be_analysed_is_printed_with_the_reason(
    window_of: WindowOf, qtbot: QtBot, tmp_path: Path
) -> None:
    analyzer = open_gate()
    analyzer.error = InferenceError("The network fell over.", remedy="Start it again.")
    window = study_of_three(window_of, qtbot, analyzer)
    report = tmp_path / "r.pdf"
    with qtbot.waitSignal(window.export.written, timeout=20_000):
        window.export.export_to(report)
    text = " ".join(text_of(report).split())
    assert "Radiograph 3 of 3" in text
    assert text.count("It was not analysed: The network fell over.") == 3


def test_that_the_window_is_free_while_a_study_is_gathered_and_the_person_can_cancel(
    window_of: WindowOf, qtbot: QtBot, tmp_path: Path
) -> None:
    analyzer = HandAnalyzer()
    window = study_of_three(window_of, qtbot, analyzer)
    window.export.export_to(tmp_path / "r.pdf")
    dialog = window.findChild(QProgressDialog)
    assert isinstance(dialog, QProgressDialog)
    assert dialog.labelText() == "Reading and analysing image 1 of 3 of the study…"
    window.session.active.step(1)
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    dialog.findChild(QPushButton).click()  # type: ignore[union-attr]
    assert window.export.idle
    assert "cancelled" in window.notices.notices[0].cause
    analyzer.gate.set()
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    assert list(tmp_path.glob("*.pdf")) == []


def test_that_a_report_is_about_the_study_that_it_was_asked_for(
    window_of: WindowOf, qtbot: QtBot, tmp_path: Path
) -> None:
    ann = [make_instance(name, patient="Ann", study="one study") for name in "ab"]
    bob = make_instance("z", patient="Bob")
    window = window_of(HandReader.of(*ann, bob))
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: window.session.radiograph is not None)
    qtbot.waitUntil(lambda: not window.session.intake.scan.running)
    window.session.radiographs.clear()
    gate = reader_of(window).hold(ann[1])
    window.export.export_to(tmp_path / "r.pdf")
    shown = window.session.radiograph
    assert shown is not None
    window.session.active.select(bob)
    with qtbot.waitSignal(window.export.written, timeout=20_000) as written:
        gate.set()
    assert written.args is not None
    assert written.args[1] == shown.key
    text = text_of(tmp_path / "r.pdf")
    assert "Ann" in text
    assert "Bob" not in text
    assert "Radiograph 2 of 2" in text


def test_that_other_models_end_a_report_that_is_being_gathered(
    window_of: WindowOf, qtbot: QtBot, tmp_path: Path
) -> None:
    analyzer = HandAnalyzer()
    window = study_of_three(window_of, qtbot, analyzer)
    window.export.export_to(tmp_path / "r.pdf")
    window.conductor.reopen_models(analyzer.open)
    assert window.export.idle
    assert "cancelled" in window.notices.notices[0].cause
    analyzer.gate.set()
