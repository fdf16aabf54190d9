"""The main job in the real window: real files, real reader processes, real models, a real PDF."""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cxrviewer.app.demo import make_demo
from cxrviewer.app.preferences import PreferencesStore
from cxrviewer.domain.analysis import standing
from cxrviewer.domain.radiograph import Window
from cxrviewer.reading.reader import Reader
from cxrviewer.ui.application import build_window, make_application, preferred
from cxrviewer.ui.main_window import MainWindow
from cxrviewer.ui.workers.open_models import ModelChoice
from tests.data.mouse import drag

SECONDS = 60_000
IMPRESSION = "Herz normal groß, keine Stauung, Kontrolle: 次回"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the program's own studies, and one file that is none."""
    folder = tmp_path_factory.mktemp("demo")
    tuple(make_demo(folder))
    (folder / "notes.txt").write_text("not a radiograph")
    return folder


@pytest.fixture(params=["tiny", "shipped"])
def models(request: pytest.FixtureRequest, tiny_models: Path, shipped_models: Path) -> Path:
    if request.param == "tiny":
        return tiny_models
    if not (shipped_models / "tb" / "manifest.json").exists():
        pytest.skip("no classifier is shipped in this checkout")
    return shipped_models


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, tmp_path: Path, models: Path) -> Iterator[MainWindow]:
    make_application()
    store = PreferencesStore.open(tmp_path / "preferences.json")
    choice = ModelChoice((models,), "onnx", "cpu")
    window = build_window(Reader(processes=2), store, partial(preferred, choice))
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    window.deleteLater()
    names = [thread.name for thread in threading.enumerate()]
    assert not [name for name in names if name.startswith(("current", "ahead", "long"))]


def test_that_a_folder_becomes_a_report(
    window: MainWindow, qtbot: QtBot, demo: Path, tmp_path: Path
) -> None:
    session, viewport = window.session, window.viewport
    window.conductor.start([demo])

    qtbot.waitUntil(lambda: session.radiograph is not None, timeout=SECONDS)
    qtbot.waitUntil(lambda: not session.intake.scan.running, timeout=SECONDS)
    assert (session.intake.scan.instances, session.intake.scan.refused) == (4, 1)
    assert "SYNTHETIC" in viewport.texts.badges.words

    qtbot.waitUntil(lambda: session.analysis is not None, timeout=SECONDS)
    assert session.analysis is not None
    assert session.analysis.failures == ()
    listed = window.findings.model.findings
    assert listed == tuple(sorted(listed, key=standing))
    assert set(listed) == set(session.analysis.findings)
    assert len(listed) >= 1

    plain = viewport.grab().toImage()
    qtbot.keyClick(viewport, Qt.Key.Key_G)
    assert viewport.heatmap_drawn
    qtbot.keyClick(viewport, Qt.Key.Key_M)
    assert viewport.mask_drawn
    assert viewport.grab().toImage() != plain

    before = session.display.voi if session.display else None
    drag(viewport, Qt.MouseButton.LeftButton, (200, 200), (260, 240))
    after = session.display.voi if session.display else None
    assert isinstance(before, Window)
    assert isinstance(after, Window)
    assert after.width > before.width
    assert after.center < before.center

    window.findings.impression.text.setPlainText(IMPRESSION)
    report = tmp_path / "report.pdf"
    with qtbot.waitSignal(window.export.written, timeout=SECONDS):
        window.export.export_to(report)
    check_report(report, window)


def check_report(report: Path, window: MainWindow) -> None:
    document = pypdfium2.PdfDocument(report)
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        pictures = sum(1 for page in document for _ in page.get_objects(filter=[3]))
    finally:
        document.close()
    assert IMPRESSION in text
    assert "Research and education use only" in text
    assert window.session.current is not None
    assert window.session.current.patient.patient_id in text
    for bundle in window.session.models.bundles:
        assert bundle.identity.name in text
        assert bundle.identity.checksum[:12] in text.replace("\r\n", "").replace("\n", "")
    assert pictures >= 2
