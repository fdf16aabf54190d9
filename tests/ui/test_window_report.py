"""The report from the window: where it goes wrong, and what is in it."""

import threading
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QFileDialog, QProgressDialog, QPushButton
from pytestqt.qtbot import QtBot

from cxrviewer.app.notices import Severity
from cxrviewer.ui.main_window import MainWindow
from tests.data.workplace import HandReader, make_instance
from tests.ui.conftest import WindowOf


@pytest.fixture
def window(window_of: WindowOf, qtbot: QtBot) -> MainWindow:
    window = window_of(HandReader.of(make_instance("a", patient="Ann"), make_instance("b")))
    window.open_paths([Path("/there")])
    qtbot.waitUntil(lambda: window.session.analysis is not None)
    return window


def text_of(report: Path) -> str:
    document = pypdfium2.PdfDocument(report)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


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
    gate = threading.Event()
    for _ in range(2):
        # Both threads of the pool wait, so that the export cannot be done before it is cancelled.
        window.conductor._long.submit(gate.wait, done=print, failed=print)
    window.export.export_to(tmp_path / "r.pdf")
    dialog = window.findChild(QProgressDialog)
    assert isinstance(dialog, QProgressDialog)
    dialog.findChild(QPushButton).click()  # type: ignore[union-attr]
    gate.set()
    qtbot.waitUntil(lambda: window.export.idle, timeout=20_000)
    assert list(tmp_path.glob("*.pdf")) == []
    assert window.notices.notices == ()


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
